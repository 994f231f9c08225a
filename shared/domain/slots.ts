import type { KnownHeader } from './events/index.ts';

/** What of an event says which slot it writes. */
type OfSlot<H> = H extends KnownHeader ? Pick<H, 'type' | 'facets'> : never;

/**
 * The slot that an event writes, or null. One value stands in a slot at a time: the hub accepts an event only if its
 * `basedOn` names the last accepted event of the same slot (absent for an empty slot). A slot that has moved on is a
 * conflict, shown to its author with both versions; a colleague's note has no slot and never conflicts.
 */
export function slotOf(event: OfSlot<KnownHeader>): string | null {
  switch (event.type) {
    case 'decided':
      return 'decision';
    case 'allocated':
    case 'covered':
    case 'cover_ended':
      return 'allocation';
    case 'moved':
      return 'place';
    case 'apart_requested':
    case 'apart_answered':
      return 'setting apart';
    case 'referred':
      return `referral ${event.facets.referral}`;
    case 'acknowledged':
      return 'acknowledgement';
    case 'referral_accepted':
    case 'referral_returned':
      return 'answer';
    case 'severity_assessed':
      return 'severity';
    case 'interim_measure':
      return `measure ${event.facets.measure} ${event.facets.subject ?? 'all'}`;
    case 'outcome_recorded':
      return `outcome ${event.facets.subject ?? 'all'}`;
    case 'investigation_closed':
      return 'closing';
    case 'retention_reviewed':
    case 'disposal_proposed':
    case 'disposal_returned':
    case 'erased':
      return 'disposal';
    case 'safe_contact_set':
      return 'safe contact';
    case 'person_identified':
      return `person ${event.facets.person}`;
    case 'decision_reviewed':
      return `approval ${event.facets.decision}`;
    case 'second_review_drawn':
      return `drawn ${event.facets.decision}`;
    case 'second_review_found':
      return `second review ${event.facets.decision}`;
    case 'second_review_settled':
      return `settled ${event.facets.decision}`;
    case 'recipient_answered':
      return `recipient ${event.facets.recipient}`;
    case 'charity_told':
      return 'charity';
    case 'question_reviewed':
      return `review ${event.facets.question}`;
    case 'clock_moved':
    case 'clock_settled':
      return `clock ${event.facets.clock}`;
    case 'handed_over':
    case 'hand_over_accepted':
      return 'hand-over';
    default:
      return null;
  }
}
