/** What a vault holds, written into another encrypted database by nothing but prepared statements. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openWriter, type ReadConnection } from '../../../electron/vault/store/connection.ts';
import { processorMs } from './station.ts';

/** Filled by triggers, or by FTS5 itself. */
const byItself = /^(sqlite_.*|cases_turned|tallies|search(_subjects)?_(data|idx|content|docsize|config))$/;
const words: Readonly<Record<string, string>> = {
  search: 'rowid, narrative, notes',
  search_subjects: 'rowid, names',
};
const AT_ONCE = 500;

export interface Bare {
  readonly ms: number;
  readonly processorMs: number;
}

/**
 * Writes the same rows, with the same indexes, triggers and indexes of words: table after table in the order of their
 * keys, 500 rows in a transaction, flushed as an intake is. Reading them is not counted.
 */
export function writeBareRows(from: ReadConnection, folder: string): Bare {
  const db = openWriter(join(folder, 'bare.db'), randomBytes(32));
  db.exec('PRAGMA synchronous = NORMAL');
  const tables = from
    .column<string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .filter((name) => !byItself.test(name));
  let ms = 0;
  let processor = 0;
  for (const table of tables)
    for (let at = 0; ; at += AT_ONCE) {
      const rows = from.all(`SELECT ${words[table] ?? '*'} FROM ${table} LIMIT ? OFFSET ?`, [AT_ONCE, at]);
      if (rows.length === 0) break;
      const columns = Object.keys(rows[0]!);
      const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
      const values = rows.map((row) => columns.map((column) => row[column]!));
      const cpu = process.cpuUsage();
      const began = performance.now();
      db.transaction(() => {
        for (const row of values) db.run(insert, row);
      });
      ms += performance.now() - began;
      processor += processorMs(cpu);
    }
  db.close();
  return { ms, processorMs: processor };
}
