import { mayKeepRecords } from '../../../shared/domain/roles.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

/** Who may look for a person over all cases in reach: whoever answers for a desk, a supervisor or an information officer. */
export function maySearchSubjects(db: ReadConnection): boolean {
  const memberships = directoryOf(db).users[identityOf(db).user]?.memberships ?? [];
  return mayKeepRecords(memberships);
}
