import type { Officer } from '../../../shared/bridge/danger.ts';
import type { Directory } from '../../../shared/domain/directory.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import { mayRead } from '../../../shared/domain/standing.ts';

/** Whether a case is open to somebody, as far as is known here: why it is not is nobody's business. */
const openTo = (facts: CaseFacts, user: string) => mayRead(facts, user) && facts.screened[user] !== 'declared';

/**
 * Who is rung about a case, first to last: those on call for its unit, else its supervisors, without a number. Nobody to
 * whom the case is closed is named.
 */
export function officersOf(directory: Directory, facts: CaseFacts): Officer[] {
  const { unit } = facts.received;
  const onCall = (directory.onCall?.[unit] ?? []).flatMap(({ user, telephone }): Officer[] => {
    const known = directory.users[user];
    return known === undefined || !openTo(facts, user) ? [] : [{ user, name: known.name, telephone, onCall: true }];
  });
  if (onCall.length > 0) return onCall;
  return Object.values(directory.users)
    .filter(({ user, memberships }) => {
      const supervises = memberships.some((held) => held.unit === unit && held.role === 'supervisor');
      return supervises && openTo(facts, user);
    })
    .map(({ user, name }) => ({ user, name, telephone: null, onCall: false }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
