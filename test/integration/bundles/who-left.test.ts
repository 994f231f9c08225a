/** By hand: somebody was withdrawn, work came too late, and a hub that lost what it had answered. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCase } from '../../../electron/vault/cases/read-case.ts';
import { describeTaken } from '../../../server/cli/bundle-words.ts';
import { withdrawDevice } from '../../../server/hub/feed/directory-changes.ts';
import { quarantineOf } from '../../../server/hub/store/quarantine.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { openWorkstation, type Workstation } from '../sync/support/workstation.ts';
import { hubReads, hubWrites, stationReads, stationWrites } from './by-hand.ts';

const WORDS = 'The sergeant was seen in Leeds.';
let organisation: Organisation;
let [supervisor, assessor]: Workstation[] = [];
let caseId: string;

async function byHand(name: string, role: 'supervisor' | 'assessor'): Promise<Workstation> {
  const user = await organisation.person(name, [{ unit: 'MPS', role }]);
  const station = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(station.identity);
  Object.assign(station.identity, { hub: 'http://127.0.0.1:9' });
  station.start({ identity: () => Promise.resolve(station.identity) });
  return station;
}
/** Its file to the hub, and the answer back. */
async function carry(station: Workstation) {
  const taken = await hubReads(organisation.hub, await stationWrites(station));
  return { taken, read: await stationReads(station, await hubWrites(organisation.hub, station.identity.device)) };
}
const task = () =>
  assessor!.sign(
    caseId,
    'task_set',
    { kind: 'task', holder: assessor!.identity.user, due: '2026-12-01T09:00:00.000Z' },
    { text: WORDS },
  );
const keptOf = (one: Workstation) => {
  const read = readCase(one.vault.db, caseId);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.value.kept;
};

beforeEach(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(1, 'MPS', 5);
  [supervisor, assessor] = [await byHand('Sunita Vale', 'supervisor'), await byHand('Sam Orrell', 'assessor')];
  for (const one of [supervisor!, assessor!]) {
    await carry(one);
    [caseId] = one.caseIds() as [string];
    one.sign(caseId, 'screened', { result: 'none' });
    await carry(one);
  }
});
afterEach(async () => {
  for (const one of [supervisor!, assessor!]) await one.close();
  await organisation.close();
});

test('a withdrawn workstation is closed by its next file, and what it had signed reaches a supervisor by hand', async () => {
  const event = task();
  await withdrawDevice(organisation.hub, assessor!.identity.device);
  const { taken, read } = await carry(assessor!);
  expect(taken).toMatchObject({ withdrawn: true, verdicts: [{ id: event, status: 'refused' }], wants: [] });
  expect(describeTaken(taken as never).join('\n')).toMatch(/kept for its supervisors/);
  expect(read).toEqual({ ok: false, code: 'device_revoked' });
  expect(assessor!.rows(`SELECT value FROM meta WHERE name = 'shut'`)).toEqual([{ value: '"device_revoked"' }]);
  expect(await quarantineOf(organisation.hub.db, caseId)).toMatchObject([{ id: event }]);

  // Its supervisor never had a line either: the contents come in the file, opened by the case's key.
  await carry(supervisor!);
  expect(keptOf(supervisor!)).toMatchObject([{ event, state: 'here', payload: { text: WORDS } }]);
  expect(supervisor!.count('kept_work WHERE good = 1')).toBe(1);
  // Once more changes nothing.
  expect(await carry(supervisor!)).toMatchObject({ read: { ok: true } });
  expect(supervisor!.count('kept_work')).toBe(1);
});

test('a file that shuts a workstation out is of no use once the hub has let it in again', async () => {
  const { device } = assessor!.identity;
  await organisation.hub.db.updateTable('devices').set({ state: 'quarantined' }).where('device', '=', device).execute();
  const shut = await hubWrites(organisation.hub, device);
  await organisation.hub.db.updateTable('devices').set({ state: 'active' }).where('device', '=', device).execute();
  await stationReads(assessor!, await hubWrites(organisation.hub, device));
  expect(await stationReads(assessor!, shut)).toEqual({ ok: false, code: 'bundle_superseded' });
  expect(assessor!.count(`meta WHERE name = 'shut'`)).toBe(0);
});

test('a colleague who does not supervise is brought no work that came too late', async () => {
  task();
  await withdrawDevice(organisation.hub, assessor!.identity.device);
  await carry(assessor!);
  const colleague = await byHand('Bo Tan', 'assessor');
  try {
    await carry(colleague);
    expect(colleague.count(`events WHERE type = 'work_kept'`)).toBe(1);
    expect(colleague.count('kept_work')).toBe(0);
  } finally {
    await colleague.close();
  }
});

test('a hub that has lost what it had answered is offered it again by the next file', async () => {
  const { device } = assessor!.identity;
  const wrong = assessor!.sign(caseId, 'allocated', { to: assessor!.identity.user });
  await carry(assessor!);
  expect(assessor!.count(`events WHERE status = 'waiting'`)).toBe(0);
  const { db } = organisation.hub;
  const before = await db.selectFrom('ledger').selectAll().where('id', '=', wrong).executeTakeFirstOrThrow();
  // Lost without a restore: the number and its verdict.
  await db.deleteFrom('ledger').where('id', '=', wrong).execute();
  await db
    .updateTable('devices')
    .set({ last_seq: before.device_seq - 1 })
    .where('device', '=', device)
    .execute();
  const next = task();
  const first = await carry(assessor!);
  expect(first.taken).toMatchObject({ halted: { code: 'device_seq_gap', expected: before.device_seq } });
  expect(describeTaken(first.taken as never).join('\n')).toMatch(/offer them again/);
  const second = await carry(assessor!);
  expect(second.taken.halted).toBeNull();
  expect(second.taken.verdicts.map(({ id }) => id)).toEqual([wrong, next]);
  expect(assessor!.count(`events WHERE status = 'waiting'`)).toBe(0);
});
