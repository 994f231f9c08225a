import { z } from 'zod';
import { Code } from '../primitives.ts';
import { milestones, type Milestone } from './measure.ts';
import { divisions } from './tally.ts';

/** Which reports are counted, and by what the table is divided. Days of London, both inclusive. */
export const StatisticsWanted = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    force: Code.optional(),
    category: Code.optional(),
    channel: Code.optional(),
    division: z.enum(divisions).default('month'),
  })
  .refine(({ from, to }) => from <= to, 'the last day comes before the first');
export type StatisticsWanted = z.infer<typeof StatisticsWanted>;

const eachMilestone = <S extends z.ZodType>(schema: S) =>
  z.strictObject(Object.fromEntries(milestones.map((one) => [one, schema])) as Record<Milestone, S>);

const Counts = eachMilestone(z.int().min(0));
const Days = z.number().min(0).nullable();

/** Figures as `tally` makes them, or `published` for the public. Durations in days with one decimal. */
export const StatisticsAnswer = z.strictObject({
  counts: Counts,
  durations: eachMilestone(z.strictObject({ count: z.int().min(0), median: Days, ninetieth: Days })),
  rows: z.array(z.strictObject({ code: z.string(), counts: Counts })).readonly(),
});
export type StatisticsAnswer = z.infer<typeof StatisticsAnswer>;
