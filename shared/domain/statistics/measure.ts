import { known } from '../events/index.ts';
import { awaitsApproval } from '../approval.ts';
import type { Outcome, Route } from '../events/assessment.ts';
import type { ReceivedFacets } from '../events/report.ts';
import type { EventHeader } from '../header.ts';

/** What can have happened to a report, in the order in which the public asks for it. */
export const milestones = [
  'received',
  'assessed',
  'transferred',
  'safeguarding',
  'recorded',
  'out_of_scope',
  'referred',
  'investigation',
  'returned',
  'charged',
  'convicted',
  'misconduct_found',
  'dismissed',
  'closed',
] as const;
export type Milestone = (typeof milestones)[number];

/**
 * What statistics need of one case: facets only, so that erasing contents changes none of it. The day of each milestone
 * is the first on which it was reached; whether it counts depends on what stands now (a decision that was replaced, an
 * outcome that was taken back).
 */
export interface Measure {
  readonly caseId: string;
  readonly force: string;
  readonly unit: string;
  readonly channel: string;
  readonly urgency: string;
  readonly followUp: boolean;
  /** As the assessor confirmed them; the charity's until then. */
  readonly categories: readonly string[];
  /** Instant of each milestone that stands, ISO 8601. Days of proceedings are taken as their midnight, UTC. */
  readonly reached: Readonly<Partial<Record<Milestone, string>>>;
  readonly decision: { readonly outcomes: readonly Outcome[]; readonly route: Route } | null;
  /** The decision that stands, if it was approved. */
  readonly approved?: string;
  /** It lies on the desk of another unit than the one it was received for: a transfer, whatever was decided there. */
  readonly elsewhere?: true;
  /** A decision that waits for its approval, which counts nothing; absent while there is none. */
  readonly pending?: { readonly id: string; readonly outcomes: readonly Outcome[]; readonly route: Route };
  /** What stands against subjects by referral, for corrections: `referral track outcome subject` → day. */
  readonly outcomes: Readonly<Record<string, string>>;
}

/** Sanctions of a meeting or hearing: misconduct was found (SI 2020/4, regulation 62). */
const found = ['WW', 'FWW', 'RED_RANK', 'DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED'];
const byOutcome: Readonly<Partial<Record<Milestone, (outcome: string) => boolean>>> = {
  charged: (outcome) => outcome === 'CHARGED',
  convicted: (outcome) => outcome === 'CONVICTED',
  misconduct_found: (outcome) => found.includes(outcome),
  // A former officer cannot be dismissed; the finding counts apart, and is not a dismissal.
  dismissed: (outcome) => outcome === 'DISMISSED',
};
const ofDecision: readonly Milestone[] = ['transferred', 'safeguarding', 'recorded', 'out_of_scope'];

const midnight = (day: string) => `${day}T00:00:00.000Z`;

/** The earlier of what was there and what comes; a clock that runs behind does not make a milestone earlier than its report. */
const first = (reached: Measure['reached'], milestone: Milestone, at: string): Measure['reached'] => ({
  ...reached,
  [milestone]: reached[milestone] ?? (at < (reached.received ?? at) ? reached.received! : at),
});
const without = (reached: Measure['reached'], gone: readonly Milestone[]): Measure['reached'] =>
  Object.fromEntries(Object.entries(reached).filter(([milestone]) => !gone.includes(milestone as Milestone)));

/** Types of which statistics take notice; nothing else has to be read. */
export const measuredTypes = [
  'report_received',
  'assessed',
  'decided',
  'decision_reviewed',
  'second_review_settled',
  'moved',
  'referred',
  'referral_progressed',
] as const;

/** A report of which nothing else has happened yet. */
export const measureOfReport = (
  caseId: string,
  received: Omit<ReceivedFacets, 'contentMac' | 'reference'>,
): Measure => ({
  caseId,
  force: received.force,
  unit: received.unit,
  channel: received.channel,
  urgency: received.urgency,
  followUp: received.parentReference !== undefined,
  categories: received.categories,
  reached: { received: received.receivedAt },
  decision: null,
  outcomes: {},
});

/**
 * Folds one accepted header of a desk's case, in the order of its log: pure and total. Null until the report has come;
 * an event of an unknown version changes nothing.
 */
