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
const INDEX_VERSION = 2;

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
  db.run('INSERT INTO search (rowid, narrative, notes) VALUES (?, ?, ?)', [row, shown(report.narrative), shown(notes)]);
  if (mode === 'full' && names.length > 0)
    db.run('INSERT INTO search_subjects (rowid, names) VALUES (?, ?)', [
      row,
      // A mask between two names: no phrase reaches from one into the next.
      names.map(({ name }) => searchable(name)).join(` ${MASK} `),
    ]);
}

export function removeFromIndex(db: WriteConnection, row: number): void {
  db.run('DELETE FROM search WHERE rowid = ?', [row]);
  db.run('DELETE FROM search_subjects WHERE rowid = ?', [row]);
}

/**
 * Deletes without overwriting the index on the spot: twenty times faster, for texts that stay in the vault anyway
 * (a masked text makes way for the whole one) or when the index is written anew afterwards.
 */
export function withQuickDeletes<Result>(db: WriteConnection, work: () => Result): Result {
  const overwrite = (on: 0 | 1) => {
    db.run(`INSERT INTO search (search, rank) VALUES ('secure-delete', ${on})`);
    db.run(`INSERT INTO search_subjects (search_subjects, rank) VALUES ('secure-delete', ${on})`);
  };
  overwrite(0);
  const result = work();
  overwrite(1);
  return result;
}
