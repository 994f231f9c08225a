/** A workstation's vault, opened as only its passphrase can open it: to show that the canaries are there, and to have its keys. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ATTACHMENTS, DATABASE, fileKey } from '../../../electron/vault/keys/file-key.ts';
import { openVaultKeys } from '../../../electron/vault/keys/vault-keys.ts';
import { openReader } from '../../../electron/vault/store/connection.ts';
import { readMeta } from '../../../electron/vault/store/meta.ts';
import { temporaryFolder } from '../../integration/vault/support/vault.ts';
import type { Secret } from './canary-forms.ts';

export interface OpenedVault {
  /** The data key, the keys of its files, and the device's own private keys, by name. */
  readonly keys: Record<string, Secret>;
  /** Every value of every table. */
  readonly text: string;
}

/** Copies the vault aside first: looking must not change it. */
export async function openVaultOf(profile: string, passphrase: string): Promise<OpenedVault> {
  const folder = temporaryFolder();
  for (const name of ['key-slots.json', DATABASE, `${DATABASE}-wal`])
    if (existsSync(join(profile, name))) copyFileSync(join(profile, name), join(folder, name));
  const deviceSecret = { mode: 'passphrase-only' } as const;
  const opened = await openVaultKeys({ profile: folder, passphrase, deviceSecret, now: Date.now() });
  if (!opened.ok) throw new Error(opened.code);
  const databaseKey = fileKey(opened.dataKey, DATABASE);
  const db = openReader(join(folder, DATABASE), databaseKey);
  try {
    const identity = readMeta(db, 'identity')!;
    const tables = db.column<string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
    );
    const rows = tables.flatMap((table) => db.all(`SELECT * FROM "${table}"`));
    const values = rows.flatMap((row) => Object.values(row));
    return {
      keys: {
        'data key': opened.dataKey,
        'database key': databaseKey,
        'key of the files': fileKey(opened.dataKey, ATTACHMENTS),
        'signing key': Buffer.from(identity.signing.privateKey, 'base64'),
        'sealing key': Buffer.from(identity.sealing.privateKey, 'base64'),
      },
      text: values
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
        .join('\n'),
    };
  } finally {
    db.close();
  }
}
