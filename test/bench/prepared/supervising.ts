import type { WriteConnection } from '../../../electron/vault/store/connection.ts';
import { identityOf, keepDirectory, trustedOf } from '../../../electron/vault/store/meta.ts';

/** The prepared vault is an assessor's: from here on they supervise. */
export function superviseHere(db: WriteConnection): void {
  const trusted = trustedOf(db);
  const { user } = identityOf(db);
  const who = { ...trusted.directory.users[user]!, memberships: [{ unit: 'MPS', role: 'supervisor' as const }] };
  keepDirectory(db, {
    ...trusted,
    directory: { ...trusted.directory, users: { ...trusted.directory.users, [user]: who } },
  });
}
