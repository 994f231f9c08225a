/** Work that comes too late for its author: kept sealed by the hub, and settled by a supervisor of the case. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptCases, settleKept } from '../../../electron/vault/cases/kept-work.ts';
import { readCase } from '../../../electron/vault/cases/read-case.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { changeKeys, changeReaders, sealForChange } from '../../../electron/vault/readers/change.ts';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import { withdrawDevice } from '../../../server/hub/feed/directory-changes.ts';
import { quarantineOf } from '../../../server/hub/store/quarantine.ts';
import { makeEnvelope } from '../../../shared/protocol/envelope.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { v7 } from 'uuid';
import { readersOf } from '../../../shared/domain/compartment.ts';
import { until, type Workstation } from '../sync/support/workstation.ts';
import { faultsOf, round, setApart, settled, startOffice, type Office } from './office.ts';

let office: Office;
let [supervisor, assessor, other]: Workstation[] = [];
let caseId: string;
const WORDS = 'The sergeant was seen in Leeds.';

beforeEach(async () => {
  office = await startOffice();
  await office.organisation.importReports(3, 'MPS', 5);
  [supervisor, assessor, other] = [
    await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' }),
    await office.workstation('Sam Orrell', { unit: 'MPS', role: 'assessor' }),
    await office.workstation('Gwen Marsh', { unit: 'GMP', role: 'supervisor' }),
  ];
  caseId = assessor!.caseIds()[0]!;
  for (const one of [supervisor!, assessor!]) {
    one.sign(caseId, 'screened', { result: 'none' });
    await one.settled();
  }
  await round(supervisor!);
});
afterEach(async () => {
  expect(await office.close()).toEqual([]);
});

const task = (one: Workstation) =>
  one.sign(
    caseId,
    'task_set',
    { kind: 'task', holder: one.identity.user, due: '2026-12-01T09:00:00.000Z' },
    { text: WORDS },
  );
const view = (one: Workstation) => {
  const read = readCase(one.vault.db, caseId);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.value;
};
const verdictOf = (one: Workstation, event: string) =>
  one
    .rows<{ verdict: string; status: string }>('SELECT verdict, status FROM events WHERE id = ?', [event])
    .map((row) => ({
      ...(JSON.parse(row.verdict) as object),
      status: row.status,
    }));
const keptAt = (one: Workstation, compartment: string) =>
  openHubClient({ identity: one.identity, clock: Date.now }).kept!(compartment, null);

describe('work whose author lost the role while it waited', () => {
  it('is kept, opened for a supervisor of the case alone, and added with both names in the history', async () => {
    const colleague = await office.workstation('Bo Tan', { unit: 'MPS', role: 'assessor' });
    await assessor!.stop();
    const first = task(assessor!);
    await office.organisation.person('Sam Orrell', [{ unit: 'GMP', role: 'assessor' }], assessor!.identity.user);
    await round(assessor!);
    expect(verdictOf(assessor!, first)).toMatchObject([
      { status: 'refused', code: 'not_permitted', reason: 'access_ended' },
    ]);
    await round(supervisor!, other!);
    expect(view(supervisor!).kept).toMatchObject([
      {
        event: first,
        by: assessor!.identity.user,
        type: 'task_set',
        why: 'access_ended',
        state: 'here',
        payload: { text: WORDS },
      },
    ]);
    const reference = view(supervisor!).row.reference;
    expect(keptCases(supervisor!.vault.db)).toEqual([{ caseId, reference, entries: 1 }]);
    expect(keptCases(colleague.vault.db)).toEqual([]);
    // A colleague of the desk who does not supervise, the supervisor of another desk, and its author are told nothing.
    for (const one of [colleague, other!, assessor!])
      expect(await keptAt(one, 'desk:MPS')).toMatchObject({
        ok: false,
        failure: { problem: { code: 'access_withdrawn' } },
      });

    const settle = { caseId, kept: first, how: 'added', reason: '' } as const;
    expect(settleKept(supervisor!.vault, settle)).toMatchObject({ ok: true });
    expect(view(supervisor!).kept).toEqual([]);
    expect(keptCases(supervisor!.vault.db)).toEqual([]);
    supervisor!.engine()!.wake();
    await settled(supervisor!);
    await round(supervisor!);
    const { file } = view(supervisor!);
    expect(file!.timeline.map(({ type }) => type).slice(-2)).toEqual(['work_kept', 'kept_work_settled']);
    expect(file!.keptWork![first]).toMatchObject({
      by: supervisor!.identity.user,
      how: 'added',
      contents: { original: { header: { id: first, actor: assessor!.identity.user }, payload: { text: WORDS } } },
    });
    expect(settleKept(supervisor!.vault, settle)).toMatchObject({ ok: false });
    expect(await quarantineOf(office.organisation.hub.db, caseId)).toMatchObject([{ id: first, why: 'access_ended' }]);
    expect((await quarantineOf(office.organisation.hub.db, caseId))[0]!.settled_by).not.toBeNull();
    expect(foldsToTheSame(supervisor!.vault)).toBe(true);
    expect(await faultsOf(office.organisation)).toEqual([]);
  });

  it('is kept with everything that builds on it, and the same push again keeps nothing twice', async () => {
    const colleague = await office.workstation('Bo Tan', { unit: 'MPS', role: 'assessor' });
    await colleague.stop();
    colleague.sign(caseId, 'screened', { result: 'none' });
    const second = colleague.sign(caseId, 'labelled', { label: 'URGENT', on: true }, {});
    await office.organisation.person('Bo Tan', [{ unit: 'GMP', role: 'assessor' }], colleague.identity.user);
    await round(colleague);
    await round(supervisor!);
    expect(view(supervisor!).kept.map(({ type }) => type)).toEqual(['screened', 'labelled']);
    const sent = await supervisor!.store.outbox(10, 1 << 20);
    expect(sent).toEqual([]);
    colleague.vault.db.run(`UPDATE events SET status = 'waiting' WHERE device_seq IS NOT NULL`);
    await round(colleague);
    expect(await quarantineOf(office.organisation.hub.db, caseId)).toHaveLength(2);
    expect(verdictOf(colleague, second)).toMatchObject([{ reason: 'access_ended' }]);
  });
});

it('work of a reader who was let out is kept for the supervisor among the readers', async () => {
  await setApart(assessor!, supervisor!, {
    caseId,
    to: 'readers',
    readers: [supervisor!, assessor!].map(({ identity }) => identity.user),
    reason: 'It concerns somebody of this floor.',
  });
  await until(() => supervisor!.count(`facts WHERE compartment = '${readersOf(caseId)}'`) === 1);
  await round(assessor!);
  await assessor!.stop();
  const late = task(assessor!);
  const change = { caseId, user: assessor!.identity.user, to: 'out' } as const;
  const keys = changeKeys(supervisor!.vault.db, change);
  if (!keys.ok) throw new Error('no keys');
  const sealed = await sealForChange(change, keys.value, null, randomBytes);
  expect(changeReaders(supervisor!.vault, { change, sealed } as never)).toMatchObject({ ok: true });
  await round(supervisor!);
  await round(assessor!);
  expect(verdictOf(assessor!, late)).toMatchObject([{ reason: 'access_ended' }]);
  await round(supervisor!);
  expect(view(supervisor!).kept).toMatchObject([{ event: late, state: 'here', payload: { text: WORDS } }]);
  expect(await faultsOf(office.organisation)).toEqual([]);
});

it('work that waited on a workstation which was withdrawn is kept, nothing of it is taken in, and sync ends', async () => {
  await assessor!.stop();
  const late = task(assessor!);
  await withdrawDevice(office.organisation.hub, assessor!.identity.device);
  assessor!.start();
  await until(() => assessor!.state().phase === 'stopped');
  expect(assessor!.state().problem).toBe('device_revoked');
  expect(verdictOf(assessor!, late)).toMatchObject([{ code: 'not_permitted', reason: 'device_withdrawn' }]);
  await round(supervisor!);
  expect(view(supervisor!).kept).toMatchObject([{ event: late, why: 'device_withdrawn', payload: { text: WORDS } }]);
  expect(view(supervisor!).file!.timeline.some(({ type }) => type === 'task_set')).toBe(false);

  // Dismissed with a reason, and it stays: with the hub, and in the history.
  const settle = { caseId, kept: late, how: 'dismissed', reason: 'It was lost in Leeds.' } as const;
  expect(settleKept(supervisor!.vault, settle)).toMatchObject({ ok: true });
  await round(supervisor!);
  expect(view(supervisor!).file!.keptWork![late]).toMatchObject({
    how: 'dismissed',
    contents: { reason: 'It was lost in Leeds.', original: { payload: { text: WORDS } } },
  });
  expect(await quarantineOf(office.organisation.hub.db, caseId)).toHaveLength(1);
  expect(await faultsOf(office.organisation)).toEqual([]);
});

it('of somebody who never could read the case nothing is kept, and no more is told', async () => {
  const { identity, store, ...stranger } = await office.workstation('Eve Roe', { unit: 'GMP', role: 'assessor' });
  await stranger.stop();
  const client = openHubClient({ identity, clock: Date.now });
  const forged = (about: string, deviceSeq: number) => {
    const made = makeEnvelope(
      {
        id: v7(),
        caseId: about,
        type: 'labelled',
        v: 1,
        actor: identity.user,
        device: identity.device,
        deviceSeq,
        at: new Date().toISOString(),
        facets: { label: 'URGENT', on: true },
      },
      {},
      randomBytes(32),
      privateKeyObject('ed25519', identity.signing.privateKey),
      randomBytes,
    );
    return { header: made.header, signature: made.signature, sealed: Buffer.from(made.sealed!).toString('base64') };
  };
  const last = await store.lastOffered();
  const answer = await client.push(1, [forged(caseId, last + 1)]);
  expect(answer).toMatchObject({
    ok: true,
    value: { results: [{ status: 'refused', code: 'not_permitted', reason: 'role_missing' }] },
  });
  expect(await quarantineOf(office.organisation.hub.db, caseId)).toEqual([]);
  await client.close();
});
