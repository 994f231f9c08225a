import { existsSync } from 'node:fs';
import type { KeyringContents } from '../keyring/contents.ts';
import { readKeyring, writeKeyring } from '../keyring/file.ts';
import { initialise, type Keep } from '../keyring/keyring.ts';
import { adminClient } from './admin-client.ts';
import { ensureAuditUnit } from './audit-unit.ts';
import type { DataFolder } from './data-folder.ts';
import type { HubAccess } from './hub-access.ts';
import { membershipsOf } from './roles.ts';
import { Stop } from './stop.ts';

export interface OpenKeyring {
  readonly contents: KeyringContents;
  readonly keep: Keep;
}

const keeper =
  (data: DataFolder, passphrase: string, workFactor?: number): Keep =>
  (contents) =>
    writeKeyring(data.keyring, contents, passphrase, workFactor);

export async function openKeyring(data: DataFolder, passphrase: string, workFactor?: number): Promise<OpenKeyring> {
  const read = await readKeyring(data.keyring, passphrase);
  if (read.ok) return { contents: read.contents, keep: keeper(data, passphrase, workFactor) };
  if (read.code === 'missing')
    throw new Stop(`there is no keyring in ${data.folder}: make one with "npm run hub -- grant --new-keyring"`);
  throw new Stop(read.reason);
}

/** Makes, enrols and writes a keyring. One that is there already is never replaced: its keys would be lost. */
export async function makeKeyring(
  data: DataFolder,
  access: HubAccess,
  name: string,
  passphrase: string,
  workFactor?: number,
): Promise<OpenKeyring> {
  if (existsSync(data.keyring)) throw new Stop(`there is a keyring already: ${data.keyring}`);
  if (passphrase === '') throw new Stop('the passphrase is empty: choose one of four words or more');
  const admin = adminClient(access);
  await ensureAuditUnit(admin);
  const user = await admin.setUser({ name, memberships: membershipsOf(['keyring'], undefined, await admin.units()) });
  const keep = keeper(data, passphrase, workFactor);
  const made = await initialise(access.transport, (await admin.makeCode(user)).code, keep);
  if (!made.ok) throw new Stop(made.reason);
  return { contents: made.contents, keep };
}
