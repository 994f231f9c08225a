import type { KnownHeader } from './events/index.ts';
import { handedOn, type SharedDrafts, withDraft } from './shared-drafts.ts';
import type { Identification, PersonRole } from './events/people.ts';

export type QuestionState = 'proposed' | 'returned' | 'approved' | 'passed' | 'answered';

export type ConcernState = 'raised' | 'approved' | 'returned';

/**
 * What facets tell of the work on a case beyond its decision: danger, people, research, labels, tasks, clocks. Ids are
 * those of the events that opened each entry; times are the authors' clocks, ISO 8601.
 */
export interface WorkFacts {
  readonly alerts: Readonly<
    Record<string, { by: string; at: string; officer: string | null; acknowledgedBy: string | null }>
  >;
  readonly people: Readonly<Record<string, { role: PersonRole; identification: Identification; withdrawn: boolean }>>;
  readonly checks: Readonly<Record<string, { by: string; at: string; answered: boolean }>>;
  /** Answers of checks, which are graded as statements are. */
  readonly answers: readonly string[];
  readonly questions: Readonly<
    Record<string, { by: string; at: string; state: QuestionState; passedAt: string | null }>
  >;
  readonly labels: readonly string[];
  readonly tasks: Readonly<
    Record<string, { by: string; kind: 'task' | 'urgent'; holder: string | null; due: string | null; settled: boolean }>
  >;
  /** By clock: where it was moved to, and whether it was settled and when. */
  readonly clocks: Readonly<Record<string, { due: string | null; settledAt: string | null; by: string }>>;
  /** The last reminder of each thing that is due: by the code of its clock, or by the id of its task, check or question. */
  readonly reminders: Readonly<Record<string, { event: string; to: string; by: string; at: string }>>;
  readonly links: readonly string[];
  /** Concerns that a report was made in bad faith, and how far a supervisor has gone into each. */
  readonly concerns: Readonly<Record<string, { by: string; state: ConcernState }>>;
  readonly handOver: { readonly offer: string; readonly to: string; readonly by: string; readonly at: string } | null;
  /** Drafts that went along with a hand-over, by their event. */
  readonly sharedDrafts: SharedDrafts;
  readonly swapAskedBy: string | null;
  /** When the gateway brought the report in; null in facts that an earlier version folded. */
  readonly arrivedAt: string | null;
  /** When the first person passed the conflict screen and read on. */
  readonly openedAt: string | null;
  readonly riskAt: string | null;
  readonly taskedAt: string | null;
  readonly decidedAt: string | null;
  /** Set while the last referral test answers at least one ground with yes: when that became clear to the unit. */
  readonly referralClearAt: string | null;
  /** When it became clear to the appropriate authority, if that is known. */
  readonly authorityClearAt: string | null;
  readonly authorityToldAt: string | null;
}

export const noWork: WorkFacts = {
  alerts: {},
  people: {},
  checks: {},
  answers: [],
  questions: {},
  labels: [],
  tasks: {},
  clocks: {},
  reminders: {},
  links: [],
  concerns: {},
  handOver: null,
  sharedDrafts: {},
  swapAskedBy: null,
  arrivedAt: null,
  openedAt: null,
  riskAt: null,
  taskedAt: null,
  decidedAt: null,
  referralClearAt: null,
  authorityClearAt: null,
  authorityToldAt: null,
};

/** Changes one entry; an entry that is not there stays away, so that the fold is total. */
const change = <T>(entries: Readonly<Record<string, T>>, id: string, to: (entry: T) => T) => {
  const entry = entries[id];
  return entry === undefined ? entries : { ...entries, [id]: to(entry) };
};

/** Whoever accepts a case takes with it what its giver still had to do there. */
const passedOn = ({ tasks, handOver }: WorkFacts, to: string): WorkFacts['tasks'] =>
  handOver === null
    ? tasks
    : Object.fromEntries(
        Object.entries(tasks).map(([id, task]) => [
          id,
          !task.settled && task.holder === handOver.by ? { ...task, holder: to } : task,
        ]),
      );

