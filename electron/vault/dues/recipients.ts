import type { z } from 'zod';
import type { duesCalls } from '../../../shared/bridge/dues.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import { mayRead } from '../../../shared/domain/standing.ts';

type Recipients = z.output<(typeof duesCalls)['handover.people']['output']>;

/** Colleagues who work at every desk concerned, by name; whoever cannot hold one of the cases is marked, not why. */
export function handOverPeople(db: ReadConnection, caseIds: readonly string[]): Recipients {
  const directory = directoryOf(db);
  const { user: me } = identityOf(db);
  const cases = caseIds.flatMap((caseId) => caseInView(db, caseId)?.facts ?? []);
  const units = new Set(cases.map((facts) => facts.received.unit));
  return Object.values(directory.users)
    .filter(
      ({ user, memberships }) =>
        user !== me &&
        units.size > 0 &&
        [...units].every((unit) =>
          memberships.some((m) => m.unit === unit && (m.role === 'assessor' || m.role === 'supervisor')),
        ),
    )
    .map(({ user, name }) => ({
      user,
      name,
      canReceive: cases.every((facts) => mayRead(facts, user) && facts.screened[user] !== 'declared'),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
