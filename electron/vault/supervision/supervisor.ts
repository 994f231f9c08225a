import type { Directory } from '../../../shared/domain/directory.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf, identityOf } from '../store/meta.ts';
import type { Actor } from '../../../shared/domain/verdict.ts';
import { supervises } from '../../../shared/domain/standing.ts';

/** This person as the rules know them, and the units that they supervise. */
export interface Supervisor {
  readonly actor: Actor;
  readonly directory: Directory;
  readonly units: readonly string[];
  readonly over: (facts: CaseFacts) => boolean;
}

export function supervisorOf(db: ReadConnection): Supervisor {
  const { user, device } = identityOf(db);
  const directory = directoryOf(db);
  const memberships = directory.users[user]?.memberships ?? [];
  const actor = { user, device, memberships };
  const units = memberships.flatMap(({ unit, role }) => (role === 'supervisor' ? [unit] : []));
  return { actor, directory, units, over: (facts) => supervises(actor, facts) };
}

/** The people who assess or supervise at a desk, by name. */
export const peopleAt = ({ users }: Directory, unit: string) =>
  Object.values(users)
    .filter(({ memberships }) =>
      memberships.some((m) => m.unit === unit && (m.role === 'assessor' || m.role === 'supervisor')),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
