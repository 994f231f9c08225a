import type { KnownHeader } from './events/index.ts';

/**
 * The slot that an event writes, or null. One value stands in a slot at a time: the hub accepts an event only if its
 * `basedOn` names the last accepted event of the same slot (absent for an empty slot). A slot that has moved on is a
 * conflict, shown to its author with both versions; a colleague's note has no slot and never conflicts.
 */
export function slotOf(event: KnownHeader): string | null {
  switch (event.type) {
    case 'decided':
      return 'decision';
    case 'allocated':
      return 'allocation';
    case 'referred':
      return `referral ${event.facets.referral}`;
    case 'acknowledged':
      return 'acknowledgement';
    case 'safe_contact_set':
      return 'safe contact';
    case 'person_identified':
      return `person ${event.facets.person}`;
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
