import { clocksOf } from './clocks.ts';
import type { CaseFacts } from './facts.ts';
import { recipientsOf } from './recipients-of.ts';
import { openReview } from './second-review.ts';
import { APART_DAYS, APPROVAL_DAYS, SECOND_REVIEW_DAYS } from './supervision-rules.ts';
import { addWorkingDays } from './working-days.ts';
import { momentOf } from './primitives.ts';

/** What may be due on a case, the weightiest first. */
export const dueKinds = [
  'alert',
  'urgent',
  'clock',
  'task',
  'hand_over',
  'approval',
  'question',
  'check',
  'second_review',
  'recipient',
] as const;
export type DueKind = (typeof dueKinds)[number];

/** One thing that is due on a case. */
export interface Due {
  readonly kind: DueKind;
  /** A clock's code; else the id of the event that opened it. */
  readonly what: string;
  /** ISO 8601, UTC; null when it is open without a time. */
  readonly due: string | null;
  readonly statutory: boolean;
  /** Who owes it; null when anybody of the unit does. */
  readonly holder: string | null;
  /** Who opened it; null for a clock, which nobody starts. */
  readonly by: string | null;
  /** The last time that somebody was reminded of it. */
  readonly reminder: Reminder | null;
}

export interface Reminder {
  readonly event: string;
  readonly to: string;
  readonly by: string;
  readonly at: string;
}

/** Danger that nobody has acknowledged is rung after this. */
export const ALERT_MS = 5 * 60_000;
/** An offered case that nobody has accepted is shown to the supervisor after this. */
export const HAND_OVER_MS = 30 * 60_000;

const after = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

/**
 * What waits for a supervisor about setting the case apart: a request, or, where it was set apart by itself, their look at it,
 * known by the id of the case.
 */
export function apartOf({
  caseId,
  apart,
  received,
  work,
}: CaseFacts): { what: string; at: string; by: string | null }[] {
  const { request, seenBy } = work.apart;
  if (request?.state === 'waiting') return [{ what: request.request, at: request.at, by: request.by }];
  if (!apart || apart.why === 'by_hand' || seenBy !== null) return [];
  return [{ what: caseId, at: work.arrivedAt ?? received.receivedAt, by: null }];
}

/** What waits for a supervisor's word, or came back from one, and what was drawn for a second review. */
function approvalsOf(facts: CaseFacts): Omit<Due, 'reminder'>[] {
  const { pending, work } = facts;
  const of = (kind: 'approval' | 'second_review', what: string, at: string, days: number) => {
    return { kind, what, due: addWorkingDays(at, days), statutory: false, holder: null, by: null };
  };
  return [
    ...(pending === null || pending === undefined
      ? []
      : [
          {
            ...of('approval', pending.id, pending.at, APPROVAL_DAYS),
            holder: pending.state === 'returned' ? pending.by : null,
            by: pending.by,
          },
        ]),
    ...apartOf(facts).map((one) => ({ ...of('approval', one.what, one.at, APART_DAYS), by: one.by })),
    ...Object.entries(work.concerns)
      .filter(([, { state }]) => state === 'raised')
      .map(([what, { by }]) => ({
        ...of('approval', what, new Date(momentOf(what)).toISOString(), APPROVAL_DAYS),
        by,
      })),
    ...Object.entries(work.secondReviews).flatMap(([what, review]) =>
      openReview(review) === null ? [] : [of('second_review', what, review.at, SECOND_REVIEW_DAYS)],
    ),
  ];
}

/**
 * Everything that is due on a case now. Pure: the same facts give the same list. `recipients` are
 * those of the case, with the kinds of their units where a directory is at hand: a safeguarding unit answers sooner.
 */
export function duesOf(facts: CaseFacts, recipients = recipientsOf(facts)): Due[] {
  // Nothing can be done any more.
  if (facts.records?.erased) return [];
  const { alerts, tasks, questions, checks, handOver } = facts.work;
  const plain = { statutory: false };
  const dues: Omit<Due, 'reminder'>[] = [
    ...Object.entries(alerts)
      .filter(([, { acknowledgedBy }]) => acknowledgedBy === null)
      .map(([what, { by, at, officer }]): Omit<Due, 'reminder'> => {
        return { ...plain, kind: 'alert', what, due: after(at, ALERT_MS), holder: officer, by };
      }),
    ...clocksOf(facts).map(({ clock, kind, due, holder }): Omit<Due, 'reminder'> => {
      return { kind: 'clock', what: clock, due, statutory: kind === 'statutory', holder, by: null };
    }),
    ...Object.entries(tasks)
      .filter(([, { settled }]) => !settled)
      .map(([what, { kind, by, holder, due }]): Omit<Due, 'reminder'> => ({ ...plain, kind, what, due, holder, by })),
    ...(handOver === null
      ? []
      : [
          {
            ...plain,
            kind: 'hand_over' as const,
            what: handOver.offer,
            due: after(handOver.at, HAND_OVER_MS),
            holder: handOver.to,
            by: handOver.by,
          },
        ]),
    ...approvalsOf(facts),
    // A question that was passed on is with the charity: its clock stands for it.
    ...Object.entries(questions)
      .filter(([, { state }]) => state === 'proposed' || state === 'returned' || state === 'approved')
      .map(([what, { by, state }]): Omit<Due, 'reminder'> => {
        return { ...plain, kind: 'question', what, due: null, holder: state === 'returned' ? by : null, by };
      }),
    ...Object.entries(checks)
      .filter(([, { answered }]) => !answered)
      .map(([what, { by }]): Omit<Due, 'reminder'> => ({ ...plain, kind: 'check', what, due: null, holder: null, by })),
    // Whoever holds the case asks what has become of it; where it has just come, the desk answers.
    ...recipients.flatMap(({ id: what, awaited, by }): Omit<Due, 'reminder'>[] =>
      awaited === null ? [] : [{ ...plain, kind: 'recipient', what, due: awaited.due, holder: facts.allocatedTo, by }],
    ),
  ];
  return dues.map((due) => ({ ...due, reminder: facts.work.reminders[due.what] ?? null }));
}

/** The nearest of what has a time; null when nothing has. */
export const nearestDue = (dues: readonly Due[]): (Due & { readonly due: string }) | null =>
  dues
    .flatMap((due) => (due.due === null ? [] : [{ ...due, due: due.due }]))
    .reduce<(Due & { readonly due: string }) | null>((a, b) => (a === null || b.due < a.due ? b : a), null);

/** Whether the next word is another's: the charity has a question, a record owner a check, a unit a referral. */
export const waitsOnOthers = ({ work, referrals, pending }: CaseFacts): boolean =>
  pending?.state === 'waiting' ||
  Object.values(work.questions).some(({ state }) => state === 'passed') ||
  Object.values(work.checks).some(({ answered }) => !answered) ||
  Object.values(referrals).some(({ acknowledgedBy }) => acknowledgedBy === null);

/** Whether an answer has come that nobody has dealt with: one of a check that is not graded, or one of the charity. */
export const hasAnswer = ({ work, graded, decision, pending }: CaseFacts): boolean =>
  decision === null &&
  (pending?.state === 'returned' ||
    work.answers.some((answer) => !graded.includes(answer)) ||
    Object.values(work.questions).some(({ state }) => state === 'answered'));

const heavy: ReadonlySet<string> = new Set(['SEXUAL_BOUNDARY', 'PARTNER_ABUSE_CONTROL', 'VIOLENCE']);

/** Whether reading the case weighs on the reader; counted for breaks and for a fair allocation, never judged by. */
export const isHeavy = (categories: readonly string[]): boolean => categories.some((code) => heavy.has(code));
