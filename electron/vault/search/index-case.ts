import { createHash } from 'node:crypto';
import { foldCase, emptyCase, type CaseFile } from '../../../shared/domain/case-file.ts';
import { textsOf } from '../../../shared/domain/search/case-texts.ts';
import { MASK, maskNames } from '../cases/masking.ts';
import type { Report } from '../cases/case-row.ts';
import type { WriteConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { searchable } from './searchable.ts';
import { joined, namesIn } from './sections.ts';

/** Raised whenever other texts are taken: with the fold's version, so that every case is gone through. */
const INDEX_VERSION = 3;

/** What the index holds of a case: nothing (declared, or not opened yet), the text with names masked, or all of it. */
export type IndexMode = 'none' | 'masked' | 'full';

/** What the index takes of a case besides its narrative. */
export interface Written {
  /** What was written about it and stands, and the text of its files, each behind the mark of its place. */
  readonly notes: string;
  /** Everybody who is named in it: reported, or identified since. */
  readonly names: readonly { readonly name: string }[];
}

/** Of a case that has just arrived, about which nobody can have written. */
export const writtenInReport = (report: Report | null, mode: IndexMode): Written =>
  written({ ...emptyCase(''), report }, mode, []);

export function writtenOf(db: WriteConnection, caseId: string, mode: IndexMode): Written {
  const file = eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));
  const texts = db.column<string>('SELECT text FROM attachment_texts WHERE case_id = ? ORDER BY attachment', [caseId]);
  return written(file, mode, texts);
}

/** Who somebody is stands in the index only once this person's own conflict screen is passed. */
function written(file: CaseFile, mode: IndexMode, texts: readonly string[]): Written {
  const sections = textsOf(file).filter(({ place }) => mode === 'full' || place !== 'person');
  const files = texts.map((text) => ({ place: 'attachment' as const, text }));
  return { notes: joined([...sections, ...files]), names: namesIn(file) };
}

const digest = (text: string) => (text === '' ? '' : createHash('sha256').update(text).digest('base64').slice(0, 16));

/** What `cases.indexed` says once the entry is written; `''` when there is none. A new name changes what is masked, too. */
export const indexState = (mode: IndexMode, report: Report | null, { notes, names }: Written) =>
  mode === 'none' || report === null
    ? ''
    : [INDEX_VERSION, mode, digest(notes), digest(names.map(({ name }) => name).join('\n'))].join(' ');

/** What is to become of a row's entry: whether one that stands there goes, and what is written instead. */
interface Entry {
  readonly goes: boolean;
  readonly comes: (() => void) | null;
}
const held = new WeakMap<WriteConnection, Map<number, Entry>>();

/**
 * Holds back what is written into the index of words, to be written in one go at the end of the transaction. FTS5 keeps
 * new words in memory until a commit, but puts them down at every savepoint, and SQLite sets one for each statement that
 * fires a trigger: row and index written in turn made a piece of the index for each case, to be merged with others later.
 */
export function holdIndexing(db: WriteConnection): { write(): void; end(): void } {
  const entries = new Map<number, Entry>();
  held.set(db, entries);
  return {
    write() {
      held.delete(db);
      for (const [row, { goes, comes }] of entries) {
        if (goes) removeFromIndex(db, row);
        comes?.();
      }
    },
    /** Without writing, when the transaction is given up; nothing after `write`. */
    end: () => void (held.get(db) === entries && held.delete(db)),
  };
}

/** Work in one transaction, with what it writes into the index of words at its end. */
export function indexingLast<Result>(db: WriteConnection, work: () => Result): Result {
  const indexing = holdIndexing(db);
  try {
    const result = work();
    indexing.write();
    return result;
  } finally {
    indexing.end();
  }
}

/** Writes the search entry of a case whose row holds none. */
export function addToIndex(
  db: WriteConnection,
  row: number,
  mode: IndexMode,
  report: Report | null,
  { notes, names }: Written,
): void {
  if (mode === 'none' || report === null) return;
  const shown = (text: string) => searchable(mode === 'full' ? text : maskNames(text, names));
  const { narrative } = report;
  const write = () => {
    db.run('INSERT INTO search (rowid, narrative, notes) VALUES (?, ?, ?)', [row, shown(narrative), shown(notes)]);
    if (mode === 'full' && names.length > 0)
      db.run('INSERT INTO search_subjects (rowid, names) VALUES (?, ?)', [
        row,
        // A mask between two names: no phrase reaches from one into the next.
        names.map(({ name }) => searchable(name)).join(` ${MASK} `),
      ]);
  };
  const entries = held.get(db);
  if (entries === undefined) write();
  else entries.set(row, { goes: entries.get(row)?.goes ?? false, comes: write });
}

export function removeFromIndex(db: WriteConnection, row: number): void {
  const entries = held.get(db);
  if (entries !== undefined) {
    // What is still to be written need not be taken out again, which takes a hundred times as long.
    const waits = entries.get(row);
    entries.set(row, { goes: waits === undefined || waits.goes, comes: null });
    return;
  }
  db.run('DELETE FROM search WHERE rowid = ?', [row]);
  db.run('DELETE FROM search_subjects WHERE rowid = ?', [row]);
}

/**
 * Deletes, at the end of the work, without overwriting the index on the spot: twenty times faster, for texts that stay in the vault anyway
 * (a masked text makes way for the whole one) or when the index is written anew afterwards.
 */
export function withQuickDeletes<Result>(db: WriteConnection, work: () => Result): Result {
  const overwrite = (on: 0 | 1) => {
    db.run(`INSERT INTO search (search, rank) VALUES ('secure-delete', ${on})`);
    db.run(`INSERT INTO search_subjects (search_subjects, rank) VALUES ('secure-delete', ${on})`);
  };
  overwrite(0);
  const result = indexingLast(db, work);
  overwrite(1);
  return result;
}
