import { beforeAll, expect, test } from 'vitest';
import { duesOf } from '../../../shared/domain/dues.ts';
import { foldsToTheSame } from '../../../electron/vault/integrity/refold-all.ts';
import { purge } from '../../../electron/vault/store/purge.ts';
import { caseInView } from '../../../electron/vault/store/facts.ts';
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
  vault.screen(ids.slice(0, 8), ids.slice(8, 10));
  vault.sign({
    caseId: ids[0]!,
    type: 'danger_raised',
    facets: {},
    payload: { who: 'A child', where: 'At home', whyNow: 'Tonight' },
  });
  vault.sign({
    caseId: ids[1]!,
    type: 'task_set',
    facets: { kind: 'urgent', holder: org.colleague.user, due: '2026-03-02T10:00:00.000Z' },
    payload: { text: 'Call the refuge' },
  });
  vault.sign({ caseId: ids[2]!, type: 'labelled', facets: { label: 'MEDIA', on: true }, payload: {} });
}, 60_000);

const stored = (caseId: string) =>
  vault.db.all<{ kind: string; what: string; due_at: string | null; holder: string | null }>(
    'SELECT kind, what, due_at, holder FROM dues WHERE case_id = ? ORDER BY kind, what',
    [caseId],
  );
const row = (caseId: string) =>
  vault.db.get<{ next_due: string; next_due_what: string; labels: string }>(
    'SELECT next_due, next_due_what, labels FROM cases WHERE case_id = ?',
    [caseId],
  )!;

test('every case keeps what its log makes due, and its row the nearest', () => {
  for (const caseId of ids.slice(0, 8)) {
    const dues = duesOf(caseInView(vault.db, caseId)!.facts);
    expect(dues.length).toBeGreaterThan(0);
    expect(stored(caseId)).toEqual(
      dues
        .map(({ kind, what, due, holder }) => ({ kind, what, due_at: due, holder }))
        .toSorted((a, b) => (a.kind + a.what < b.kind + b.what ? -1 : 1)),
    );
    const times = dues.flatMap(({ due }) => (due === null ? [] : [due])).toSorted();
    expect(row(caseId).next_due).toBe(times[0]);
  }
  expect(stored(ids[0]!).map(({ kind }) => kind)).toContain('alert');
  expect(row(ids[0]!).next_due_what).toBe('alert');
  expect(stored(ids[1]!)).toContainEqual(expect.objectContaining({ kind: 'urgent', holder: org.colleague.user }));
  expect(row(ids[2]!).labels).toBe('|MEDIA|');
});

test('of a case that is hidden from this person nothing is due', () => {
  expect(vault.db.column('SELECT hidden FROM cases WHERE case_id = ?', [ids[8]!])).toEqual([1]);
  expect(stored(ids[8]!)).toEqual([]);
  expect(row(ids[8]!).next_due).toBeNull();
});

test('folding anew gives the same, and a purge leaves nothing', () => {
  expect(foldsToTheSame(vault.writing)).toBe(true);
  purge(vault.writing, vault.db.column<string>('SELECT compartment FROM cases LIMIT 1')[0]!);
  expect(vault.db.all('SELECT * FROM dues')).toEqual([]);
});
