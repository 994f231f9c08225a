import Database from '@signalapp/sqlcipher';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { openWriter, type ReadConnection } from '../../electron/vault/store/connection.ts';
import { migrate } from '../../electron/vault/store/migrate.ts';
import { migrations } from '../../electron/vault/store/migrations/index.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { temporaryFolder, TestVault } from '../integration/vault/support/vault.ts';
import { LONG_ROWS } from './support/long-step.ts';

const child = new URL('support/migrating-child.ts', import.meta.url).pathname;
let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

const schemaOf = (db: ReadConnection) =>
  db.all('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name');

function encrypted(file: string, key: Buffer): Database {
  const db = new Database(file);
  db.exec(`PRAGMA key = "x'${key.toString('hex')}'"`);
  return db;
}

/** Rows that each schema could hold, by the number of the step that made their table. */
const rowsAfter: Readonly<Record<number, string>> = {
  1: `INSERT INTO events (id, case_id, compartment, type, seq, status, header)
        VALUES ('e', 'c', 'desk:MPS', 'report_received', 1, 'accepted', '{}');
      INSERT INTO meta VALUES ('last_device_seq', '7');
      INSERT INTO drafts (case_id, part, content, saved_at) VALUES ('c', 'note new', '{"text":"kept"}', '2026-03-01');`,
  2: `INSERT INTO referrals VALUES ('r', 'referral:r', '2026-03-01', 1, '{}');`,
};

describe('assertion 20: migrations', () => {
  test.each(migrations.map((_, index) => index))(
    'an encrypted file at version %i with rows in it becomes what a fresh one is, and keeps its rows',
    (from) => {
      const [key, folder] = [randomBytes(32), temporaryFolder()];
      const [old, fresh] = [join(folder, 'old.db'), join(folder, 'fresh.db')];
      const db = encrypted(old, key);
      for (let step = 1; step <= from; step++) {
        migrate(db, () => undefined, migrations.slice(0, step));
        db.exec(rowsAfter[step] ?? '');
      }
      db.close();

      const migrated = openWriter(old, key);
      const made = openWriter(fresh, key);
      expect(migrated.column('PRAGMA user_version')).toEqual([migrations.length]);
      expect(schemaOf(migrated)).toEqual(schemaOf(made));
      expect(migrated.column('PRAGMA integrity_check')).toEqual(['ok']);
      expect(migrated.column('PRAGMA cipher_integrity_check')).toEqual([]);
      if (from >= 1) {
        expect(migrated.column('SELECT id FROM events')).toEqual(['e']);
        expect(migrated.column('SELECT content FROM drafts')).toEqual(['{"text":"kept"}']);
      }
      if (from >= 2) expect(migrated.column('SELECT case_id FROM referrals')).toEqual(['r']);
      migrated.close();
      made.close();
    },
  );
});

describe('assertion 21: a kill in the midst of a migration', () => {
  test('leaves the file at the old version or at the new one, whole, with every row', async () => {
    const vault = await new TestVault(org).withDirectory();
    await vault.receive(...Array.from({ length: 5 }, () => reportEvent(org)));
    vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    vault.db.close();
    const versions = new Set<number>();
    for (const afterMs of [0, 30, 80, 140, 220, 320, null]) {
      const file = join(temporaryFolder(), 'vault.db');
      copyFileSync(vault.file, file);
      const running = spawn(process.execPath, [child, file, vault.key.toString('hex')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      running.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
      while (!said.includes(afterMs === null ? 'migrated' : 'begun')) await wait(2);
      await wait(afterMs ?? 0);
      running.kill('SIGKILL');
      await once(running, 'close');

      const db = encrypted(file, vault.key);
      const version = Number(db.pragma('user_version', { simple: true }));
      versions.add(version);
      const tables = db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'`).get<{ n: number }>()!.n;
      const columns = db
        .prepare(`SELECT count(*) AS n FROM pragma_table_info('drafts') WHERE name = 'whole'`)
        .get<{ n: number }>()!.n;
      const isNew = version === migrations.length + 1 ? 1 : 0;
      expect([version, tables, columns]).toEqual([migrations.length + isNew, isNew, isNew]);
      if (isNew) expect(db.prepare('SELECT count(*) AS n FROM half').get()).toEqual({ n: LONG_ROWS });
      if (said.includes('migrated')) expect(isNew).toBe(1);
      expect(db.prepare('SELECT count(*) AS n FROM cases').get()).toEqual({ n: 5 });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.pragma('cipher_integrity_check')).toEqual([]);
      db.close();
    }
    // Some died before the end and one after it, or the test shows only half.
    expect([...versions].sort()).toEqual([migrations.length, migrations.length + 1]);
  });
});
