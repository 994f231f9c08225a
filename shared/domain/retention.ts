import { z } from 'zod';
import retentionFile from '../../resources/retention.json' with { type: 'json' };
import type { CaseFacts } from './facts.ts';
import { Code } from './primitives.ts';
import { noRecords } from './record-keeping.ts';

/** A review group: how many clear years a case is kept before it is reviewed, and how often after that. */
const ReviewGroup = z.strictObject({
  group: Code,
  clearYears: z.int().min(1),
  reviewYears: z.int().min(1),
  /** Whether a case of the group may be disposed of under the schedule at all. */
  disposal: z.boolean(),
  /** Hotline categories that put a case into it. */
  categories: z.array(Code),
  note: z.string().min(1),
  source: z.enum(['sourced', 'secondary', 'to verify', 'design']),
});
export type ReviewGroup = z.infer<typeof ReviewGroup>;

const RetentionSchedule = z.strictObject({
  version: Code,
  dated: z.iso.date(),
  source: z.string().min(1),
  groups: z.array(ReviewGroup).min(1),
});

/** The schedule that new reviews and disposals are made under. */
export const retentionSchedule = RetentionSchedule.parse(retentionFile);

export const reviewGroup = (group: string): ReviewGroup | null =>
  retentionSchedule.groups.find((one) => one.group === group) ?? null;

/** Groups of a case that nobody has looked through yet. */
const RECORDED_ONLY = '4';
const OTHERS = '3';

/** When a case's time under the schedule is over. Days are `YYYY-MM-DD`. */
export interface Retention {
  readonly schedule: string;
  readonly group: string;
  /** The first day of the clear period: the last day on which something of weight happened. */
  readonly clearFrom: string;
  readonly due: string;
  readonly mayBeDisposed: boolean;
}

const dayOf = (at: string) => at.slice(0, 10);

function yearsAfter(day: string, years: number): string {
  const [year, rest] = [Number(day.slice(0, 4)), day.slice(4)];
  // There is no 29 February in most years.
  return `${String(year + years).padStart(4, '0')}${rest === '-02-29' ? '-02-28' : rest}`;
}

/** A case still being worked on, here or by somebody to whom it was referred, has no clear period yet. */
export const isStillOpen = ({ decision, referrals }: Pick<CaseFacts, 'decision' | 'referrals'>): boolean =>
  decision === null ||
  Object.values(referrals).some(
    ({ investigation }) => (investigation?.closed ?? null) === null && investigation?.answer?.result !== 'returned',
  );

/**
 * What the schedule says of a case; null while it is open, and once its contents are gone. Pure: it reads facets alone. The
 * last review puts it into a group and may keep it longer than the schedule does, never shorter.
 */
export function retentionOf(facts: CaseFacts): Retention | null {
  const { review, erased } = facts.records ?? noRecords;
  if (erased !== null || isStillOpen(facts)) return null;
  const days = [
    dayOf(facts.received.receivedAt),
    ...(facts.work.decidedAt === null ? [] : [dayOf(facts.work.decidedAt)]),
    ...Object.values(facts.referrals).flatMap(({ investigation }) => [
      ...(investigation?.closed ? [investigation.closed.on] : []),
      ...(investigation?.answer ? [dayOf(investigation.answer.at)] : []),
      ...(investigation?.outcomes ?? []).map(({ on }) => on),
    ]),
  ];
  const clearFrom = days.reduce((a, b) => (a > b ? a : b));
  const group = reviewGroup(review?.group ?? groupOf(facts)) ?? reviewGroup(OTHERS)!;
  const bySchedule = yearsAfter(clearFrom, group.clearYears);
  const due = review !== null && review.keepUntil > bySchedule ? review.keepUntil : bySchedule;
  return {
    schedule: retentionSchedule.version,
    group: group.group,
    clearFrom,
    due,
    mayBeDisposed: group.disposal,
  };
}

/** The group that a case falls into by its codes. */
export function groupOf({ categories, decision }: Pick<CaseFacts, 'categories' | 'decision'>): string {
  const byCategory = retentionSchedule.groups.find((one) => one.categories.some((code) => categories.includes(code)));
  if (byCategory !== undefined) return byCategory.group;
  return decision !== null && decision.outcomes.every((outcome) => outcome === 'record') ? RECORDED_ONLY : OTHERS;
}

/** Until when a review suggests to keep a case of a group, from a day on. */
export const suggestedUntil = (group: string, today: string): string =>
  yearsAfter(today, reviewGroup(group)?.reviewYears ?? 5);
