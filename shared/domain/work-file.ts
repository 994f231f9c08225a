import type { FacetsOf, KnownHeader, PayloadOf } from './events/index.ts';
import type { SharedDraftState } from './shared-drafts.ts';
import type { WorkType } from './permits-work.ts';
import type { OpenedEvent, Signed } from './opened-event.ts';

type Contents<T extends WorkType> = PayloadOf<T> | null;

/** Facets and contents of one event as it was signed; contents are null when they were erased. */
type Entry<T extends WorkType> = Signed & { readonly facets: FacetsOf<T>; readonly contents: Contents<T> };

export interface Alert extends Entry<'danger_raised'> {
  readonly acknowledged: Entry<'danger_acknowledged'> | null;
}
/** One person of the case: what is held now, and every version before it, oldest first. */
export interface IdentifiedPerson {
  readonly person: string;
  readonly versions: readonly [Entry<'person_identified'>, ...Entry<'person_identified'>[]];
}
export interface Check extends Entry<'check_requested'> {
  readonly answer: Entry<'check_answered'> | null;
}
export interface Question extends Entry<'question_proposed'> {
  readonly review: Entry<'question_reviewed'> | null;
  readonly passed: Entry<'question_passed'> | null;
  readonly answer: Entry<'question_answered'> | null;
}
export interface Concern extends Entry<'concern_raised'> {
  readonly review: Entry<'concern_reviewed'> | null;
}
/** A supervisor's answer to a decision that waited for one. */
export type DecisionReview = Entry<'decision_reviewed'>;

/** The second review of a decision, as far as it has come. */
export interface SecondReviewWords extends Entry<'second_review_drawn'> {
  readonly found: Entry<'second_review_found'> | null;
  readonly settled: Entry<'second_review_settled'> | null;
}

/** A recipient who was told by hand. What is said of a pack's recipients, or of a case that moved, has no telling. */
export interface ToldRecipient {
  readonly recipient: string;
  readonly telling: Entry<'recipient_told'> | null;
  readonly answers: readonly (Entry<'recipient_answered'> | Entry<'recipient_chased'>)[];
}

export interface Task extends Entry<'task_set'> {
  /** Who has to do it now: a hand-over passes it on. */
  readonly holder: string | null;
  readonly settled: Entry<'task_settled'> | null;
}

/** A draft that went with a hand-over, with its words, and what became of it. */
export interface SharedDraftWords extends Entry<'draft_shared'> {
  readonly state: SharedDraftState;
}

/** The work on a case with its words, as a holder of the case key reads it. */
export interface WorkFile {
  readonly alerts: readonly Alert[];
  /** Every safe-contact card, oldest first; the last one holds. */
  readonly safeContact: readonly Entry<'safe_contact_set'>[];
  readonly people: readonly IdentifiedPerson[];
  readonly checks: readonly Check[];
  readonly meetings: readonly Entry<'tasking_met'>[];
  readonly questions: readonly Question[];
  readonly labels: readonly string[];
  readonly tasks: readonly Task[];
  readonly clockMoves: readonly (Entry<'clock_moved'> | Entry<'clock_settled'>)[];
  readonly authority: readonly Entry<'authority_notified'>[];
  readonly links: readonly Entry<'linked'>[];
  readonly quieted: readonly Entry<'alert_quieted'>[];
  readonly concerns: readonly Concern[];
  readonly handOver: Entry<'handed_over'> | null;
  readonly sharedDrafts: readonly SharedDraftWords[];
  readonly decisionReviews: readonly DecisionReview[];
  readonly secondReviews: readonly SecondReviewWords[];
  /** Who was told by hand, with what they answered and how often they were asked, oldest first. */
  readonly told: readonly ToldRecipient[];
  readonly charity: readonly Entry<'charity_told'>[];
  /** Who covers for whom, while that lasts. */
  readonly cover: Entry<'covered'> | null;
}

export const emptyWork: WorkFile = {
  alerts: [],
  safeContact: [],
  people: [],
  checks: [],
  meetings: [],
  questions: [],
  labels: [],
  tasks: [],
  clockMoves: [],
  authority: [],
  links: [],
  quieted: [],
  concerns: [],
  handOver: null,
  sharedDrafts: [],
  decisionReviews: [],
  secondReviews: [],
  told: [],
  charity: [],
  cover: null,
};

