import Judge from 'better-sqlite3-multiple-ciphers';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openReader } from '../../electron/vault/store/connection.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { temporaryFolder, TestVault } from '../integration/vault/support/vault.ts';

/** How another implementation of the format, SQLite3 Multiple Ciphers, is told to open a file. */
interface Told {
  readonly legacy?: number;
  readonly cipher?: string;
  readonly key?: Uint8Array;
}

function judge(file: string, { cipher = 'sqlcipher', legacy = 4, key }: Told, readonly = true): Judge {
  const db = new Judge(file, { readonly });
  db.pragma(`cipher = '${cipher}'`);
  db.pragma(`legacy = ${legacy}`);
  if (key !== undefined) db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  return db;
}

const sealedAgain = (file: string, told: Told) => {
  const db = judge(file, told);
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return 'opened';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    db.close();
  }
};

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

describe('an independent implementation of SQLCipher 4', () => {
  test('reads with the raw key what we wrote, and finds the file whole', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(reportEvent(org, { narrative: 'a telltale heliotrope' }));
    vault.db.close();
    const db = judge(vault.file, { key: vault.key });
    const payloads = db.prepare(`SELECT payload FROM events WHERE type = 'report_received'`).pluck().all();
    expect(payloads).toEqual([expect.stringContaining('a telltale heliotrope')]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  test('is refused with another key, with none, with the parameters of SQLCipher 3 and with another cipher', async () => {
    const vault = await new TestVault(org).withDirectory();
    vault.db.close();
    const { file, key } = vault;
    expect(sealedAgain(file, { key })).toBe('opened');
    const oneBitOff = Uint8Array.from(key);
    oneBitOff[31]! ^= 1;
    for (const told of [
      { key: randomBytes(32) },
      { key: oneBitOff },
      {},
      { key, legacy: 3 },
      { key, cipher: 'chacha20' },
    ])
      expect(sealedAgain(file, told)).toBe('SQLITE_NOTADB');
  });

  test('writes a file that we read', () => {
    const file = join(temporaryFolder(), 'judge.db');
    const key = randomBytes(32);
    const db = judge(file, { key }, false);
    db.exec(`CREATE TABLE said (word TEXT); INSERT INTO said VALUES ('marigold')`);
    db.close();
    const reader = openReader(file, key);
    expect(reader.column('SELECT word FROM said')).toEqual(['marigold']);
    reader.close();
  });
});
