import { worksAtDesk } from './roles.ts';
import type { Membership, Role } from './events/directory.ts';
import { known, type KnownHeader } from './events/index.ts';
import type { CaseFacts, Facts } from './facts.ts';
import type { EventHeader } from './header.ts';
import { never } from './never.ts';
import { needsScreening, permitsWork, workTypes, type WorkEvent, type WorkType } from './permits-work.ts';
import { slotOf } from './slots.ts';

/** Who signs: a user of the directory with their roles by unit, on one device. `unit` of a desk case is its desk. */
export interface Actor {
  readonly user: string;
  readonly device: string;
  readonly memberships: readonly Membership[];
}

/** Why an event is refused. `who` says who may do it instead, for the screen; `current` is the event in the slot. */
export type Refusal =
  | { readonly code: 'conflict'; readonly slot: string; readonly current: string | null }
  | { readonly code: 'illegal_transition'; readonly reason: RefusalReason }
  | { readonly code: 'not_permitted'; readonly reason: RefusalReason; readonly who?: Role }
  | { readonly code: 'invalid_event'; readonly reason: RefusalReason }
  | { readonly code: 'schema_unsupported'; readonly reason: RefusalReason };

export type RefusalReason =
  | 'unknown_event_type'
  | 'case_unknown'
  | 'case_exists'
  | 'wrong_compartment'
  | 'wrong_unit'
  | 'role_missing'
  | 'conflict_not_screened'
  | 'conflict_declared'
  /** The person cannot hold this case; why is nobody's business but theirs. */
  | 'cannot_receive'
  | 'not_set_apart'
  | 'reader_exists'
  | 'reader_unknown'
  | 'last_reader'
  | 'annotation_unknown'
  | 'annotation_withdrawn'
  | 'not_the_author'
  | 'not_a_statement'
  | 'decision_missing'
  | 'decision_does_not_refer'
  | 'case_needs_update'
  | 'alert_unknown'
  | 'already_acknowledged'
  /** An alert is taken on by somebody else; its author may only tell who was told by telephone. */
  | 'own_alert'
  | 'check_unknown'
  | 'already_answered'
  | 'question_unknown'
  | 'question_not_in_that_state'
  | 'own_question'
  | 'task_unknown'
  | 'task_settled'
  | 'statutory_clock'
  | 'same_case'
  | 'concern_unknown'
  | 'concern_reviewed'
  | 'own_concern'
  | 'hand_over_unknown'
  | 'not_the_recipient'
  | 'draft_unknown'
  /** It was taken over, left, or withdrawn with its hand-over; or the hand-over is not accepted yet. */
  | 'draft_not_open'
  | 'not_the_holder'
  | 'made_by_hub_only'
  | 'journal_of_another_device';

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

const yes: Verdict = { ok: true };
const no = (refusal: Refusal): Verdict => ({ ok: false, refusal });
const illegal = (reason: RefusalReason) => no({ code: 'illegal_transition', reason });
const denied = (reason: RefusalReason, who?: Role) => no({ code: 'not_permitted', reason, ...(who && { who }) });

/** Whether the actor holds one of the roles in the unit. */
export const holds = (actor: Actor, unit: string, ...roles: Role[]) =>
  actor.memberships.some((m) => m.unit === unit && roles.includes(m.role));

/**
 * Whether this actor may add this event to a case with these facts: pure, the same code on workstation and hub. The
 * workstation asks to show the result at once, the hub to decide. `facts` are null for a case that does not exist.
 * Directory events are judged by `permitsDirectory`.
 */
export function permits(actor: Actor, facts: Facts | null, header: EventHeader): Verdict {
  const event = known(header);
  if (event === null) return no({ code: 'schema_unsupported', reason: 'unknown_event_type' });
  const lawful = lawfulness(actor, facts, event);
  if (!lawful.ok) return lawful;
  const slot = slotOf(event);
  if (slot === null) return yes;
  const current = facts?.slots[slot] ?? null;
  return (event.basedOn ?? null) === current ? yes : no({ code: 'conflict', slot, current });
}

const isWork = (event: KnownHeader): event is WorkEvent => workTypes.includes(event.type as WorkType);

function lawfulness(actor: Actor, facts: Facts | null, event: KnownHeader): Verdict {
  if (isWork(event)) {
    if (facts?.kind !== 'case') return illegal('case_unknown');
    return deskWork(actor, facts, event);
  }
  switch (event.type) {
    case 'report_received':
      if (facts !== null) return illegal('case_exists');
      return actor.memberships.some((m) => m.role === 'gateway') ? yes : denied('role_missing', 'gateway');
    case 'journal_opened':
      if (facts !== null) return illegal('case_exists');
      return event.caseId === actor.device ? yes : denied('journal_of_another_device');
    case 'case_consulted':
    case 'attachment_viewed':
    case 'searched':
    case 'unlocked':
    case 'vault_recovered':
    case 'printed':
    case 'exported':
    case 'notice_seen':
      if (facts?.kind !== 'journal') return illegal('case_unknown');
      return facts.device === actor.device ? yes : denied('journal_of_another_device');
    case 'referral_issued':
      if (facts !== null) return illegal('case_exists');
      return event.after !== undefined && event.after.length > 0 ? yes : illegal('decision_missing');
    case 'acknowledged':
      if (facts?.kind !== 'referral') return illegal('case_unknown');
      return holds(actor, facts.unit, 'investigator', 'supervisor') ? yes : denied('role_missing', 'investigator');
    case 'referral_progressed':
      return no({ code: 'invalid_event', reason: 'made_by_hub_only' });
    case 'reader_added':
    case 'reader_removed':
    case 'reader_key_passed':
      if (facts?.kind !== 'case' || !mayRead(facts, actor.user)) return illegal('case_unknown');
      return readersWork(actor, facts, event);
    case 'screened':
    case 'allocated':
    case 'annotated':
    case 'annotation_revised':
    case 'annotation_withdrawn':
    case 'graded':
    case 'assessed':
    case 'decided':
    case 'referred':
    case 'attachment_described':
    case 'attachment_noted':
    case 'attachment_note_withdrawn':
      // To whoever is not among its readers, a named-readers case is one that does not exist.
      if (facts?.kind !== 'case' || !mayRead(facts, actor.user)) return illegal('case_unknown');
      return deskWork(actor, facts, event);
    case 'unit_added':
    case 'user_set':
    case 'on_call_set':
    case 'device_enrolled':
    case 'device_withdrawn':
    case 'unit_key_published':
    case 'key_granted':
    case 'interests_declared':
    case 'device_vouched':
      return no({ code: 'invalid_event', reason: 'wrong_compartment' });
    default:
      return never(event);
  }
}

