import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { DATABASE, fileKey } from '../../electron/vault/keys/file-key.ts';
import { openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';
import { openWriter, type WriteConnection } from '../../electron/vault/store/connection.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from '../integration/vault/support/workstation.ts';

/** Assertion 50, what lies in the vault: a row that is not what this version writes closes its case, and no other. */

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

/** Two cases with a note in a draft each, one's own decision refused on the first, and a connection for the vandal. */
async function twoCases() {
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  await station.receiveDirectory();
  const [first, second] = await station.receive(reportEvent(org, { narrative: 'One.' }), reportEvent(org));
  const [caseId, other] = [first!.header.caseId, second!.header.caseId];
  await station.page.value('screen.sign', { none: [caseId, other], declared: [] });
  for (const one of [caseId, other])
    await station.page.value('draft.save', { caseId: one, part: 'note new', content: { text: 'Half a thought.' } });
  const decided = {
    caseId,
    type: 'decided' as const,
    facets: { outcomes: ['record' as const], route: 'here' as const },
    payload: { rationale: 'Nothing.', optionsRejected: [] },
    basedOn: null,
  };
  const { event } = await station.page.value('case.sign', decided);
  const verdict = { id: event!, status: 'refused' as const, code: 'conflict', reason: 'decision', current: null };
  await station.store.verdicts([verdict]);
  const keys = await openVaultKeys({
    profile: station.profile,
    passphrase: PASSPHRASE,
    deviceSecret: { mode: 'keystore', backend: 'test', secret: new Uint8Array(station.secret) },
    now: Date.now(),
    destroyAfterTenTries: false,
  });
  if (!keys.ok) throw new Error(keys.code);
  const db = openWriter(join(station.profile, DATABASE), fileKey(keys.dataKey, DATABASE));
  return { station, page: station.page, caseId, other, db };
}
type Office = Awaited<ReturnType<typeof twoCases>>;

/** Where JSON lies, and how to come by one row of the first case. */
const kinds: Readonly<Record<string, { table: string; column: string; where: string; shaped: boolean }>> = {
  'a header': { table: 'events', column: 'header', where: `type = 'report_received' AND case_id = ?`, shaped: true },
  'one’s own refused header': {
    table: 'events',
    column: 'header',
    where: `status = 'refused' AND case_id = ?`,
    shaped: true,
  },
  'a verdict': { table: 'events', column: 'verdict', where: `status = 'refused' AND case_id = ?`, shaped: true },
  'the contents of a report': {
    table: 'events',
    column: 'payload',
    where: `type = 'report_received' AND case_id = ?`,
    // What does not fit its type's schema counts as erased, and is shown so.
    shaped: false,
  },
  'a draft': { table: 'drafts', column: 'content', where: 'case_id = ?', shaped: false },
};

const textOf = (db: WriteConnection, { table, column, where }: (typeof kinds)[string], caseId: string) =>
  db.column<string>(`SELECT ${column} FROM ${table} WHERE ${where}`, [caseId])[0]!;

function write(db: WriteConnection, { table, column, where }: (typeof kinds)[string], caseId: string, text: string) {
  expect(db.run(`UPDATE ${table} SET ${column} = ? WHERE ${where}`, [text, caseId]).changes).toBe(1);
}

/** Cut, with a bit of it turned, of another shape, or with a field that nobody knows. */
const damage = (text: string, shaped: boolean) => {
  const broken = [
    fc.nat({ max: text.length - 2 }).map((end) => text.slice(0, end)),
    fc.string().filter((junk) => {
      try {
        JSON.parse(junk);
        return false;
      } catch {
        return true;
      }
    }),
  ];
  const misshapen = [
    fc.constantFrom('null', 'true', '[]', '{}', '"text"', '1e999'),
    fc.constant(`${text.slice(0, -1)},"unheardOf":1}`),
  ];
  return fc.oneof(...broken, ...(shaped ? misshapen : []));
};

async function otherWorks({ page, other }: Office, n: number) {
  expect(await page.value('case.read', { caseId: other })).toMatchObject({
    file: { report: { narrative: 'Nothing.' } },
  });
  const note = { caseId: other, part: 'note new', content: { text: `Half a thought, ${n}.` } };
  expect(await page.call('draft.save', note)).toMatchObject({ ok: true });
  expect((await page.value('desk.open', { view: 'all', filter: {} })).total).toBe(2);
  expect(await page.call('refusals.read', {})).toMatchObject({ ok: true });
}

describe('assertion 50: a damaged row of the vault', () => {
  for (const [name, kind] of Object.entries(kinds))
    test(`${name} closes its own case with a typed error that names it`, async () => {
      const office = await twoCases();
      const { db, page, caseId } = office;
      const good = textOf(db, kind, caseId);
      let n = 0;
      await fc.assert(
        fc.asyncProperty(damage(good, kind.shaped), async (text) => {
          write(db, kind, caseId, text);
          const answer = await page.call('case.read', { caseId });
          expect(answer).toMatchObject({ ok: false, error: { code: 'case_damaged', detail: { caseId } } });
          expect(JSON.stringify(answer)).not.toMatch(/SELECT|SQLITE|Zod|Unexpected|Half a thought|\.ts/);
          await otherWorks(office, (n += 1));
        }),
        { numRuns: 40 },
      );
      write(db, kind, caseId, good);
      expect(await page.call('case.read', { caseId })).toMatchObject({ ok: true });
      db.close();
    });

  test('folded facts and the directory are folded again from the log, and the integrity check tells of the facts', async () => {
    const office = await twoCases();
    const { db, page, caseId, station } = office;
    const facts = { table: 'facts', column: 'facts', where: 'case_id = ?', shaped: true };
    const good = textOf(db, facts, caseId);
    const me = await page.value('session.me', {});
    const directory = db.column<string>(`SELECT value FROM meta WHERE name = 'directory'`)[0]!;
    const before = await page.value('case.read', { caseId });
    await fc.assert(
      fc.asyncProperty(damage(good, true), damage(directory, true), async (text, folded) => {
        write(db, facts, caseId, text);
        db.run(`UPDATE meta SET value = ? WHERE name = 'directory'`, [folded]);
        db.run(`UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'directory_version'`);
        expect(await page.value('case.read', { caseId })).toEqual({ ...before, row: expect.anything() as never });
        expect(await page.value('session.me', {})).toEqual(me);
        const check = await page.value('vault.check', {});
        expect(check.findings).toEqual([{ code: 'facts', count: 1 }]);
      }),
      { numRuns: 30 },
    );
    await station.receive(reportEvent(org));
    expect((await page.value('desk.open', { view: 'all', filter: {} })).total).toBe(3);
    db.close();
  });

  test('does not stop what the hub sends: the others of its page come in, and its own events are kept', async () => {
    const office = await twoCases();
    const { db, page, caseId, station } = office;
    write(db, kinds['a header']!, caseId, '{');
    write(db, { table: 'facts', column: 'facts', where: 'case_id = ?', shaped: true }, caseId, '{');
    const [third] = await station.receive(reportEvent(org, { narrative: 'Three.' }));
    await page.value('screen.sign', { none: [third!.header.caseId], declared: [] });
    expect(await page.value('case.read', { caseId: third!.header.caseId })).toMatchObject({
      file: { report: { narrative: 'Three.' } },
    });
    expect(await page.call('case.read', { caseId })).toMatchObject({ error: { code: 'case_damaged' } });
    db.close();
  });
});
