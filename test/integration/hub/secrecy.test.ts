import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { demonstrationReports } from '../../../server/demo/reports.ts';
import { enrolDevice } from '../../../server/device/hub-client.ts';
import { newGatewayIdentity } from '../../../server/gateway/identity.ts';
import { importReports } from '../../../server/gateway/import.ts';
import { issueCode } from '../../../server/hub/feed/enrol.ts';
import type { Db } from '../../../server/hub/store/tables.ts';
import { initialise, publishUnitKeys } from '../../../server/keyring/keyring.ts';
import { twoOfficers } from '../support/officers.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import { decided, note, screened, testHub } from '../support/hub-organisation.ts';
import { noWork } from '../../../shared/domain/work-facts.ts';

/** Every row of every table, with bytes as they are (latin1) so that text inside them would be seen. */
async function dump(db: Db): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public'`.execute(db);
  let whole = '';
  for (const { name } of tables) {
    const { rows } = await sql.raw<Record<string, unknown>>(`select * from ${name}`).execute(db);
    for (const row of rows)
      for (const value of Object.values(row))
        whole +=
          value instanceof Uint8Array
            ? `\n${Buffer.from(value).toString('latin1')}`
            : `\n${typeof value === 'string' ? value : JSON.stringify(value)}`;
  }
  return whole.toLowerCase();
}

/** A word as UTF-8, and as base64 would carry it at each of the three places it can begin. */
function disguises(word: string): string[] {
  const bytes = Buffer.from(word);
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The characters at either end also hold bits of their neighbours.
    return text.slice(
      Math.ceil((shift * 8) / 6),
      shift === 0 || text.length % 4 === 0 ? text.length - 1 : text.length - 2,
    );
  });
  return [bytes.toString('latin1').toLowerCase(), bytes.toString('hex'), ...inBase64.map((t) => t.toLowerCase())];
}

const SAID_BY_ASSESSOR = 'Cwmrhydyceirw';

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`what a hub on ${kind.name} holds after the main job`, () => {
    let database: HubDatabase;
    let held: string;
    const reports = [
      ...demonstrationReports({ count: 120, seed: 11, now: new Date('2026-03-01T00:00:00Z'), forces: ['MPS'] }),
    ];
    beforeAll(async () => {
      database = await kind.start();
      const db = await database.fresh();
      const hub = await testHub(db);
      const code = async (role: 'keyring' | 'gateway') =>
        (await issueCode(hub.hub, await hub.addUser([{ unit: 'AUDIT', role }])))!.code;
      const made = await initialise(hub.transport, await code('keyring'), async () => undefined, twoOfficers);
      if (!made.ok) throw new Error(made.reason);
      await publishUnitKeys(hub.transport, made.contents, ['MPS'], async () => undefined);
      const fresh = newGatewayIdentity();
      const enrolled = await enrolDevice(hub.transport, fresh, await code('gateway'));
      if (!enrolled.ok) throw new Error(enrolled.problem.code);
      const imported = await importReports({
        lines: reports.map((one, index) => ({ number: index + 1, text: JSON.stringify(one) })),
        folder: '/',
        transport: hub.transport,
        gateway: { ...fresh, ...enrolled.value },
        onFailure: (_line, reason) => expect.fail(reason),
      });
      expect(imported).toMatchObject({ ok: true });
      const assessor = await hub.person({ unit: 'MPS', role: 'assessor' });
      const page = await assessor.client.feed('desk:MPS', 1, 0);
      const caseId = page.ok ? page.value.events[0]!.header.caseId : '';
      await assessor.push(
        screened(assessor, caseId),
        note(assessor, caseId, SAID_BY_ASSESSOR),
        decided(assessor, caseId),
      );
      await hub.close();
      held = await dump(db);
    });
    afterAll(() => database.stop());

    test('the codes and dates that it needs are there: the search would find what is stored', () => {
      for (const { reference, force, receivedAt } of reports)
        for (const word of [reference, force, receivedAt]) expect(held).toContain(word.toLowerCase());
    });

    test('no word of a narrative, a name or a note is there, in no coding', () => {
      // Shorter words occur by chance in keys and hashes.
      const texts = reports.flatMap((one) => [
        one.narrative,
        ...one.subjects.flatMap((s) => [s.name ?? '', s.description ?? '', s.station ?? '']),
        ...one.peopleAtRisk.map((p) => p.description),
      ]);
      const words = new Set([SAID_BY_ASSESSOR, ...texts.flatMap((text) => text.match(/\p{L}{8,}/gu) ?? [])]);
      const own = new Set([
        'anonymous',
        'confidential',
        'immediate',
        'gateway',
        'assessor',
        'investigate',
        'received',
        'supervisor',
        'statement',
        'investigator',
        'investigation',
        'decision',
        'category',
        'categories',
        'priority',
        'contact',
        'reporter',
        'directory',
        'reference',
        'receipts',
      ]);
      const searched = [...words].filter((word) => !own.has(word.toLowerCase()) && !isStructure(word.toLowerCase()));
      expect(searched.length).toBeGreaterThan(250);
      // The names of the facts' own fields are no words of a report, and some of them hold one.
      const said = Object.keys(noWork).reduce((text, field) => text.replaceAll(`"${field.toLowerCase()}"`, ''), held);
      const found = searched.filter((word) => disguises(word).some((disguise) => said.includes(disguise)));
      expect(found).toEqual([]);
    });

    /** Field names and codes of the facets, which are the hub's to know. */
    const structure = new Set<string>();
    const isStructure = (word: string) => {
      if (structure.size === 0)
        for (const match of held.matchAll(/"([a-z_]+)"/g))
          for (const part of [match[1]!, ...match[1]!.split('_')]) structure.add(part);
      return structure.has(word);
    };
  });
