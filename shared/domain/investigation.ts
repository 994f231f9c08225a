import type { KnownHeader } from './events/index.ts';
import type { Track } from './events/investigation.ts';

/** What proceedings came to against one subject of a pack, in the order in which it was recorded. */
export interface RecordedOutcome {
  readonly event: string;
  readonly track: Track;
  readonly outcome: string;
  /** Its place in the pack's list of subjects, or null. */
  readonly subject: number | null;
  /** `YYYY-MM-DD` */
  readonly on: string;
}

/** How far the recipients of a referral have gone. The desk folds the same from what the hub mirrors into its case. */
export interface Investigation {
  readonly answer: {
    readonly result: 'accepted' | 'returned';
    readonly by: string;
    readonly at: string;
    readonly reason: string | null;
  } | null;
  readonly severity: string | null;
  /** Measures in force. */
  readonly measures: readonly { readonly measure: string; readonly subject: number | null; readonly on: string }[];
  readonly outcomes: readonly RecordedOutcome[];
  readonly closed: { readonly result: string; readonly on: string; readonly at: string; readonly by: string } | null;
}

export const noInvestigation: Investigation = {
  answer: null,
  severity: null,
  measures: [],
  outcomes: [],
  closed: null,
};

export const investigationTypes = [
  'referral_accepted',
  'referral_returned',
  'investigation_logged',
  'interim_measure',
  'severity_assessed',
  'outcome_recorded',
  'investigation_closed',
] as const;
export type InvestigationType = (typeof investigationTypes)[number];
export type InvestigationEvent = Extract<KnownHeader, { type: InvestigationType }>;

export const isInvestigation = (event: KnownHeader): event is InvestigationEvent =>
  investigationTypes.includes(event.type as InvestigationType);

/** Folds one accepted event of the recipients: pure and total. */
export function foldInvestigation(before: Investigation, event: InvestigationEvent): Investigation {
  const { id, actor: by, at } = event;
  switch (event.type) {
    case 'referral_accepted':
      return { ...before, answer: { result: 'accepted', by, at, reason: null } };
    case 'referral_returned':
      return { ...before, answer: { result: 'returned', by, at, reason: event.facets.reason } };
    case 'investigation_logged':
      return before;
    case 'interim_measure': {
      const { measure, subject, set, on } = event.facets;
      const others = before.measures.filter((held) => held.measure !== measure || held.subject !== subject);
      return { ...before, measures: set ? [...others, { measure, subject, on }] : others };
    }
    case 'severity_assessed':
      return { ...before, severity: event.facets.severity };
    case 'outcome_recorded': {
      const { track, outcome, subject, on, withdrawn } = event.facets;
      const same = (one: RecordedOutcome) => one.track === track && one.outcome === outcome && one.subject === subject;
      const others = before.outcomes.filter((one) => !same(one));
      return { ...before, outcomes: withdrawn ? others : [...others, { event: id, track, outcome, subject, on }] };
    }
    case 'investigation_closed': {
      const { result, on } = event.facets;
      return { ...before, closed: { result, on, at, by } };
    }
  }
}
