import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import Database, { type Statement } from '@signalapp/sqlcipher';
import { isQuarantined, release } from '../integrity/quarantine.ts';
import { databaseFits } from '../keys/first-page.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { readerPragmas, writerPragmas } from './pragmas.ts';

export type SqlValue = string | number | null | Uint8Array<ArrayBuffer>;
export type SqlParameters = readonly SqlValue[];
export type SqlRow = Record<string, SqlValue>;

/**
 * A connection that can only read. Reading functions take this type, so that a reader that writes does not compile;
 * the connection itself is `query_only` besides.
 */
export interface ReadConnection {
  all<Row extends SqlRow = SqlRow>(sql: string, parameters?: SqlParameters): Row[];
  get<Row extends SqlRow = SqlRow>(sql: string, parameters?: SqlParameters): Row | undefined;
  /** The first column of every row. */
  column<Value extends SqlValue = SqlValue>(sql: string, parameters?: SqlParameters): Value[];
  close(): void;
}

export interface WriteConnection extends ReadConnection {
  /** @returns how many rows changed and the row id of the last one inserted */
  run(sql: string, parameters?: SqlParameters): { changes: number; lastInsertRowid: number };
  /** Several statements without parameters. */
  exec(sql: string): void;
  /** Everything in `work` or nothing. Not nested. */
  transaction<Result>(work: () => Result): Result;
  /** A transaction that goes on over several steps of a job: nothing else may write here until it has ended. */
  begin(): Transaction;
}

export interface Transaction {
  commit(): void;
  /** Nothing of it was ever there. Also after a commit that failed. */
  rollback(): void;
}

/** The database cannot be opened. `vault_newer`: written by a later version, left untouched. */
export class VaultUnopenable extends Error {
  readonly code: 'vault_damaged' | 'vault_newer';
  constructor(code: 'vault_damaged' | 'vault_newer') {
    super(code);
    this.name = 'VaultUnopenable';
    this.code = code;
  }
}

function connect(file: string, key: Uint8Array): Database {
  if (!databaseFits(file, key)) throw new VaultUnopenable('vault_damaged');
  const db = new Database(file, { cacheStatements: true });
  try {
    // By exec, not by a cached statement, so that no compiled statement keeps the key. A raw key needs no derivation.
    db.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`);
    // Both threads open the file at once after an unlock, and one of them may have to recover its WAL.
    db.exec('PRAGMA busy_timeout = 5000');
    if (db.pragma('cipher_version', { simple: true }) === undefined) throw new Error('this SQLite has no cipher');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    db.close();
    if (error instanceof Error && /NOTADB|CORRUPT/.test(error.message)) throw new VaultUnopenable('vault_damaged');
    throw error;
  }
  return db;
}

function reading(db: Database): ReadConnection {
  const prepared = new Map<string, Statement>();
  const plucked = new Map<string, Statement<{ pluck: true }>>();
  const statement = (sql: string) => {
    let found = prepared.get(sql);
    if (!found) prepared.set(sql, (found = db.prepare(sql)));
    return found;
  };
  const pluck = (sql: string) => {
    let found = plucked.get(sql);
    if (!found) plucked.set(sql, (found = db.prepare(sql, { pluck: true })));
    return found;
  };
  return {
    all: <Row extends SqlRow>(sql: string, parameters: SqlParameters = []) => statement(sql).all<Row>(parameters),
    get: <Row extends SqlRow>(sql: string, parameters: SqlParameters = []) => statement(sql).get<Row>(parameters),
    column: <Value extends SqlValue>(sql: string, parameters: SqlParameters = []) => pluck(sql).all<Value>(parameters),
    close: () => db.close(),
  };
}

/** A quarantined file is looked through page by page before anything is written to it. */
function leaveQuarantine(file: string, key: Uint8Array): void {
  const db = connect(file, key);
  try {
    if (db.pragma('cipher_integrity_check').length > 0) throw new VaultUnopenable('vault_damaged');
  } finally {
    db.close();
  }
  release(file, Date.now());
}

/**
 * Opens the vault's database for its one writer, makes it on first use (mode 0600) and migrates it.
 * @param key raw 32 bytes
 * @param steps the migrations of this file; the vault's own by default
 * @throws VaultUnopenable; a quarantined file is opened only once all its pages are whole again
 */
export function openWriter(file: string, key: Uint8Array, steps = migrations): WriteConnection {
  if (isQuarantined(file)) leaveQuarantine(file, key);
  // Only where there is none: closing a handle on a database that is open here would drop its locks (`kept-handle.ts`).
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const db = connect(file, key);
  try {
    const verdict = migrate(
      db,
      () => {
        for (const pragma of writerPragmas) db.exec(`PRAGMA ${pragma}`);
      },
      steps,
    );
    if (verdict === 'newer') throw new VaultUnopenable('vault_newer');
  } catch (error) {
    db.close();
    throw error;
  }
  const read = reading(db);
  const prepared = new Map<string, Statement>();
  const begin = (): Transaction => {
    db.exec('BEGIN IMMEDIATE');
    return {
      commit: () => db.exec('COMMIT'),
      rollback() {
        try {
          db.exec('ROLLBACK');
        } catch {
          // A full disk rolls back by itself.
        }
      },
    };
  };
  return {
    ...read,
    run(sql, parameters = []) {
      let statement = prepared.get(sql);
      if (!statement) prepared.set(sql, (statement = db.prepare(sql)));
      return statement.run(parameters);
    },
    exec: (sql) => db.exec(sql),
    begin,
    transaction<Result>(work: () => Result): Result {
      const transaction = begin();
      try {
        const result = work();
        transaction.commit();
        return result;
      } catch (error) {
        transaction.rollback();
        throw error;
      }
    },
  };
}

/**
 * A reader that goes on after a page which does not open: SQLCipher refuses everything on a connection that has met
 * one, whatever page is asked for next. The next connection is opened before the old one is closed, since closing the
 * last one of a database writes its log into it.
 */
export function openLastingReader(file: string, key: Uint8Array): ReadConnection {
  const opened = [openReader(file, key)];
  const current = () => opened.at(-1)!;
  const renewing = <Value>(read: () => Value): Value => {
    try {
      return read();
    } catch (error) {
      try {
        opened.push(openReader(file, key));
        opened.shift()!.close();
      } catch {
        // The old one stays: it will say again what is wrong.
      }
      throw error;
    }
  };
  return {
    all: <Row extends SqlRow>(sql: string, parameters?: SqlParameters) =>
      renewing(() => current().all<Row>(sql, parameters)),
    get: <Row extends SqlRow>(sql: string, parameters?: SqlParameters) =>
      renewing(() => current().get<Row>(sql, parameters)),
    column: <Value extends SqlValue>(sql: string, parameters?: SqlParameters) =>
      renewing(() => current().column<Value>(sql, parameters)),
    close: () => current().close(),
  };
}

/** Opens a second connection that only reads. The writer has made and migrated the file before. */
export function openReader(file: string, key: Uint8Array): ReadConnection {
  const db = connect(file, key);
  for (const pragma of readerPragmas) db.exec(`PRAGMA ${pragma}`);
  return reading(db);
}
