import type { Me } from '../../../shared/bridge/session.ts';
import type { CaseRead } from './open-case.ts';

/** Whether this person supervises the case: at its desk, or, among the readers of one that is set apart, anywhere. */
export const supervisesCase = ({ memberships }: Pick<Me, 'memberships'>, { row }: Pick<CaseRead, 'row'>): boolean =>
  memberships.some(({ unit, role }) => role === 'supervisor' && (row.readers !== undefined || unit === row.unit));