const withEntry = <E extends Signed>(entries: readonly E[], id: string, change: (entry: E) => E) =>
  entries.map((entry) => (entry.event === id ? change(entry) : entry));

const withAnswer = (
  told: readonly ToldRecipient[],
  recipient: string,
  answer: ToldRecipient['answers'][number],
): readonly ToldRecipient[] =>
  told.some((one) => one.recipient === recipient)
    ? told.map((one) => (one.recipient === recipient ? { ...one, answers: [...one.answers, answer] } : one))
    : [...told, { recipient, telling: null, answers: [answer] }];

const handedOn = ({ sharedDrafts }: WorkFile, state: 'passed' | 'withdrawn') =>
  sharedDrafts.map((draft) => (draft.state === 'offered' ? { ...draft, state } : draft));

/** Tasks that one person still had to do, as another's. */
const heldBy = (tasks: readonly Task[], from: string, to: string) =>
  tasks.map((task) => (task.settled === null && task.holder === from ? { ...task, holder: to } : task));

/** Reads the contents of an event by its type's schema; null when erased. */
export type ReadContents = <T extends WorkType>(type: T, event: OpenedEvent) => PayloadOf<T> | null;

/** Folds one event into the work; pure and total. `read` parses contents. */
export function foldWorkFile(
  work: WorkFile,
  head: KnownHeader,
  event: OpenedEvent,
  signed: Signed,
  read: ReadContents,
): WorkFile {
  const entry = <T extends WorkType>(type: T, facets: FacetsOf<T>): Entry<T> => ({
    ...signed,
    facets,
    contents: read(type, event),
  });
  switch (head.type) {
    case 'danger_raised':
      return { ...work, alerts: [...work.alerts, { ...entry(head.type, head.facets), acknowledged: null }] };
    case 'danger_acknowledged': {
      const acknowledged = entry(head.type, head.facets);
      return {
        ...work,
        alerts: withEntry(work.alerts, head.facets.alert, (alert) => ({
          ...alert,
          acknowledged: alert.acknowledged ?? acknowledged,
        })),
      };
    }
    case 'safe_contact_set':
      return { ...work, safeContact: [...work.safeContact, entry(head.type, head.facets)] };
    case 'person_identified': {
      const version = entry(head.type, head.facets);
      const { person } = head.facets;
      const known = work.people.some((one) => one.person === person);
      return {
        ...work,
        people: known
          ? work.people.map((one) => (one.person === person ? { ...one, versions: [...one.versions, version] } : one))
          : [...work.people, { person, versions: [version] }],
      };
    }
    case 'check_requested':
      return { ...work, checks: [...work.checks, { ...entry(head.type, head.facets), answer: null }] };
    case 'check_answered': {
      const answer = entry(head.type, head.facets);
      return { ...work, checks: withEntry(work.checks, head.facets.check, (check) => ({ ...check, answer })) };
    }
    case 'tasking_met':
      return { ...work, meetings: [...work.meetings, entry(head.type, head.facets)] };
    case 'question_proposed': {
      const question = { ...entry(head.type, head.facets), review: null, passed: null, answer: null };
      return { ...work, questions: [...work.questions, question] };
    }
    case 'question_reviewed': {
      const review = entry(head.type, head.facets);
      return { ...work, questions: withEntry(work.questions, head.facets.question, (q) => ({ ...q, review })) };
    }
    case 'question_passed': {
      const passed = entry(head.type, head.facets);
      return { ...work, questions: withEntry(work.questions, head.facets.question, (q) => ({ ...q, passed })) };
    }
    case 'question_answered': {
      const answer = entry(head.type, head.facets);
      return { ...work, questions: withEntry(work.questions, head.facets.question, (q) => ({ ...q, answer })) };
    }
    case 'labelled': {
      const others = work.labels.filter((label) => label !== head.facets.label);
      return { ...work, labels: head.facets.on ? [...others, head.facets.label] : others };
    }
    case 'task_set':
      return {
        ...work,
        tasks: [...work.tasks, { ...entry(head.type, head.facets), holder: head.facets.holder, settled: null }],
      };
    case 'task_settled': {
      const settled = entry(head.type, head.facets);
      return { ...work, tasks: withEntry(work.tasks, head.facets.task, (task) => ({ ...task, settled })) };
    }
    case 'clock_moved':
      return { ...work, clockMoves: [...work.clockMoves, entry(head.type, head.facets)] };
    case 'clock_settled':
      return { ...work, clockMoves: [...work.clockMoves, entry(head.type, head.facets)] };
    case 'authority_notified':
      return { ...work, authority: [...work.authority, entry(head.type, head.facets)] };
    case 'linked': {
      const others = work.links.filter(({ facets }) => facets.other !== head.facets.other);
      return { ...work, links: head.facets.on ? [...others, entry(head.type, head.facets)] : others };
    }
    case 'alert_quieted': {
      const { other, kind, on } = head.facets;
      const others = work.quieted.filter(({ facets }) => facets.other !== other || facets.kind !== kind);
      return { ...work, quieted: on === false ? others : [...others, entry(head.type, head.facets)] };
    }
    case 'concern_raised':
      return { ...work, concerns: [...work.concerns, { ...entry(head.type, head.facets), review: null }] };
    case 'concern_reviewed': {
      const review = entry(head.type, head.facets);
      return { ...work, concerns: withEntry(work.concerns, head.facets.concern, (c) => ({ ...c, review })) };
    }
    case 'handed_over':
      return { ...work, handOver: entry(head.type, head.facets), sharedDrafts: handedOn(work, 'withdrawn') };
    case 'hand_over_accepted': {
      const giver = work.handOver?.by;
      const tasks = giver === undefined ? work.tasks : heldBy(work.tasks, giver, signed.by);
      return { ...work, tasks, handOver: null, sharedDrafts: handedOn(work, 'passed') };
    }
    case 'draft_shared': {
      const goes = work.cover !== null && work.handOver === null ? 'passed' : 'offered';
      const shared: SharedDraftWords = { ...entry(head.type, head.facets), state: goes };
      return { ...work, sharedDrafts: [...work.sharedDrafts, shared] };
    }
    case 'draft_answered': {
      const state = head.facets.result;
      return { ...work, sharedDrafts: withEntry(work.sharedDrafts, head.facets.draft, (d) => ({ ...d, state })) };
    }
    case 'allocated':
    case 'moved':
      return { ...work, handOver: null, cover: null, sharedDrafts: handedOn(work, 'withdrawn') };
    case 'covered': {
      const { absent, to } = head.facets;
      const tasks = heldBy(work.tasks, absent, to);
      const cover = entry(head.type, head.facets);
      return { ...work, tasks, handOver: null, cover, sharedDrafts: handedOn(work, 'withdrawn') };
    }
    case 'cover_ended': {
      if (work.cover?.event !== head.facets.cover) return work;
      const { absent, to } = work.cover.facets;
      return { ...work, tasks: heldBy(work.tasks, to, absent), handOver: null, cover: null };
    }
    case 'recipient_told': {
      const told = { recipient: signed.event, telling: entry(head.type, head.facets), answers: [] };
      return { ...work, told: [...work.told, told] };
    }
    case 'recipient_answered':
      return { ...work, told: withAnswer(work.told, head.facets.recipient, entry(head.type, head.facets)) };
    case 'recipient_chased':
      return { ...work, told: withAnswer(work.told, head.facets.recipient, entry(head.type, head.facets)) };
    case 'charity_told':
      return { ...work, charity: [...work.charity, entry(head.type, head.facets)] };
    case 'decision_reviewed':
      return { ...work, decisionReviews: [...work.decisionReviews, entry(head.type, head.facets)] };
    case 'second_review_drawn': {
      const drawn = work.secondReviews.some(({ facets }) => facets.decision === head.facets.decision);
      if (drawn) return work;
      const review = { ...entry(head.type, head.facets), found: null, settled: null };
      return { ...work, secondReviews: [...work.secondReviews, review] };
    }
    case 'second_review_found':
    case 'second_review_settled': {
      const found = head.type === 'second_review_found' ? entry(head.type, head.facets) : null;
      const settled = head.type === 'second_review_settled' ? entry(head.type, head.facets) : null;
      const secondReviews = work.secondReviews.map((review) =>
        review.facets.decision === head.facets.decision
          ? { ...review, found: review.found ?? found, settled: review.settled ?? settled }
          : review,
      );
      return { ...work, secondReviews };
    }
    default:
      return work;
  }
}
