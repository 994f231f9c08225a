import type { Membership, Role } from './events/directory.ts';
import type { KnownHeader } from './events/index.ts';
import type { CaseFacts } from './facts.ts';
import { never } from './never.ts';
import { isOpen } from './setting-apart.ts';
import type { RefusalReason, Verdict } from './verdict.ts';

export type SettingApartEvent = Extract<KnownHeader, { type: 'apart_requested' | 'apart_answered' | 'apart_seen' }>;

interface Person {
  readonly user: string;
  readonly memberships: readonly Membership[];
}

const yes: Verdict = { ok: true };
const illegal = (reason: RefusalReason): Verdict => ({ ok: false, refusal: { code: 'illegal_transition', reason } });
const denied = (reason: RefusalReason, who?: Role): Verdict => ({
  ok: false,
  refusal: { code: 'not_permitted', reason, ...(who && { who }) },
});

/** A supervisor of where the case lies; among the readers of a case that is set apart, one of anywhere. */
const supervises = ({ memberships }: Person, { apart, received }: CaseFacts) =>
  memberships.some(({ unit, role }) => role === 'supervisor' && (apart || unit === received.unit));

/**
 * Judges what is said about setting a case apart, by somebody of its desk who has declared no conflict. The approval is no
 * event of its own: it is the move (`permitsMove`), so that nothing lies between the word and the deed.
 */
export function permitsSettingApart(actor: Person, facts: CaseFacts, event: SettingApartEvent): Verdict {
  const { apart, screened, work } = facts;
  const { request, seenBy } = work.apart;
  switch (event.type) {
    case 'apart_requested':
      if (apart) return illegal('already_set_apart');
      if (request?.state === 'waiting') return illegal('apart_pending');
      return event.facets.readers.some((user) => screened[user] === 'declared') ? denied('cannot_receive') : yes;
    case 'apart_answered': {
      const { verdict } = event.facets;
      if (request?.request !== event.facets.request || !isOpen(request, verdict)) return illegal('request_unknown');
      if (verdict === 'withdrawn') return request.by === actor.user ? yes : denied('not_the_author');
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      return request.by === actor.user ? denied('own_request', 'supervisor') : yes;
    }
    case 'apart_seen':
      if (!apart || apart.why === 'by_hand') return illegal('not_apart_by_itself');
      if (!supervises(actor, facts)) return denied('role_missing', 'supervisor');
      return seenBy === null ? yes : illegal('already_acknowledged');
    default:
      return never(event);
  }
}