/** Folds one accepted header into the work on its case: pure and total. */
export function foldWork(work: WorkFacts, event: KnownHeader): WorkFacts {
  const { id, actor: by, at } = event;
  switch (event.type) {
    case 'screened':
      return event.facets.result === 'none' ? { ...work, openedAt: work.openedAt ?? at } : work;
    case 'assessed':
      if (event.facets.stage === 'risk') return { ...work, riskAt: at };
      if (event.facets.stage !== 'referral_test') return work;
      return {
        ...work,
        referralClearAt: event.facets.grounds.some(({ answer }) => answer === 'yes')
          ? (event.facets.becameClearAt ?? at)
          : null,
      };
    case 'decided':
      return { ...work, decidedAt: at, swapAskedBy: null };
    case 'allocated':
      return { ...work, handOver: null, sharedDrafts: handedOn(work, 'withdrawn'), swapAskedBy: null };
    case 'danger_raised': {
      const alert = { by, at, officer: event.facets.officer ?? null, acknowledgedBy: null };
      return { ...work, alerts: { ...work.alerts, [id]: alert } };
    }
    case 'danger_acknowledged':
      return {
        ...work,
        alerts: change(work.alerts, event.facets.alert, (a) => ({ ...a, acknowledgedBy: a.acknowledgedBy ?? by })),
      };
    case 'person_identified': {
      const { person, role, identification, withdrawn = false } = event.facets;
      return { ...work, people: { ...work.people, [person]: { role, identification, withdrawn } } };
    }
    case 'check_requested':
      return { ...work, checks: { ...work.checks, [id]: { by, at, answered: false } } };
    case 'check_answered':
      return {
        ...work,
        checks: change(work.checks, event.facets.check, (c) => ({ ...c, answered: true })),
        answers: [...work.answers, id],
      };
    case 'tasking_met':
      return { ...work, taskedAt: at };
    case 'question_proposed':
      return { ...work, questions: { ...work.questions, [id]: { by, at, state: 'proposed', passedAt: null } } };
    case 'question_reviewed': {
      const state = event.facets.verdict;
      return { ...work, questions: change(work.questions, event.facets.question, (q) => ({ ...q, state })) };
    }
    case 'question_passed': {
      const { question, passedAt } = event.facets;
      return { ...work, questions: change(work.questions, question, (q) => ({ ...q, state: 'passed', passedAt })) };
    }
    case 'question_answered':
      return {
        ...work,
        questions: change(work.questions, event.facets.question, (q) => ({ ...q, state: 'answered' })),
      };
    case 'labelled': {
      const others = work.labels.filter((label) => label !== event.facets.label);
      return { ...work, labels: event.facets.on ? [...others, event.facets.label] : others };
    }
    case 'task_set': {
      const { kind, holder, due = null } = event.facets;
      return { ...work, tasks: { ...work.tasks, [id]: { by, kind, holder, due, settled: false } } };
    }
    case 'task_settled':
      return { ...work, tasks: change(work.tasks, event.facets.task, (t) => ({ ...t, settled: true })) };
    case 'clock_moved': {
      const { clock, due } = event.facets;
      const settledAt = work.clocks[clock]?.settledAt ?? null;
      return { ...work, clocks: { ...work.clocks, [clock]: { due, settledAt, by } } };
    }
    case 'clock_settled': {
      const { clock, at: settledAt } = event.facets;
      const due = work.clocks[clock]?.due ?? null;
      return { ...work, clocks: { ...work.clocks, [clock]: { due, settledAt, by } } };
    }
    case 'reminded': {
      const { clock, to } = event.facets;
      return { ...work, reminders: { ...work.reminders, [clock]: { event: id, to, by, at } } };
    }
    case 'authority_notified':
      return {
        ...work,
        authorityToldAt: event.facets.toldAt,
        authorityClearAt: event.facets.becameClearAt ?? work.authorityClearAt,
      };
    case 'linked': {
      const others = work.links.filter((other) => other !== event.facets.other);
      return { ...work, links: event.facets.on ? [...others, event.facets.other] : others };
    }
    case 'concern_raised':
      return { ...work, concerns: { ...work.concerns, [id]: { by, state: 'raised' } } };
    case 'concern_reviewed': {
      const state = event.facets.verdict;
      return { ...work, concerns: change(work.concerns, event.facets.concern, (c) => ({ ...c, state })) };
    }
    case 'handed_over':
      return {
        ...work,
        handOver: { offer: id, to: event.facets.to, by, at },
        sharedDrafts: handedOn(work, 'withdrawn'),
      };
    case 'hand_over_accepted':
      return {
        ...work,
        tasks: passedOn(work, by),
        sharedDrafts: handedOn(work, 'passed'),
        handOver: null,
        swapAskedBy: null,
      };
    case 'draft_shared':
      return { ...work, sharedDrafts: withDraft(work, id, { by, ...event.facets }) };
    case 'draft_answered': {
      const state = event.facets.result;
      return { ...work, sharedDrafts: change(work.sharedDrafts, event.facets.draft, (d) => ({ ...d, state })) };
    }
    case 'swap_asked':
      return { ...work, swapAskedBy: by };
    default:
      return work;
  }
}