type DeskEvent =
  | WorkEvent
  | Extract<
      KnownHeader,
      {
        type:
          | 'screened'
          | 'allocated'
          | 'annotated'
          | 'annotation_revised'
          | 'annotation_withdrawn'
          | 'graded'
          | 'assessed'
          | 'decided'
          | 'referred'
          | 'attachment_described'
          | 'attachment_noted'
          | 'attachment_note_withdrawn';
      }
    >;

/** False for somebody to whom a named-readers case is closed; who may see the desk's cases is not asked here. */
export const mayRead = (facts: CaseFacts, user: string) =>
  facts.apart === null || facts.apart === undefined || facts.apart.readers.includes(user);

type ReadersEvent = Extract<KnownHeader, { type: 'reader_added' | 'reader_removed' | 'reader_key_passed' }>;

/** Who lets readers in and out. Nobody who is named in the case, or has an interest in it, is ever let in. */
function readersWork(actor: Actor, { apart, screened }: CaseFacts, event: ReadersEvent): Verdict {
  if (!worksAtDesk(actor.memberships)) return denied('role_missing', 'assessor');
  if (apart === null || apart === undefined) return illegal('not_set_apart');
  const { user } = event.facets;
  if (event.type === 'reader_key_passed') return apart.readers.includes(user) ? yes : illegal('reader_unknown');
  if (!actor.memberships.some((m) => m.role === 'supervisor')) return denied('role_missing', 'supervisor');
  if (screened[actor.user] === 'declared') return denied('conflict_declared', 'supervisor');
  if (event.type === 'reader_added') {
    if (apart.closedTo.includes(user) || screened[user] === 'declared') return denied('cannot_receive');
    return apart.readers.includes(user) ? illegal('reader_exists') : yes;
  }
  if (!apart.readers.includes(user)) return illegal('reader_unknown');
  return apart.readers.length > 1 ? yes : illegal('last_reader');
}

function deskWork(actor: Actor, facts: CaseFacts, event: DeskEvent): Verdict {
  // The readers of a case that was set apart may come from another unit.
  const works = facts.apart
    ? worksAtDesk(actor.memberships)
    : holds(actor, facts.received.unit, 'assessor', 'supervisor');
  if (!works) return denied('role_missing', 'assessor');
  const own = facts.screened[actor.user];
  if (own === 'declared') return event.type === 'screened' ? yes : denied('conflict_declared', 'assessor');
  if (event.type === 'allocated' && event.facets.to !== null && facts.screened[event.facets.to] === 'declared')
    return denied('cannot_receive');
  if (event.type === 'allocated' && event.facets.to !== null && !mayRead(facts, event.facets.to))
    return denied('cannot_receive');
  // Triage hands a case on before anyone has read a name; everything else comes after the conflict screen.
  if (event.type === 'screened' || event.type === 'allocated') return yes;
  if (isWork(event))
    return own === undefined && needsScreening(event.type)
      ? denied('conflict_not_screened')
      : permitsWork(actor, facts, event);
  if (own === undefined) return denied('conflict_not_screened');
  switch (event.type) {
    case 'annotated':
    case 'assessed':
    case 'attachment_described':
    case 'attachment_noted':
      return yes;
    case 'attachment_note_withdrawn': {
      const note = facts.attachmentNotes?.[event.facets.note];
      if (note === undefined) return illegal('annotation_unknown');
      if (note.author !== actor.user) return denied('not_the_author');
      return note.withdrawn ? illegal('annotation_withdrawn') : yes;
    }
    case 'annotation_revised':
    case 'annotation_withdrawn': {
      const annotation = facts.annotations[event.facets.annotation];
      if (annotation === undefined) return illegal('annotation_unknown');
      if (annotation.author !== actor.user) return denied('not_the_author');
      return annotation.withdrawn ? illegal('annotation_withdrawn') : yes;
    }
    case 'graded': {
      // What a check brought is graded like a statement, under the check's own answer.
      if (facts.work.answers.includes(event.facets.statement)) return yes;
      const statement = facts.annotations[event.facets.statement];
      if (statement === undefined) return illegal('annotation_unknown');
      if (statement.kind !== 'statement') return illegal('not_a_statement');
      return statement.withdrawn ? illegal('annotation_withdrawn') : yes;
    }
    case 'decided':
      return facts.needsUpdate ? illegal('case_needs_update') : yes;
    case 'referred': {
      if (facts.needsUpdate) return illegal('case_needs_update');
      if (facts.decision === null) return illegal('decision_missing');
      return facts.decision.outcomes.includes(event.facets.outcome) ? yes : illegal('decision_does_not_refer');
    }
    default:
      return never(event);
  }
}
