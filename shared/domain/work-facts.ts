import type { KnownHeader } from './events/index.ts';
import { awaitsApproval } from './approval.ts';
import { handedOn, type SharedDrafts, withDraft } from './shared-drafts.ts';
import type { CharityFeedback } from './charity.ts';
import type { SecondReviews } from './second-review.ts';
import { foldSecondReview } from './second-review.ts';
import { foldSettingApart, notAsked, type SettingApart } from './setting-apart.ts';
import type { Identification, PersonRole } from './events/people.ts';
import { foldChases, foldRecipients, type Chases, type HeldRecipients } from './recipients-held.ts';

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
  /** Every decision that was ever approved, by its event. */
  readonly approvals: Readonly<Record<string, { event: string; by: string; at: string; author: string }>>;
  readonly secondReviews: SecondReviews;
  /** Who has seen that something is overdue, by what it is; `due`: the time that had passed. */
  readonly escalations: Readonly<Record<string, Escalation>>;
  readonly apart: SettingApart;
  /** The last time that a colleague covered for whoever held the case. */
  readonly cover: Cover | null;
  /** Who was told by hand or by moving the case; packs stand in `referrals`. */
  readonly recipients: HeldRecipients;
  readonly chases: Chases;
  /** By referral: when its recipients last did anything, the hub's clock. */
  readonly news: Readonly<Record<string, string>>;
  /** By move: who acknowledged it at the desk to which it went. */
  readonly movesAcknowledged: Readonly<Record<string, { readonly by: string; readonly at: string }>>;
  readonly charity: readonly CharityFeedback[];
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

export interface Escalation {
  readonly due: string;
  readonly supervisor: string | null;
  readonly head: string | null;
}

/** `of` is away, `to` holds the case for them; `ended` once it came back, or went elsewhere. */
export interface Cover {
  readonly event: string;
  readonly of: string;
  readonly to: string;
  readonly by: string;
  readonly at: string;
  readonly ended: boolean;
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
  approvals: {},
  secondReviews: {},
  escalations: {},
  apart: notAsked,
  cover: null,
  recipients: {},
  chases: {},
  news: {},
  movesAcknowledged: {},
  charity: [],
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
  handOver === null ? tasks : heldBy(tasks, handOver.by, to);

const passed = (drafts: SharedDrafts, id: string): SharedDrafts =>
  change(drafts, id, (draft) => ({ ...draft, state: 'passed' }));

/** Tasks that one person still had to do, as another's. */
const heldBy = (tasks: WorkFacts['tasks'], from: string, to: string): WorkFacts['tasks'] =>
  Object.fromEntries(
    Object.entries(tasks).map(([id, task]) => [
      id,
      !task.settled && task.holder === from ? { ...task, holder: to } : task,
    ]),
  );

/** A clock that what was done has settled, or runs again since it was not done after all (`null`). */
const settled = ({ clocks }: WorkFacts, clock: string, settledAt: string | null, by: string): WorkFacts['clocks'] => ({
  ...clocks,
  [clock]: { due: clocks[clock]?.due ?? null, settledAt, by },
});

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
      // One that waits for its approval is no decision yet: see `decision_reviewed` in case-facts.ts.
      return awaitsApproval(event.facets, event.v) ? work : { ...work, decidedAt: at, swapAskedBy: null };
    case 'apart_requested':
    case 'apart_answered':
    case 'apart_seen':
      return { ...work, apart: foldSettingApart(work.apart, event) };
    case 'allocated':
    case 'moved':
      return {
        ...work,
        ...(event.type === 'moved' && { apart: foldSettingApart(work.apart, event) }),
        handOver: null,
        sharedDrafts: handedOn(work, 'withdrawn'),
        swapAskedBy: null,
        cover: work.cover && { ...work.cover, ended: true },
      };
    case 'covered': {
      const { absent: of, to } = event.facets;
      const tasks = heldBy(work.tasks, of, to);
      const cover = { event: id, of, to, by, at, ended: false };
      return { ...work, tasks, handOver: null, sharedDrafts: handedOn(work, 'withdrawn'), cover };
    }
    case 'cover_ended': {
      const { cover } = work;
      if (cover === null || cover.ended || cover.event !== event.facets.cover) return work;
      const tasks = heldBy(work.tasks, cover.to, cover.of);
      return {
        ...work,
        tasks,
        handOver: null,
        sharedDrafts: handedOn(work, 'withdrawn'),
        cover: { ...cover, ended: true },
      };
    }
    case 'escalation_acknowledged': {
      const { what, due, level } = event.facets;
      const held = work.escalations[what];
      const before = held?.due === due ? held : { due, supervisor: null, head: null };
      return { ...work, escalations: { ...work.escalations, [what]: { ...before, [level]: before[level] ?? by } } };
    }
    case 'second_review_drawn':
    case 'second_review_found':
    case 'second_review_settled':
      return { ...work, secondReviews: foldSecondReview(work.secondReviews, event) };
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
    case 'draft_shared': {
      const shared = withDraft(work, id, { by, ...event.facets });
      // Nobody accepts a case of which they are the cover, and its drafts come along at once.
      const covers = work.cover !== null && !work.cover.ended && work.handOver === null;
      return { ...work, sharedDrafts: covers ? passed(shared, id) : shared };
    }
    case 'draft_answered': {
      const state = event.facets.result;
      return { ...work, sharedDrafts: change(work.sharedDrafts, event.facets.draft, (d) => ({ ...d, state })) };
    }
    case 'swap_asked':
      return { ...work, swapAskedBy: by };
    case 'recipient_told': {
      const recipients = foldRecipients(work.recipients, event);
      // What the statute asks is done once the body has it.
      if (event.facets.kind !== 'oversight') return { ...work, recipients };
      return { ...work, recipients, clocks: settled(work, 'mandatory_referral', at, by) };
    }
    case 'recipient_answered': {
      const recipients = foldRecipients(work.recipients, event);
      const { recipient, at: since } = event.facets;
      const of = work.recipients[recipient];
      if (of === undefined)
        return { ...work, movesAcknowledged: { ...work.movesAcknowledged, [recipient]: { by, at: since } } };
      if (of.kind !== 'oversight' || event.facets.step !== 'withdrawn') return { ...work, recipients };
      return { ...work, recipients, clocks: settled(work, 'mandatory_referral', null, by) };
    }
    case 'referral_progressed':
      return { ...work, news: { ...work.news, [event.facets.referral]: at } };
    case 'recipient_chased':
      return { ...work, chases: foldChases(work.chases, event) };
    case 'charity_told': {
      const { feedback, toldAt } = event.facets;
      const clocks = settled(work, 'acknowledge_charity', at, by);
      return { ...work, clocks, charity: [...work.charity, { event: id, feedback, toldAt, at }] };
    }
    default:
      return work;
  }
}
