/** What the rules of who may do what are asked with, and what they answer. */
import type { Membership, Role } from './events/directory.ts';

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
  /** It went where the author may not read it. */
  | 'case_moved'
  /** They lost the role, or were let out, before it came. */
  | 'access_ended'
  /** It came from a workstation that had been withdrawn. */
  | 'device_withdrawn'
  | 'kept_unknown'
  | 'kept_settled'
  | 'already_set_apart'
  /** A case is set apart by hand when somebody asked for it and somebody else, who supervises, approves. */
  | 'apart_not_asked'
  | 'apart_pending'
  | 'apart_not_as_asked'
  | 'request_unknown'
  | 'own_request'
  /** Somebody set it apart by hand, or nobody did: there is nothing to have seen. */
  | 'not_apart_by_itself'
  | 'same_unit'
  /** Somebody is named in it, or has an interest: it stays with its readers. */
  | 'closed_to_somebody'
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
  | 'not_acknowledged'
  | 'not_accepted'
  | 'investigation_closed'
  | 'outcome_out_of_order'
  | 'outcome_not_recorded'
  | 'journal_of_another_device'
  /** A decision of no further action is signed so that it waits for its approval. */
  | 'approval_missing'
  | 'decision_unknown'
  | 'decision_reviewed'
  /** Nobody approves, reviews or settles what they had a part in. */
  | 'own_decision'
  | 'not_drawn'
  | 'already_drawn'
  | 'not_covered'
  /** Its contents were erased: nothing is added to it any more. */
  | 'case_erased'
  | 'case_on_hold'
  | 'case_still_open'
  | 'not_due_yet'
  | 'group_is_kept'
  | 'keep_until_passed'
  | 'disposal_pending'
  | 'proposal_unknown'
  /** Two people dispose of a case. */
  | 'own_proposal'
  | 'recipient_unknown'
  /** One of that kind has been told already, and their answer is awaited. */
  | 'recipient_open'
  | 'step_out_of_order'
  | 'time_out_of_order'
  | 'in_the_future'
  | 'code_unknown'
  | 'referral_test_missing'
  | 'authority_not_told'
  /** It was made after its statutory time, and no reason was given. */
  | 'late_reason_missing'
  | 'already_told'
  /** The charity is told by codes that are true of the case. */
  | 'feedback_untrue'
  | 'hold_unknown'
  | 'hold_lifted';

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

export const yes: Verdict = { ok: true };

export const no = (refusal: Refusal): Verdict => ({ ok: false, refusal });

export const illegal = (reason: RefusalReason) => no({ code: 'illegal_transition', reason });

export const denied = (reason: RefusalReason, who?: Role) => no({ code: 'not_permitted', reason, ...(who && { who }) });
