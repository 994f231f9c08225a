import type { Membership } from './events/directory.ts';
import { statutoryClocks } from './clocks.ts';
import type { KnownHeader } from './events/index.ts';
import type { CaseFacts } from './facts.ts';
import { never } from './never.ts';
import { permitsRecipients } from './permits-recipients.ts';
import { permitsSupervision } from './permits-supervision.ts';
import { permitsSettingApart } from './permits-setting-apart.ts';
import { type Verdict, denied, illegal, yes } from './verdict.ts';
import { mayRead } from './standing.ts';

/** What is done on a case beyond reading, grading and deciding it. */
export const workTypes = [
  'danger_raised',
  'danger_acknowledged',
  'safe_contact_set',
  'person_identified',
  'check_requested',
  'check_answered',
  'tasking_met',
  'question_proposed',
  'question_reviewed',
  'question_passed',
  'question_answered',
  'labelled',
  'task_set',
  'task_settled',
  'clock_moved',
  'clock_settled',
  'reminded',
  'authority_notified',
  'linked',
  'alert_quieted',
  'apart_requested',
  'apart_answered',
  'apart_seen',
  'concern_raised',
  'concern_reviewed',
  'handed_over',
  'hand_over_accepted',
  'swap_asked',
  'draft_shared',
  'draft_answered',
  'decision_reviewed',
  'second_review_drawn',
  'second_review_found',
  'second_review_settled',
  'escalation_acknowledged',
  'covered',
  'cover_ended',
  'recipient_told',
  'recipient_answered',
  'recipient_chased',
  'charity_told',
] as const;
export type WorkType = (typeof workTypes)[number];
export type WorkEvent = Extract<KnownHeader, { type: WorkType }>;

/** What may be signed before a name of the case was seen: danger outranks screening, and the rest tells nothing. */
const beforeScreening: ReadonlySet<WorkType> = new Set([
  'danger_raised',
  'danger_acknowledged',
  'labelled',
  'reminded',
  'handed_over',
  'hand_over_accepted',
  'swap_asked',
  'apart_answered',
  'apart_seen',
  'second_review_drawn',
  'escalation_acknowledged',
  'covered',
  'cover_ended',
]);
export const needsScreening = (type: WorkType) => !beforeScreening.has(type);

interface Person {
  readonly user: string;
  readonly memberships: readonly Membership[];
}

/** A supervisor of where the case lies; among the readers of a case that is set apart, one of anywhere. */
const supervises = ({ memberships }: Person, { apart, received }: CaseFacts) =>
  memberships.some(({ unit, role }) => role === 'supervisor' && (apart || unit === received.unit));

/** Judges work on a case by somebody of its desk who has declared no conflict. */
export function permitsWork(actor: Person, facts: CaseFacts, event: WorkEvent): Verdict {
  const { work } = facts;
  const closedTo = (user: string) => facts.screened[user] === 'declared' || !mayRead(facts, user);
  switch (event.type) {
    case 'danger_acknowledged': {
      const alert = work.alerts[event.facets.alert];
      if (alert === undefined) return illegal('alert_unknown');
      if (alert.acknowledgedBy !== null) return illegal('already_acknowledged');
      return event.facets.how === 'here' && alert.by === actor.user ? denied('own_alert') : yes;
    }
    case 'check_answered': {
      const check = work.checks[event.facets.check];
      if (check === undefined) return illegal('check_unknown');
      return check.answered ? illegal('already_answered') : yes;
    }
    case 'question_proposed': {
      const { replaces } = event.facets;
      if (replaces === undefined) return yes;
      return work.questions[replaces]?.state === 'returned' ? yes : illegal('question_not_in_that_state');
    }
    case 'question_reviewed': {
      const question = work.questions[event.facets.question];
      if (question === undefined) return illegal('question_unknown');
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      if (question.by === actor.user) return denied('own_question', 'supervisor');
      return question.state === 'proposed' ? yes : illegal('question_not_in_that_state');
    }
    case 'question_passed': {
      const question = work.questions[event.facets.question];
      if (question === undefined) return illegal('question_unknown');
      return question.state === 'approved' ? yes : illegal('question_not_in_that_state');
    }
    case 'question_answered': {
      const question = work.questions[event.facets.question];
      if (question === undefined) return illegal('question_unknown');
      return question.state === 'passed' ? yes : illegal('question_not_in_that_state');
    }
    case 'task_set':
      return event.facets.holder !== null && closedTo(event.facets.holder) ? denied('cannot_receive') : yes;
    case 'task_settled': {
      const task = work.tasks[event.facets.task];
      if (task === undefined) return illegal('task_unknown');
      return task.settled ? illegal('task_settled') : yes;
    }
    case 'clock_moved':
      return statutoryClocks.has(event.facets.clock) ? illegal('statutory_clock') : yes;
    case 'linked':
      return event.facets.other === event.caseId ? illegal('same_case') : yes;
    case 'concern_reviewed': {
      const concern = work.concerns[event.facets.concern];
      if (concern === undefined) return illegal('concern_unknown');
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      if (concern.by === actor.user) return denied('own_concern', 'supervisor');
      return concern.state === 'raised' ? yes : illegal('concern_reviewed');
    }
    case 'handed_over':
      return closedTo(event.facets.to) ? denied('cannot_receive') : yes;
    case 'hand_over_accepted': {
      const offer = work.handOver;
      if (offer === null || offer.offer !== event.facets.offer) return illegal('hand_over_unknown');
      return offer.to === actor.user ? yes : denied('not_the_recipient');
    }
    case 'draft_shared': {
      // It goes with the case, so only from who hands it over, and to nobody else.
      const { handOver, cover } = work;
      const { to } = event.facets;
      if (handOver !== null)
        return handOver.by === actor.user && handOver.to === to ? yes : illegal('hand_over_unknown');
      // Or between whoever is away and who covers for them, while that lasts.
      const pair = cover === null || cover.ended ? [] : [cover.of, cover.to];
      const covers = actor.user !== to && pair.includes(actor.user) && pair.includes(to);
      return covers && !closedTo(to) ? yes : illegal('hand_over_unknown');
    }
    case 'draft_answered': {
      const draft = work.sharedDrafts[event.facets.draft];
      if (draft === undefined) return illegal('draft_unknown');
      if (draft.to !== actor.user) return denied('not_the_recipient');
      return draft.state === 'passed' ? yes : illegal('draft_not_open');
    }
    case 'swap_asked':
      return facts.allocatedTo === actor.user ? yes : denied('not_the_holder');
    case 'apart_requested':
    case 'apart_answered':
    case 'apart_seen':
      return permitsSettingApart(actor, facts, event);
    case 'decision_reviewed':
    case 'second_review_drawn':
    case 'second_review_found':
    case 'second_review_settled':
    case 'escalation_acknowledged':
    case 'covered':
    case 'cover_ended':
      return permitsSupervision(actor, facts, event);
    case 'recipient_told':
    case 'recipient_answered':
    case 'recipient_chased':
    case 'charity_told':
      return permitsRecipients(actor, facts, event);
    case 'danger_raised':
    case 'safe_contact_set':
    case 'person_identified':
    case 'check_requested':
    case 'tasking_met':
    case 'labelled':
    case 'clock_settled':
    case 'reminded':
    case 'authority_notified':
    case 'alert_quieted':
    case 'concern_raised':
      return yes;
    default:
      return never(event);
  }
}
