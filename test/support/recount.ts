/**
 * Statistics counted another way: each milestone by itself, looked up in the events of one case as they stand, without
 * the fold that the product counts with. Shared by the property test and by the whole lives.
 */
import type { Milestone } from '../../shared/domain/statistics/measure.ts';

/** What a recount reads of an event: its envelope's codes alone. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly v: number;
  readonly facets: Readonly<Record<string, unknown>>;
}

interface Said {
  readonly outcomes: readonly string[];
  readonly route: string;
}

const saidBy = ({ facets }: Told): Said => ({
  outcomes: facets.outcomes as readonly string[],
  route: facets.route as string,
});

/** Nobody acts on it: such a decision, from version 2 on, has effect only once a supervisor has approved it. */
const needsApproval = (one: Told) => {
  const { outcomes, route } = saidBy(one);
  return (
    one.v >= 2 && (route === 'here' || route === 'out_of_scope') && outcomes.every((outcome) => outcome === 'record')
  );
};

/** The decisions that have had effect, in the order in which they got it; one that a second review reopened is null. */
function decisionsOf(log: readonly Told[]): readonly (Said | null)[] {
  return log.flatMap((one) => {
    if (one.type === 'decided') return needsApproval(one) ? [] : [saidBy(one)];
    if (one.type === 'decision_reviewed' && one.facets.verdict === 'approved') {
      const approved = log.find(({ id }) => id === one.facets.decision);
      return approved === undefined ? [] : [saidBy(approved)];
    }
    return one.type === 'second_review_settled' && one.facets.result === 'reopened' ? [null] : [];
  });
}

/** What the recipients of a case's referrals did, as the desk's log tells it. */
const mirrored = (log: readonly Told[], type: string) =>
  log.filter((one) => one.type === 'referral_progressed' && one.facets.type === type).map(({ facets }) => facets);

/** Whether one of these outcomes stands against somebody: said, and not taken back since. */
function stands(log: readonly Told[], wanted: readonly string[]): boolean {
  const last = new Map<string, boolean>();
  for (const { referral, facets } of mirrored(log, 'outcome_recorded')) {
    const { track, outcome, subject, withdrawn } = facets as Record<string, unknown>;
    if (wanted.includes(String(outcome)))
      last.set(JSON.stringify([referral, track, outcome, subject]), withdrawn !== true);
  }
  return [...last.values()].includes(true);
}

/** Whether a case lies with another unit than it was received for, by the last desk it was moved to. */
function liesElsewhere(log: readonly Told[]): boolean {
  const desks = log.filter(({ type, facets }) => type === 'moved' && facets.to === 'desk');
  const home = log.find(({ type }) => type === 'report_received')?.facets.unit;
  return desks.length > 0 && desks.at(-1)!.facets.unit !== home;
}

const reached: Readonly<Record<Milestone, (log: readonly Told[]) => boolean>> = {
  received: (log) => log.some(({ type }) => type === 'report_received'),
  assessed: (log) => (decisionsOf(log).at(-1) ?? null) !== null,
  transferred: (log) => decisionsOf(log).at(-1)?.route === 'other_force' || liesElsewhere(log),
  out_of_scope: (log) => decisionsOf(log).at(-1)?.route === 'out_of_scope',
  safeguarding: (log) => decisionsOf(log).at(-1)?.outcomes.includes('safeguard') === true,
  recorded: (log) => decisionsOf(log).at(-1)?.outcomes.join() === 'record',
  referred: (log) => log.some(({ type }) => type === 'referred'),
  investigation: (log) => mirrored(log, 'referral_accepted').length > 0,
  returned: (log) => mirrored(log, 'referral_returned').length > 0,
  closed: (log) => mirrored(log, 'investigation_closed').length > 0,
  charged: (log) => stands(log, ['CHARGED']),
  convicted: (log) => stands(log, ['CONVICTED']),
  misconduct_found: (log) => stands(log, ['WW', 'FWW', 'RED_RANK', 'DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED']),
  dismissed: (log) => stands(log, ['DISMISSED']),
};

/** How many of these logs, each of one case and oldest first, have come to a milestone as they stand. */
export const recount = (logs: readonly (readonly Told[])[], milestone: Milestone): number =>
  logs.filter((log) => reached[milestone](log)).length;
