import { z } from 'zod';
import { Id, Instant } from '../domain/primitives.ts';
import { milestones } from '../domain/statistics/measure.ts';
import { StatisticsAnswer, StatisticsWanted } from '../domain/statistics/schema.ts';
import { call } from './call.ts';

/** A figure: of one row of the division by its code, or of all reports (`code: null`). */
export const BehindWanted = z.strictObject({
  wanted: StatisticsWanted,
  milestone: z.enum(milestones),
  code: z.string().max(64).nullable(),
});

export const statisticsCalls = {
  /** What became of the reports that this workstation holds; `held` is how many those are, of any day. */
  'statistics.read': call(StatisticsWanted, StatisticsAnswer.extend({ held: z.int() })),
  /** The cases behind a figure, at most 500 of them, newest first. */
  'statistics.behind': call(
    BehindWanted,
    z.strictObject({
      count: z.int(),
      rows: z.array(z.strictObject({ caseId: Id, reference: z.string(), force: z.string(), receivedAt: Instant })),
    }),
  ),
};