export function foldMeasure(before: Measure | null, header: EventHeader): Measure | null {
  const event = known(header);
  if (event === null) return before;
  if (before === null) {
    return event.type === 'report_received' ? measureOfReport(event.caseId, event.facets) : null;
  }
  switch (event.type) {
    case 'assessed':
      return event.facets.stage === 'codes' ? { ...before, categories: event.facets.categories } : before;
    case 'decided': {
      const { outcomes, route } = event.facets;
      if (awaitsApproval(event.facets, event.v)) return { ...before, pending: { id: event.id, outcomes, route } };
      return decidedAt(before, event.facets, event.at);
    }
    case 'decision_reviewed': {
      const { pending } = before;
      if (pending?.id !== event.facets.decision) return before;
      if (event.facets.verdict === 'approved') return { ...decidedAt(before, pending, event.at), approved: pending.id };
      const { pending: _, ...returned } = before;
      return returned;
    }
    case 'second_review_settled': {
      const { decision, result } = event.facets;
      if (result === 'stands' || before.approved !== decision) return before;
      const { approved: _, ...reopened } = before;
      return { ...reopened, decision: null, reached: without(before.reached, ['assessed', ...goneWith(before)]) };
    }
    case 'moved':
      return event.facets.to === 'desk' ? movedTo(before, event.facets.unit, event.at) : before;
    case 'referred':
      return { ...before, reached: first(before.reached, 'referred', event.at) };
    case 'referral_progressed':
      return progressed(before, event.facets.referral, { ...header, ...event.facets, id: event.facets.event });
    default:
      return before;
  }
}

/** What counts no more when a decision stands no more. A report that lies elsewhere stays transferred. */
const goneWith = ({ elsewhere }: Measure) =>
  ofDecision.filter((milestone) => elsewhere !== true || milestone !== 'transferred');

/** The desk to which it went; back where it was received, it is transferred only if that is what was decided. */
function movedTo({ elsewhere: _, ...before }: Measure, unit: string, at: string): Measure {
  if (unit !== before.unit) return { ...before, elsewhere: true, reached: first(before.reached, 'transferred', at) };
  if (before.decision?.route === 'other_force') return before;
  return { ...before, reached: without(before.reached, ['transferred']) };
}

/** A decision has effect: what it says counts from then on, and what one before it said does not. */
function decidedAt(
  { pending: _, approved: __, ...before }: Measure,
  { outcomes, route }: Pick<NonNullable<Measure['decision']>, 'outcomes' | 'route'>,
  at: string,
): Measure {
  const now: Milestone[] = [
    ...(route === 'other_force' ? (['transferred'] as const) : []),
    ...(route === 'out_of_scope' ? (['out_of_scope'] as const) : []),
    ...(outcomes.includes('safeguard') ? (['safeguarding'] as const) : []),
    ...(outcomes.length === 1 && outcomes[0] === 'record' ? (['recorded'] as const) : []),
  ];
  const kept = without(
    before.reached,
    goneWith(before).filter((milestone) => !now.includes(milestone)),
  );
  const reached = (['assessed', ...now] as const).reduce((so, milestone) => first(so, milestone, at), kept);
  return { ...before, decision: { outcomes, route }, reached };
}

/** What the recipients of a referral did, as the hub mirrored it into the case. */
function progressed(before: Measure, referral: string, mirrored: EventHeader): Measure {
  const event = known(mirrored);
  switch (event?.type) {
    case 'referral_accepted':
      return { ...before, reached: first(before.reached, 'investigation', event.at) };
    case 'referral_returned':
      return { ...before, reached: first(before.reached, 'returned', event.at) };
    case 'investigation_closed':
      return { ...before, reached: first(before.reached, 'closed', midnight(event.facets.on)) };
    case 'outcome_recorded': {
      const { track, outcome, subject, on, withdrawn } = event.facets;
      const key = `${referral} ${track} ${outcome} ${subject ?? 'all'}`;
      const { [key]: _, ...others } = before.outcomes;
      const outcomes = withdrawn ? others : { ...others, [key]: on };
      const reached = Object.entries(byOutcome).reduce((so, [name, counts]) => {
        const milestone = name as Milestone;
        const days = Object.entries(outcomes).flatMap(([of, day]) => (counts(of.split(' ')[2]!) ? [day] : []));
        const kept = without(so, [milestone]);
        return days.length === 0 ? kept : first(kept, milestone, midnight(days.toSorted()[0]!));
      }, before.reached);
      return { ...before, outcomes, reached };
    }
    default:
      return before;
  }
}
