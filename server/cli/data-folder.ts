import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where a hub keeps what is its own. Every file in it is for its owner only. */
export interface DataFolder {
  readonly folder: string;
  /** Identity: id, epoch, key pair. Never part of a database backup. */
  readonly hub: string;
  readonly adminToken: string;
  /** Address of the hub that runs over this folder. */
  readonly running: string;
  readonly lock: string;
  /** The embedded database, unless DATABASE_URL names a server. */
  readonly database: string;
  readonly gateway: string;
  readonly gatewayLock: string;
  /** Where the directory stood when the gateway and the keyring read it last, by device. */
  readonly directorySeen: string;
  readonly keyring: string;
  /** A keyring of an earlier version, which one passphrase opened. */
  readonly oldKeyring: string;
  /** Only of a demonstration, a line for each officer: a real officer's passphrase is written nowhere. */
  readonly keyringPassphrase: string;
  /** The public half of the organisation's recovery key, as vaults that enrol are told it. */
  readonly recoveryRecipient: string;
  /** Only of a demonstration: a real recovery key and its passphrase are with two people, not on a server. */
  readonly recoveryIdentity: string;
  readonly recoveryPassphrase: string;
  readonly demonstration: string;
}

export const defaultFolder = () =>
  process.env['CANDOUR_HUB_DATA'] ?? join(homedir(), '.local', 'share', 'candour', 'hub');

export function dataFolder(option: string | undefined): DataFolder {
  const folder = resolve(option ?? defaultFolder());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: string) => join(folder, name);
  return {
    folder,
    hub: at('hub.json'),
    adminToken: at('admin-token'),
    running: at('hub-running.json'),
    lock: at('hub.lock'),
    database: at('database'),
    gateway: at('gateway.json'),
    gatewayLock: at('gateway.lock'),
    directorySeen: at('directory-seen.json'),
    keyring: at('keyring.json'),
    oldKeyring: at('keyring.age'),
    keyringPassphrase: at('keyring-passphrase'),
    recoveryRecipient: at('recovery-recipient'),
    recoveryIdentity: at('recovery-identity.age'),
    recoveryPassphrase: at('recovery-passphrase'),
    demonstration: at('demonstration.json'),
  };
}
