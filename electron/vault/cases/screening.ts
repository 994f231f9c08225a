import type { z } from 'zod';
import type { deskCalls } from '../../../shared/bridge/desk.ts';
import { reportReceived } from '../../../shared/domain/events/report.ts';
import { withQuickDeletes } from '../search/index-case.ts';
import type { ReadConnection } from '../store/connection.ts';
import { reportPayload } from '../store/events.ts';
import type { Steps } from '../store/steps.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';
import { nameOrder, urgencies, type Report } from './case-row.ts';
import { compose, keepSigned } from './compose.ts';
import { foldRow } from './fold-row.ts';
import { maskNames } from './masking.ts';

type Roles = z.output<(typeof deskCalls)['screen.roles']['output']>;
type Names = z.output<(typeof deskCalls)['screen.names']['output']>;

const reportOf = (db: ReadConnection, caseId: string): Report | null => {
  const parsed = reportReceived.payload.safeParse(reportPayload(db, caseId));
  return parsed.success ? parsed.data : null;
};

const distinct = (values: readonly (string | undefined)[]) => [
  ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
];

// A case whose key has not come here can be neither read nor signed.
const unscreened = 'screened IS NULL AND EXISTS (SELECT 1 FROM case_keys k WHERE k.case_id = cases.case_id)';

/** How many cases wait for the screen: those in the index, without the few whose key has not come. */
function unscreenedTotal(db: ReadConnection): number {
  const waiting = db.column<number>(
    'SELECT count(*) FROM cases INDEXED BY cases_unscreened WHERE screened IS NULL',
  )[0]!;
  const keyless = db.column<number>(
    `SELECT count(*) FROM (SELECT DISTINCT case_id FROM events INDEXED BY events_unopened WHERE sealed_to_us = 1) sealed
     CROSS JOIN cases USING (case_id) WHERE screened IS NULL
       AND NOT EXISTS (SELECT 1 FROM case_keys k WHERE k.case_id = cases.case_id)`,
  )[0]!;
  return waiting - keyless;
}

/** Sheet 1 of the conflict pass: what is not screened yet, most urgent and newest first, without names. */
export async function screenRoles(db: ReadConnection, limit: number, caseId: string | undefined): Promise<Roles> {
  const only = caseId === undefined ? '' : ' AND case_id = ?';
  const parameters = caseId === undefined ? [] : [caseId];
  const rows = db.all<{ case_id: string; reference: string; force: string; urgency: number }>(
    `SELECT case_id, reference, force, urgency FROM cases WHERE ${unscreened}${only}
     ORDER BY urgency, received_at DESC, case_id LIMIT ?`,
    [...parameters, limit],
  );
  const cases: Roles['cases'] = [];
  let began = performance.now();
  for (const row of rows) {
    const report = reportOf(db, row.case_id);
    const subjects = report?.subjects ?? [];
    cases.push({
      caseId: row.case_id,
      reference: row.reference,
      force: row.force,
      urgency: urgencies[row.urgency]!,
      stations: distinct(subjects.map(({ station }) => station)),
      ranks: distinct(subjects.map(({ rank }) => rank)),
      period: maskNames(report?.occurredWhen ?? '', subjects),
    });
    if (performance.now() - began < READ_SLICE_MS) continue;
    await pause();
    began = performance.now();
  }
  return { total: caseId === undefined ? unscreenedTotal(db) : cases.length, cases };
}

/** Sheet 2: the names of those reported, in alphabetical order, which tells nothing of the cases. */
export function screenNames(db: ReadConnection, caseIds: readonly string[]): Names {
  const byName = new Map<string, { name: string; caseIds: string[] }>();
  for (const caseId of new Set(caseIds)) {
    const screened = db.column<string | null>('SELECT screened FROM cases WHERE case_id = ?', [caseId])[0];
    if (screened === undefined || screened === 'declared') continue;
    for (const name of distinct((reportOf(db, caseId)?.subjects ?? []).map((subject) => subject.name?.trim()))) {
      const entry = byName.get(nameOrder(name)) ?? { name, caseIds: [] };
      if (!entry.caseIds.includes(caseId)) entry.caseIds.push(caseId);
      byName.set(nameOrder(name), entry);
    }
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { name, caseIds: of }], index) => ({ key: String(index), name, caseIds: of.sort() }));
}

/** How long one transaction of a conflict pass may take, ms. */
const CHUNK_MS = 40;

/** Signs the conflict pass, some cases to a transaction. Cases that cannot be signed are left as they are. */
export function* signScreening(
  vault: WritingVault,
  none: readonly string[],
  declared: readonly string[],
): Steps<{ signed: number }> {
  const passes = [
    ...new Map<string, 'none' | 'declared'>([
      ...none.map((caseId) => [caseId, 'none'] as const),
      ...declared.map((caseId) => [caseId, 'declared'] as const),
    ]),
  ];
  let next = 0;
  let signed = 0;
  while (next < passes.length) {
    vault.db.transaction(() => {
      const until = performance.now() + CHUNK_MS;
      const result = passes[next]![1];
      const chunk = () => {
        while (next < passes.length && passes[next]![1] === result && performance.now() < until) {
          const [caseId] = passes[next++]!;
          const composed = compose(vault, { caseId, type: 'screened', facets: { result } });
          if (!composed.ok) continue;
          keepSigned(vault, composed.value);
          foldRow(vault, caseId);
          signed++;
        }
      };
      // The masked text only makes way for the whole one; a declared case is really removed from the index.
      if (result === 'none') withQuickDeletes(vault.db, chunk);
      else chunk();
    });
    yield;
  }
  return { signed };
}
