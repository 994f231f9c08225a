import { auditReach } from '../../../shared/domain/audit/may-audit.ts';
import { deskOf } from '../../../shared/domain/compartment.ts';
import { isVouched } from '../../../shared/domain/directory.ts';
import { desksOf } from '../../../shared/domain/directory.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

/** A condition on `audit` that holds for what this person's audit reaches; null for whoever may not audit. */
export interface Reach {
  readonly of: 'all' | 'units';
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** A case that is closed to this person (they declared a conflict) is closed in the audit, too. */
const notHidden = 'NOT EXISTS (SELECT 1 FROM cases c WHERE c.case_id = audit.case_id AND c.hidden = 1)';

export function reachOf(db: ReadConnection): Reach | null {
  const { user, device } = identityOf(db);
  const directory = directoryOf(db);
  const memberships = directory.users[user]?.memberships ?? [];
  const reach = auditReach(memberships);
  if (reach === null) return null;
  if (reach === 'all') {
    // By the hub's word alone nobody becomes an auditor; the hub could open nothing for them anyway.
    return isVouched(directory, device) ? { of: 'all', sql: notHidden, parameters: [] } : null;
  }
  const foreign = desksOf(memberships).filter((unit) => !reach.includes(unit));
  if (foreign.length === 0) return { of: 'units', sql: notHidden, parameters: [] };
  return {
    of: 'units',
    sql: `${notHidden} AND NOT EXISTS (SELECT 1 FROM events e WHERE e.n = audit.n
      AND e.compartment IN (SELECT value FROM json_each(?)))`,
    parameters: [JSON.stringify(foreign.map(deskOf))],
  };
}
