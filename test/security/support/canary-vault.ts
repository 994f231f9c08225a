/** A workstation's vault, opened as only its passphrase can open it: to show that the canaries are there, and to have its keys. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ATTACHMENTS, DATABASE, fileKey } from '../../../electron/vault/keys/file-key.ts';
import { openVaultKeys } from '../../../electron/vault/keys/vault-keys.ts';
import { openReader, type ReadConnection } from '../../../electron/vault/store/connection.ts';
import { readMeta } from '../../../electron/vault/store/meta.ts';
import { temporaryFolder } from '../../integration/vault/support/vault.ts';
import type { Secret } from './canary-forms.ts';

export interface OpenedVault {
  /** The data key, the keys of its files, and the device's own private keys, by name. */
  readonly keys: Record<string, Secret>;
  /** Every value of every table. */
  readonly text: string;
  /** How many rows each table of the reports' files has. */
  readonly files: Record<string, number>;
}

const tablesOf = (db: ReadConnection) =>
  db.column<string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`);

/** Copies the vault aside first: looking must not change it. */
export async function openVaultOf(profile: string, passphrase: string): Promise<OpenedVault> {
  const folder = temporaryFolder();
  for (const name of ['key-slots.json', DATABASE, `${DATABASE}-wal`, ATTACHMENTS, `${ATTACHMENTS}-wal`])
    if (existsSync(join(profile, name))) copyFileSync(join(profile, name), join(folder, name));
  const deviceSecret = { mode: 'passphrase-only' } as const;
  const opened = await openVaultKeys({ profile: folder, passphrase, deviceSecret, now: Date.now() });
  if (!opened.ok) throw new Error(opened.code);
  const databaseKey = fileKey(opened.dataKey, DATABASE);
  const filesKey = fileKey(opened.dataKey, ATTACHMENTS);
  const db = openReader(join(folder, DATABASE), databaseKey);
  const files = openReader(join(folder, ATTACHMENTS), filesKey);
  try {
    const identity = readMeta(db, 'identity')!;
    const rows = tablesOf(db).flatMap((table) => db.all(`SELECT * FROM "${table}"`));
    const values = rows.flatMap((row) => Object.values(row));
    return {
      keys: {
        'data key': opened.dataKey,
        'database key': databaseKey,
        'key of the files': filesKey,
        'signing key': Buffer.from(identity.signing.privateKey, 'base64'),
        'sealing key': Buffer.from(identity.sealing.privateKey, 'base64'),
      },
      text: values
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
        .join('\n'),
      files: Object.fromEntries(
        tablesOf(files).map((table) => [table, files.column<number>(`SELECT count(*) FROM "${table}"`)[0]!]),
      ),
    };
  } finally {
    db.close();
    files.close();
  }
}
