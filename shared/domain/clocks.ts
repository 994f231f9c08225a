import clockFile from '../../resources/clocks.json' with { type: 'json' };
import { z } from 'zod';
import { owedSince } from './charity.ts';
import type { CaseFacts } from './facts.ts';
import { Code } from './primitives.ts';
import { referralDueAt } from './statutory-clock.ts';
import { addWorkingDays } from './working-days.ts';

/**
 * A clock as its dated definition says: what starts it, what ends it by itself, and how long it runs. A statutory clock
 * is never moved; a service clock may be, with a reason.
 */
const ClockDefinition = z.strictObject({
  code: Code,
  label: z.string().min(1),
  kind: z.enum(['statutory', 'service']),
  starts: z.enum([
    'received',
    'arrived',
    'opened',
    'check',
    'recorded_only',
    'referral_clear',
    'question_passed',
    'charity_owed',
  ]),
  ends: z.enum(['risk', 'tasking', 'decision', 'answer', 'looked_at', 'settled']),
  runs: z.union([
    z.strictObject({ hours: z.int().min(1) }),
    z.strictObject({ days: z.int().min(1) }),
    z.strictObject({ workingDays: z.int().min(1) }),
    z.strictObject({ rule: z.literal('end_of_next_day') }),
  ]),
  validFrom: z.iso.date(),
  source: z.string(),
});
export type ClockDefinition = z.infer<typeof ClockDefinition>;

/** Every clock that may run on a case, from `resources/clocks.json`. */
export const clockDefinitions: readonly ClockDefinition[] = z
  .strictObject({ version: z.string(), clocks: z.array(ClockDefinition).min(1) })
  .parse(clockFile).clocks;

export const statutoryClocks: ReadonlySet<string> = new Set(
  clockDefinitions.filter(({ kind }) => kind === 'statutory').map(({ code }) => code),
);

export const clockLabel = (code: string) => clockDefinitions.find((clock) => clock.code === code)?.label ?? code;

/** A clock that runs on a case: when it is due (ISO 8601, UTC) and who holds what is due. */
export interface RunningClock {
  readonly clock: string;
  readonly kind: 'statutory' | 'service';
  readonly startedAt: string;
  readonly due: string;
  readonly moved: boolean;
  readonly holder: string | null;
}

const HOUR = 3_600_000;

function dueAfter(startedAt: string, runs: ClockDefinition['runs']): string {
  if ('rule' in runs) return referralDueAt(startedAt);
  if ('workingDays' in runs) return addWorkingDays(startedAt, runs.workingDays);
  const ms = 'hours' in runs ? runs.hours * HOUR : runs.days * 24 * HOUR;
  return new Date(Date.parse(startedAt) + ms).toISOString();
}

const earlier = (a: string | null, b: string | null) => (a === null ? b : b === null ? a : a < b ? a : b);

function startOf({ received, work, decision }: CaseFacts, starts: ClockDefinition['starts']): string | null {
  switch (starts) {
    case 'received':
      return received.disseminatedAt;
    // Nobody can answer for a report before it is here; cases folded before this was kept count from the charity's time.
    case 'arrived':
      return work.arrivedAt ?? received.disseminatedAt;
    case 'opened':
      return work.openedAt;
    case 'check':
      return Object.values(work.checks)
        .map(({ at }) => at)
        .reduce(earlier, null as string | null);
    case 'recorded_only':
      return decision !== null && decision.outcomes.every((outcome) => outcome === 'record') ? work.decidedAt : null;
    // Until it is clear whose time counts, the clock counts from the earlier.
    case 'referral_clear':
      return work.referralClearAt === null ? null : earlier(work.referralClearAt, work.authorityClearAt);
    case 'question_passed':
      return Object.values(work.questions)
        .filter(({ state }) => state === 'passed')
        .map(({ passedAt }) => passedAt)
        .reduce(earlier, null as string | null);
    case 'charity_owed':
      return owedSince(work.charity, work.decidedAt);
  }
}

function ended({ work, decision }: CaseFacts, ends: ClockDefinition['ends']): boolean {
  switch (ends) {
    case 'risk':
      return work.riskAt !== null || decision !== null;
    case 'tasking':
      return work.taskedAt !== null || decision !== null;
    case 'decision':
      return decision !== null;
    // Whoever approved the decision has looked at it.
    case 'looked_at':
      return decision !== null && work.approvals[decision.id] !== undefined;
    // A question that was answered no longer starts the clock.
    case 'answer':
    case 'settled':
      return false;
  }
}

/** The clocks that run on a case now, the nearest first. Pure: the same facts give the same clocks. */
export function clocksOf(facts: CaseFacts): RunningClock[] {
  return clockDefinitions
    .flatMap((definition): RunningClock[] => {
      const { code, kind, starts, ends, runs } = definition;
      const startedAt = startOf(facts, starts);
      const kept = facts.work.clocks[code];
      // Settled once and started anew later (another referral test, another question): it runs again.
      const settledAt = kept?.settledAt ?? null;
      if (startedAt === null || (settledAt !== null && settledAt >= startedAt) || ended(facts, ends)) return [];
      const movedTo = kind === 'service' ? (kept?.due ?? null) : null;
      return [
        {
          clock: code,
          kind,
          startedAt,
          due: movedTo ?? dueAfter(startedAt, runs),
          moved: movedTo !== null,
          holder: facts.allocatedTo,
        },
      ];
    })
    .toSorted((a, b) => a.due.localeCompare(b.due));
}
