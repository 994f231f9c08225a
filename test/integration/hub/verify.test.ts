/** A record that was really tampered with, in the database itself, by somebody who knows how the hub counts. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldFacts } from '../../../shared/domain/facts.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { signCheckpoint } from '../../../shared/protocol/checkpoint.ts';
import { headerHash } from '../../../shared/protocol/envelope.ts';
import { makeKeyPair } from '../../../shared/protocol/keys.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, emptyTree, root, type TreeHead } from '../../../shared/protocol/merkle.ts';
import { keepIdentity } from '../../../server/hub/identity.ts';
import { findLog } from '../../../server/hub/store/compartments.ts';
import { openDatabase } from '../../../server/hub/store/database.ts';
import type { Db } from '../../../server/hub/store/tables.ts';
import { verifyHub, type VerifiedPart } from '../../../server/hub/verify/verify.ts';
import { signOldHeads } from '../../../server/hub/feed/checkpoint.ts';
import { addUnit } from '../../../server/hub/feed/directory-changes.ts';
import { createHub } from '../../../server/hub/hub.ts';
import { reportWith } from '../attachments/office.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { openWorkstation } from '../sync/support/workstation.ts';
import { temporaryFolder } from '../vault/support/vault.ts';

const DESK = 'desk:MPS';
let organisation: Organisation;
let outside: string;

beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(8, 'MPS', 5);
  const folder = temporaryFolder();
  const file = { filename: 'letter.txt', bytes: Buffer.from('A letter.') };
  await organisation.importLines([reportWith(folder, 'VERIFY/1', [file])], folder);
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  const workstation = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
  const [one, two] = workstation.caseIds();
  for (const id of [one!, two!]) workstation.sign(id, 'screened', { result: 'none' });
  workstation.sign(
    one!,
    'decided',
    { outcomes: ['investigate'], route: 'here' },
    { rationale: 'R.', optionsRejected: [] },
  );
  await workstation.settled();
  // What an auditor took away before the last decision.
  outside = (await findLog(organisation.hub.db, DESK))!.checkpoint!;
  await workstation.close();
});
afterAll(() => organisation.close());

async function partsOf(db: Db, kept: string[] = []): Promise<VerifiedPart[]> {
  const parts: VerifiedPart[] = [];
  for await (const part of verifyHub({ db, identity: organisation.hub.identity }, kept)) parts.push(part);
  return parts;
}
const faultsOf = (parts: readonly VerifiedPart[]) => parts.flatMap(({ fault }) => (fault === null ? [] : [fault]));

/** Every fault that is found once `change` was made; the change is rolled back. */
async function after(change: (db: Db) => Promise<unknown>, kept: string[] = []) {
  const undone = new Error('undone');
  let faults: ReturnType<typeof faultsOf> = [];
  await organisation.hub.db
    .transaction()
    .execute(async (tx) => {
      await change(tx);
      faults = faultsOf(await partsOf(tx, kept));
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return faults;
}

const rows = (db: Db, compartment: string) =>
  db.selectFrom('events').selectAll().where('compartment', '=', compartment).orderBy('seq').execute();

/** Counts a log anew as the hub does: head and peaks fit what the rows now say. */
async function countAnew(db: Db, compartment: string): Promise<TreeHead> {
  const tree = (await rows(db, compartment)).reduce(
    (grown, row) => append(grown, leafOf(JSON.parse(row.header) as EventHeader, row.signature, row.hub_time)),
    emptyTree,
  );
  await db
    .updateTable('compartments')
    .set({ head: tree.size, peaks: JSON.stringify(tree.peaks) })
    .where('compartment', '=', compartment)
    .execute();
  return tree;
}

/** Puts another header in the place of one, with columns and ledger to fit. */
async function rewrite(db: Db, compartment: string, seq: number, change: (header: EventHeader) => EventHeader) {
  const row = (await rows(db, compartment))[seq - 1]!;
  const header = change(JSON.parse(row.header) as EventHeader);
  const text = jcs(header).toString('utf8');
  const at = sql`compartment = ${compartment} and seq = ${seq}`;
  await sql`update events set header = ${text} where ${at}`.execute(db);
  await sql`update ledger set header_hash = ${headerHash(header)} where id = ${row.id}`.execute(db);
}

const swap = async (db: Db, a: number, b: number) => {
  const move = (from: number, to: number) =>
    sql`update events set seq = ${to} where compartment = ${DESK} and seq = ${from}`.execute(db);
  await move(a, 100_000);
  await move(b, a);
  await move(100_000, b);
};
const run = (statement: ReturnType<typeof sql>) => (db: Db) => statement.execute(db);

describe('a record that nobody touched', () => {
  it('is found in order, part by part, also with a checkpoint from outside', async () => {
    const parts = await partsOf(organisation.hub.db, [outside]);
    expect(faultsOf(parts)).toEqual([]);
    expect(parts.map(({ part }) => part)).toEqual(
      expect.arrayContaining([DESK, 'directory', 'ledger', 'cases', 'directory tables', 'files']),
    );
    expect(parts.find(({ part }) => part === DESK)!.events).toBe(12);
    expect(parts.find(({ part }) => part === DESK)!.checkpoint).toBe(outside);
  });

  it('that a version before kept no checkpoints of is signed once, when that version is replaced', async () => {
    const { hub } = organisation;
    await sql`update compartments set checkpoint = null`.execute(hub.db);
    await sql`update hub set heads_signed = false`.execute(hub.db);
    await signOldHeads(hub);
    expect(faultsOf(await partsOf(hub.db))).toEqual([]);
    await sql`update compartments set checkpoint = null where compartment = ${DESK}`.execute(hub.db);
    await signOldHeads(hub);
    expect(faultsOf(await partsOf(hub.db))).toMatchObject([{ kind: 'checkpoint_missing', compartment: DESK }]);
    await sql`update compartments set checkpoint = ${outside} where compartment = ${DESK}`.execute(hub.db);
  });
});

describe('somebody who changes rows is found out where it happened', () => {
  const desk = (kind: string, seq: number | null) => ({ kind, compartment: DESK, seq });
  it.each<[string, (db: Db) => Promise<unknown>, object]>([
    [
      'other contents',
      run(sql`update events set sealed = sealed || '\\x00'::bytea where compartment = ${DESK} and seq = 3`),
      desk('contents_changed', 3),
    ],
    [
      'another urgency in the facets, head and ledger made to fit',
      async (db) => {
        await rewrite(db, DESK, 4, (h) => ({ ...h, facets: { ...h.facets, urgency: 'immediate' } }));
        await countAnew(db, DESK);
      },
      desk('signature_invalid', 4),
    ],
    [
      'a header that is no header',
      run(sql`update events set header = '{}' where compartment = ${DESK} and seq = 2`),
      desk('header_unreadable', 2),
    ],
    [
      'a header in another form',
      run(sql`update events set header = ' ' || header where compartment = ${DESK} and seq = 2`),
      desk('header_not_canonical', 2),
    ],
    [
      'a case under another number',
      run(sql`update events set case_id = gen_random_uuid() where compartment = ${DESK} and seq = 2`),
      desk('row_differs', 2),
    ],
    [
      'no signature',
      run(sql`update events set signature = null where compartment = ${DESK} and seq = 5`),
      desk('signature_invalid', 5),
    ],
    [
      'the date of an acceptance',
      run(sql`update events set hub_time = '2020-01-01T00:00:00.000Z' where compartment = ${DESK} and seq = 5`),
      desk('checkpoint_differs', null),
    ],
    ['an event taken out', run(sql`delete from events where compartment = ${DESK} and seq = 6`), desk('gap', 6)],
    [
      'the last event taken out',
      run(sql`delete from events where compartment = ${DESK} and seq = 12`),
      desk('head_short', 12),
    ],
    ['two events of one author in another order', (db) => swap(db, 2, 3), desk('order_changed', 3)],
    [
      'events of two authors in another order, counted anew',
      async (db) => {
        await swap(db, 9, 10);
        await countAnew(db, DESK);
      },
      desk('checkpoint_differs', null),
    ],
    [
      'the end taken away, counted anew',
      async (db) => {
        await sql`delete from events where compartment = ${DESK} and seq > 10`.execute(db);
        await countAnew(db, DESK);
      },
      desk('checkpoint_beyond', 11),
    ],
    [
      'an event after the head',
      run(sql`insert into events select compartment, 13, gen_random_uuid(), case_id, type, header, signature, sealed,
        hub_time, weight from events where compartment = ${DESK} and seq = 12`),
      desk('beyond_head', 13),
    ],
    [
      'no checkpoint',
      run(sql`update compartments set checkpoint = null where compartment = ${DESK}`),
      desk('checkpoint_missing', null),
    ],
    [
      'other peaks',
      run(sql`update compartments set peaks = jsonb_set(peaks, '{0}', '"00"') where compartment = ${DESK}`),
      desk('tree_differs', null),
    ],
    [
      'a log that nobody knows',
      run(sql`insert into events select 'desk:XXX', 1, gen_random_uuid(), case_id, type, header, signature, sealed, hub_time,
        weight from events where compartment = ${DESK} and seq = 1`),
      { kind: 'log_unknown', compartment: 'desk:XXX', seq: 1 },
    ],
    [
      'a verdict forgotten',
      run(sql`delete from ledger where id = (select id from events where compartment = ${DESK} and seq = 7)`),
      desk('ledger_missing', 7),
    ],
    [
      'a verdict turned round',
      run(sql`update ledger set verdict = jsonb_set(verdict, '{status}', '"refused"')
        where id = (select id from events where compartment = ${DESK} and seq = 7)`),
      desk('ledger_differs', 7),
    ],
    [
      'the number of a device turned back',
      run(sql`update devices set last_seq = last_seq - 1 where last_seq = 3`),
      { kind: 'numbers_broken', compartment: null },
    ],
    [
      'a decision undone in what the hub judges by',
      run(sql`update case_state set facts = jsonb_set(facts, '{decision}', 'null') where facts->'decision' <> 'null'`),
      { kind: 'facts_differ', compartment: DESK },
    ],
    [
      'a case that counts as new again',
      run(
        sql`delete from case_state where case_id = (select case_id from events where compartment = ${DESK} and seq = 1)`,
      ),
      desk('facts_differ', 1),
    ],
    [
      'a reader of a case set apart',
      run(sql`insert into compartment_readers select user_id, 'readers:' || gen_random_uuid() from users limit 1`),
      { kind: 'readers_differ', seq: null },
    ],
    [
      'a role that nobody gave',
      run(sql`update users set memberships = '[{"unit":"GMP","role":"supervisor"}]' where name = 'Sam Orrell'`),
      { kind: 'directory_differs', compartment: 'directory' },
    ],
    [
      'a withdrawn device taken back, or the other way round',
      run(sql`update devices set state = 'withdrawn' where last_seq = 3`),
      { kind: 'directory_differs', compartment: 'directory' },
    ],
    [
      'the bytes of a file',
      run(sql`update chunks set bytes = bytes || '\\x00'::bytea`),
      { kind: 'chunk_changed', compartment: DESK },
    ],
  ])('%s', async (_, change, expected) => {
    expect((await after(change))[0]).toMatchObject(expected);
  });

  it('a role given in the directory’s own log, with head, ledger and tables made to fit: the hub never signed that', async () => {
    const seq = (await rows(organisation.hub.db, 'directory')).findLastIndex(({ type }) => type === 'user_set') + 1;
    const memberships = [{ unit: 'GMP', role: 'supervisor' }];
    const faults = await after(async (db) => {
      await rewrite(db, 'directory', seq, (h) => ({ ...h, facets: { ...h.facets, memberships } }));
      await sql`update users set memberships = ${JSON.stringify(memberships)} where name = 'Sam Orrell'`.execute(db);
      await countAnew(db, 'directory');
    });
    expect(faults).toMatchObject([{ kind: 'checkpoint_differs', compartment: 'directory' }]);
  });

  it('a checkpoint signed with another key', async () => {
    const { hubId, hubEpoch } = organisation.hub.identity;
    const faults = await after(async (db) => {
      await sql`delete from events where compartment = ${DESK} and seq > 10`.execute(db);
      const tree = await countAnew(db, DESK);
      const claim = { hubId, compartment: DESK, epoch: hubEpoch, size: tree.size, root: root(tree) };
      const forged = signCheckpoint(claim, makeKeyPair('ed25519'));
      await sql`update compartments set checkpoint = ${forged} where compartment = ${DESK}`.execute(db);
    });
    expect(faults[0]).toMatchObject(desk('checkpoint_forged', null));
  });

  it('the end taken away with its ledger, its counters and its own checkpoint: a checkpoint from outside tells', async () => {
    const [, , last] = (await rows(organisation.hub.db, DESK)).slice(-3);
    const before = (await findLog(organisation.hub.db, DESK))!.checkpoint!;
    const cut = async (db: Db) => {
      await sql`delete from ledger where id = ${last!.id}`.execute(db);
      await sql`update devices set last_seq = last_seq - 1 where last_seq = 3`.execute(db);
      await sql`delete from events where compartment = ${DESK} and seq = 12`.execute(db);
      const state = (await rows(db, DESK)).filter(({ case_id }) => case_id === last!.case_id);
      const facts = state.reduce<ReturnType<typeof foldFacts>>(
        (f, { header }) => foldFacts(f, JSON.parse(header) as EventHeader),
        null,
      );
      await sql`update case_state set facts = ${JSON.stringify(facts)} where case_id = ${last!.case_id}`.execute(db);
      const tree = await countAnew(db, DESK);
      // One that the hub itself had signed when the log ended there.
      const { hubId, hubEpoch, hubKey } = organisation.hub.identity;
      const older = signCheckpoint(
        { hubId, compartment: DESK, epoch: hubEpoch, size: tree.size, root: root(tree) },
        hubKey,
      );
      await sql`update compartments set checkpoint = ${older} where compartment = ${DESK}`.execute(db);
    };
    expect(await after(cut)).toEqual([]);
    expect(await after(cut, [before])).toMatchObject([desk('witness_beyond', 12)]);
    expect(await after(async () => undefined, [before.replace('epoch 1', 'epoch 2')])).toMatchObject([
      { kind: 'witness_unreadable' },
    ]);
  });
});

describe('npm run hub -- verify', () => {
  const cli = (...given: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { ...process.env, DATABASE_URL: undefined };
      execFile(process.execPath, ['server/cli.ts', 'verify', ...given], { env }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
    });

  it('ends with 0 and keeps the checkpoints, and with 1 and the first fault once the log was cut', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'candour-verify-'));
    const place = { kind: 'folder', folder: join(folder, 'database') } as const;
    const identity = keepIdentity(join(folder, 'hub.json'));
    if (!identity.ok) throw new Error(identity.reason);
    const opened = await openDatabase(place);
    if (!opened.ok) throw new Error(opened.reason);
    const created = await createHub(opened.db, { identity: identity.identity, adminToken: 't'.repeat(43) });
    if (!created.ok) throw new Error(created.reason);
    for (const unit of ['MPS', 'GMP', 'BTP'])
      await addUnit(created.hub.hub, { unit, name: `Desk ${unit}`, kind: 'desk', force: unit });
    await created.hub.close();

    const kept = join(folder, 'checkpoints.txt');
    const good = await cli('--data', folder, '--keep', kept);
    expect(good).toMatchObject({ code: 0 });
    expect(good.out).toContain('good   directory, 3 events');
    expect(readFileSync(kept, 'utf8')).toMatch(/^candour\/.*\/directory\n3\n/);

    const again = await openDatabase(place);
    if (!again.ok) throw new Error(again.reason);
    await sql`delete from events where compartment = 'directory' and seq = 2`.execute(again.db);
    await again.db.destroy();
    const wrong = await cli('--data', folder, '--against', kept);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('The first fault: directory event 2 (next is 3): a number is missing');

    writeFileSync(kept, 'nothing');
    expect(await cli('--data', folder, '--against', kept)).toMatchObject({ code: 1, out: '' });
    rmSync(folder, { recursive: true });
  });
});
