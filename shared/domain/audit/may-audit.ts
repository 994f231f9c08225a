import type { Membership } from '../events/directory.ts';
import { isAuditor } from '../roles.ts';

/**
 * How far somebody's audit reaches: an auditor's over everything that their vault holds, a supervisor's over the cases of
 * the units in which they supervise (and their own journal); null for everybody else.
 */
export function auditReach(memberships: readonly Membership[]): 'all' | readonly string[] | null {
  if (isAuditor(memberships)) return 'all';
  const units = memberships.filter((m) => m.role === 'supervisor').map((m) => m.unit);
  return units.length > 0 ? [...new Set(units)] : null;
}
