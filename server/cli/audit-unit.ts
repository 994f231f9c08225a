import { AUDIT_UNIT } from '../keyring/contents.ts';
import type { AdminClient } from './admin-client.ts';

/** Adds the unit whose key journals are sealed to; gateways and keyrings are members of it too. */
export const ensureAuditUnit = (admin: AdminClient) =>
  admin.addUnit({ unit: AUDIT_UNIT, name: 'Auditors', kind: 'audit' });
