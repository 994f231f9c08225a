import type { z } from 'zod';
import type { BehindWanted, statisticsCalls } from '../../../shared/bridge/statistics.ts';
import type { StatisticsWanted } from '../../../shared/domain/statistics/schema.ts';
import { behind, tally } from '../../../shared/domain/statistics/tally.ts';
import type { ReadConnection } from '../store/connection.ts';
import type { MeasuresHeld } from './measures-held.ts';

type Answers = { [C in keyof typeof statisticsCalls]: z.output<(typeof statisticsCalls)[C]['output']> };

/** Rows of a list behind a figure; more of them are found by the Desk's own filters. */
const AT_MOST = 500;

export async function readStatistics(
  held: MeasuresHeld,
  { division, ...counted }: StatisticsWanted,
): Promise<Answers['statistics.read']> {
  const all = await held.all();
  return { ...tally(all, counted, division), held: all.length };
}

/** The cases behind a figure, newest first, without those that are closed to this person. */
export async function readBehind(
  db: ReadConnection,
  held: MeasuresHeld,
  { wanted: { division, ...counted }, milestone, code }: z.output<typeof BehindWanted>,
): Promise<Answers['statistics.behind']> {
  const cases = behind(await held.all(), counted, milestone, code === null ? null : { division, code });
  const rows = db.all<{ case_id: string; reference: string; force: string; received_at: string }>(
    `SELECT case_id, reference, force, received_at FROM cases
     WHERE hidden = 0 AND case_id IN (SELECT value FROM json_each(?)) ORDER BY received_at DESC, case_id LIMIT ?`,
    [JSON.stringify(cases), AT_MOST],
  );
  return {
    count: cases.length,
    rows: rows.map(({ case_id, reference, force, received_at }) => ({
      caseId: case_id,
      reference,
      force,
      receivedAt: received_at,
    })),
  };
}
