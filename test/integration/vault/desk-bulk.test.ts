import { beforeAll, describe, expect, test } from 'vitest';
import type { BulkAct } from '../../../shared/bridge/bulk.ts';
import { signMany } from '../../../electron/vault/desk/sign-many.ts';
import { runThrough } from '../../../electron/vault/store/sync-store.ts';
import { withdrawing } from '../../../renderer/features/desk/bulk.ts';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { TestVault } from './support/vault.ts';

let org: Organisation;
let vault: TestVault;
let ids: string[];

beforeAll(async () => {
  org = await organisation();
  vault = await new TestVault(org).withDirectory();
  const reports = Array.from({ length: 12 }, (_, n) => reportEvent(org, { narrative: `Report ${n}.` }));
  await vault.receive(...reports);
  ids = reports.map(({ header }) => header.caseId);
  vault.screen(ids.slice(0, 9), ids.slice(9));
});

const sign = (acts: readonly BulkAct[]) => runThrough(signMany(vault.writing, acts));
const holder = (caseId: string) =>
  vault.db.column<string | null>('SELECT allocated_to FROM cases WHERE case_id = ?', [caseId])[0];
const labels = (caseId: string) => vault.db.column<string>('SELECT labels FROM cases WHERE case_id = ?', [caseId])[0];
const allocate = (caseId: string, to: string | null): BulkAct => ({ caseId, type: 'allocated', facets: { to } });
const label = (caseId: string, code = 'MEDIA', on = true): BulkAct => ({
  caseId,
  type: 'labelled',
  facets: { label: code, on },
});

describe('one thing signed for many cases', () => {
  test('is signed for each that allows it, and the rest is told with its reason and reference', async () => {
    const acts = ids.map((caseId) => allocate(caseId, org.colleague.user));
    const outcome = sign(acts);
    expect(outcome.signed.map(({ act }) => ids[act])).toEqual(ids.slice(0, 9));
    expect(outcome.refused.map(({ caseId }) => caseId)).toEqual(ids.slice(9));
    for (const refused of outcome.refused) {
      expect(refused).toMatchObject({ code: 'not_permitted', reason: 'conflict_declared' });
      expect(refused.reference).not.toBe('');
    }
    expect(ids.slice(0, 9).every((caseId) => holder(caseId) === org.colleague.user)).toBe(true);
    const waiting = (await vault.outbox()).filter(({ header }) => header.type === 'allocated');
    expect(waiting.map(({ header }) => header.id)).toEqual(outcome.signed.map(({ event }) => event));
    // What stands so already is not signed again.
    expect(sign(acts.slice(0, 9))).toEqual({ signed: [], refused: [], unchanged: 9 });
  });

  test('is withdrawn as it was before, except where a colleague has acted since', () => {
    const before = ids.slice(0, 4).map(holder);
    const acts = ids.slice(0, 4).map((caseId) => allocate(caseId, org.assessor.user));
    const { signed } = sign(acts);
    vault.sign({
      caseId: ids[2]!,
      type: 'allocated',
      facets: { to: null },
      payload: {},
      basedOn: signed[2]!.event,
    });
    const withdrawn = sign(withdrawing(acts, signed));
    expect(withdrawn.signed).toHaveLength(3);
    expect(withdrawn.refused).toMatchObject([{ caseId: ids[2], code: 'conflict' }]);
    expect(ids.slice(0, 4).map(holder)).toEqual(before.with(2, null));
  });

  test('takes off again only the labels that it put on', () => {
    sign([label(ids[0]!)]);
    const acts = ids.slice(0, 3).flatMap((caseId) => [label(caseId), label(caseId, 'CRITICAL')]);
    const { signed, unchanged } = sign(acts);
    expect([signed.length, unchanged]).toEqual([5, 1]);
    expect(labels(ids[0]!)).toBe('|CRITICAL|MEDIA|');
    expect(sign(withdrawing(acts, signed)).signed).toHaveLength(5);
    expect(ids.slice(0, 3).map(labels)).toEqual(['|MEDIA|', '||', '||']);
  });

  test('leaves a case that is not here to itself', () => {
    const stranger = '0195e8a0-0000-7000-8000-000000000001';
    expect(sign([label(stranger, 'CRITICAL'), label(ids[5]!, 'CRITICAL')])).toMatchObject({
      signed: [{ act: 1 }],
      refused: [{ caseId: stranger, code: 'case_unknown', reference: '' }],
    });
  });

  test('takes back an offer by allocating the case to whoever holds it, which otherwise changes nothing', () => {
    const caseId = ids[5]!;
    sign([allocate(caseId, org.assessor.user)]);
    const to = { to: org.colleague.user };
    const offer = vault.sign({ caseId, type: 'handed_over', facets: to, payload: { line: 'Tonight.' } });
    expect(offer.ok && vault.read(caseId).file!.work.handOver !== null).toBe(true);
    expect(sign([allocate(caseId, org.assessor.user)])).toMatchObject({ unchanged: 0, refused: [] });
    expect(vault.read(caseId).file!.work.handOver).toBeNull();
    expect(sign([allocate(caseId, org.assessor.user)])).toMatchObject({ unchanged: 1 });
  });
});
