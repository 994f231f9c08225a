import type { CaseFacts } from '../../../shared/domain/facts.ts';
import {
  foldMeasure,
  measuredTypes,
  measureOfReport,
  type Measure,
} from '../../../shared/domain/statistics/measure.ts';
import { dated } from '../../../shared/domain/statistics/tally.ts';
import { parseHeader } from '../store/events.ts';
import type { WritingVault } from '../store/writing-vault.ts';

const headersOf = `SELECT header FROM events
  WHERE case_id = ? AND status = 'accepted' AND type IN (${measuredTypes.map(() => '?').join(', ')}) ORDER BY seq`;

/**
 * Folds what statistics need of a case, from what the hub has accepted. Inside the caller's transaction.
 * @param row the case's row in `cases`
 * @param fresh nothing of the case but its report can be here
 */
export function writeMeasure({ db }: WritingVault, row: number, facts: CaseFacts, fresh: boolean): void {
  const { caseId, received } = facts;
  const measure = fresh
    ? measureOfReport(caseId, received)
    : db
        .column<string>(headersOf, [caseId, ...measuredTypes])
        .map((json) => parseHeader(json, caseId))
        .reduce<Measure | null>(foldMeasure, null);
  if (measure === null) return;
  const json = JSON.stringify(dated(measure));
  // Most events change no figure, and an unchanged row need not be read again.
  const held = fresh ? undefined : db.get<{ measure: string }>('SELECT measure FROM measures WHERE id = ?', [row]);
  if (held?.measure !== json) db.run('INSERT OR REPLACE INTO measures (id, measure) VALUES (?, ?)', [row, json]);
}
