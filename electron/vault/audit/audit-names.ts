import type { CallOutput } from '../../../shared/bridge/contract.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf } from '../store/meta.ts';

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

/** Everybody and every workstation that an entry can be of. */
export function auditNames(db: ReadConnection): CallOutput<'audit.names'> {
  const { users, devices } = directoryOf(db);
  return {
    people: Object.values(users)
      .map(({ user, name }) => ({ user, name }))
      .sort(byName),
    devices: Object.values(devices)
      .map(({ device, user, withdrawn }) => ({ device, user, name: users[user]?.name ?? '', withdrawn }))
      .sort(byName),
  };
}
