import Database from '@signalapp/sqlcipher';
import { createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, copyFileSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dropDraft, saveDraft } from '../../electron/vault/cases/drafts.ts';
import { openReader, openWriter, VaultUnopenable } from '../../electron/vault/store/connection.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { temporaryFolder, TestVault } from '../integration/vault/support/vault.ts';
import { TestWorkstation } from '../integration/vault/support/workstation.ts';
import { digestOf } from './support/vault-threads.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function filled() {
  const vault = await new TestVault(org).withDirectory();
  await vault.receive(
    ...Array.from({ length: 30 }, (_, n) => reportEvent(org, { narrative: `Report ${n}. `.repeat(100) })),
  );
  return vault;
}

/** Shannon's, in bits a byte. */
function entropy(bytes: Buffer): number {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) counts[byte]! += 1;
  return -counts.reduce((sum, n) => (n === 0 ? sum : sum + (n / bytes.length) * Math.log2(n / bytes.length)), 0);
}

/** Every page as SQLCipher 4 lays it out, free ones included; the last 80 bytes are nonce and HMAC. */
function decryptedPages(file: Buffer, key: Uint8Array): Buffer {
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length; at += 4096) {
    const page = file.subarray(at, at + 4096);
    const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(4016, 4032)).setAutoPadding(false);
    pages.push(decipher.update(page.subarray(at === 0 ? 16 : 0, 4016)), decipher.final());
  }
  return Buffer.concat(pages);
}

describe('the database file', () => {
  test('assertion 2: does not begin as SQLite does, and file and WAL have over 7.9 bits of entropy a byte', async () => {
    const vault = await filled();
    const wal = readFileSync(`${vault.file}-wal`);
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(vault.file);
    expect(bytes.subarray(0, 16).toString('latin1')).not.toBe('SQLite format 3\0');
    expect(entropy(bytes)).toBeGreaterThan(7.9);
    expect(wal.length).toBeGreaterThan(100_000);
    expect(entropy(wal)).toBeGreaterThan(7.9);
    expect(entropy(decryptedPages(bytes, vault.key))).toBeLessThan(7);
  });

  test('assertion 3: with a wrong key it is no database, and no byte of it changes', async () => {
    const vault = await filled();
    vault.db.close();
    const before = [digestOf(vault.file), readdirSync(dirname(vault.file))];
    for (const key of [randomBytes(32), Buffer.alloc(32)]) {
      const db = new Database(vault.file);
      db.exec(`PRAGMA key = "x'${key.toString('hex')}'"`);
      expect(() => db.prepare('SELECT count(*) FROM sqlite_schema').get()).toThrow(/SQLITE_NOTADB/);
      db.close();
      expect(() => openWriter(vault.file, key)).toThrow(VaultUnopenable);
      expect(() => openReader(vault.file, key)).toThrow(VaultUnopenable);
    }
    expect([digestOf(vault.file), readdirSync(dirname(vault.file))]).toEqual(before);
    openWriter(vault.file, vault.key).close();
  });

  test('assertion 3: nor where a log lies beside it, as after every lock, or another vault’s file or log does', async () => {
    const [mine, other] = [await filled(), await filled()];
    // Files as a killed process leaves them: the log is not carried over.
    const folder = temporaryFolder();
    const lay = (name: string, database: TestVault, log: TestVault) => {
      const file = join(folder, name);
      copyFileSync(database.file, file);
      copyFileSync(`${log.file}-wal`, `${file}-wal`);
      return file;
    };
    for (const [name, database, log, key] of [
      ['wrong-key.db', mine, mine, other.key],
      ['log-of-another.db', mine, other, mine.key],
      ['log-of-another-2.db', mine, other, other.key],
    ] as const) {
      const file = lay(name, database, log);
      const before = [digestOf(file), digestOf(`${file}-wal`)];
      expect(() => openWriter(file, key), name).toThrow(VaultUnopenable);
      expect(() => openReader(file, key), name).toThrow(VaultUnopenable);
      expect([digestOf(file), digestOf(`${file}-wal`)], name).toEqual(before);
    }
    const file = lay('own.db', mine, mine);
    const db = openWriter(file, mine.key);
    expect(db.column('SELECT count(*) FROM cases')).toEqual([30]);
    db.close();
  });

  test('a first page torn by a power cut while the log was carried over is taken from the log', async () => {
    const vault = await filled();
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    vault.db.exec('CREATE TABLE torn (x)');
    const file = join(temporaryFolder(), 'vault.db');
    copyFileSync(vault.file, file);
    copyFileSync(`${vault.file}-wal`, `${file}-wal`);
    const handle = openSync(file, 'r+');
    writeSync(handle, randomBytes(2048), 0, 2048, 2048);
    closeSync(handle);
    const db = openWriter(file, vault.key);
    expect(db.column('SELECT count(*) FROM cases')).toEqual([30]);
    db.close();
  });

  test('assertion 17: every file of a vault is 0600 in a folder of 0700, also where the umask allows more', async () => {
    const umask = process.umask(0);
    try {
      const station = await new TestWorkstation(org).start();
      await station.setUp();
      await station.receiveDirectory();
      const names = readdirSync(station.profile);
      expect(names).toEqual(expect.arrayContaining(['key-slots.json', 'vault.db', 'vault.db-wal', 'vault.db-shm']));
      expect(statSync(station.profile).mode & 0o777).toBe(0o700);
      const modes = names.map((name) => [name, (statSync(join(station.profile, name)).mode & 0o777).toString(8)]);
      expect(modes).toEqual(names.map((name) => [name, '600']));
    } finally {
      process.umask(umask);
    }
  });

  test('assertion 22: what a person deletes is in no decrypted page and no search entry once the WAL is folded in', async () => {
    const vault = await filled();
    const [caseId] = vault.db.column<string>('SELECT case_id FROM cases');
    const words = `the telltale heliotrope ${'of Quentin Xylander '.repeat(300)}`;
    saveDraft(vault.writing, caseId!, 'note new', { text: words });
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(decryptedPages(readFileSync(vault.file), vault.key).includes('heliotrope')).toBe(true);
    dropDraft(vault.writing, caseId!, 'note new');
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(statSync(`${vault.file}-wal`).size).toBe(0);
    const pages = decryptedPages(readFileSync(vault.file), vault.key);
    for (const word of ['heliotrope', 'telltale', 'Xylander']) expect(pages.includes(word)).toBe(false);
    expect((await vault.open({ search: 'heliotrope' })).total).toBe(0);
  });

  test('assertion 23: whatever a reader tries to write is refused as SQLITE_READONLY', async () => {
    const vault = await filled();
    const reader = openReader(vault.file, vault.key);
    for (const sql of [
      'DELETE FROM cases',
      `UPDATE meta SET value = '0'`,
      `INSERT INTO meta VALUES ('x', '1')`,
      'CREATE TABLE written (x)',
      'DROP TABLE drafts',
      `INSERT INTO search (search) VALUES ('rebuild')`,
      'PRAGMA user_version = 99',
    ])
      expect(() => reader.all(sql), sql).toThrow(/SQLITE_READONLY/);
    expect(reader.column('PRAGMA query_only')).toEqual([1]);
    expect(reader.column('SELECT count(*) FROM cases')).toEqual([30]);
    reader.close();
  });
});
