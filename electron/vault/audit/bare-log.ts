import { unitOfDesk } from '../../../shared/domain/compartment.ts';
import { desksReadBy, isAuditor } from '../../../shared/domain/directory.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

/**
 * Whether only the headers of this log are held here: an auditor's, of a desk at which they do not work. No case is
 * folded from them, so that an auditor's workstation has no Desk, no people and no search.
 */
export function isBare(db: ReadConnection, compartment: string): boolean {
  const unit = unitOfDesk(compartment);
  if (unit === null) return false;
  const memberships = directoryOf(db).users[identityOf(db).user]?.memberships ?? [];
  return isAuditor(memberships) && !desksReadBy(memberships).includes(unit);
}
