import { createHash } from 'node:crypto';
import { foldCase, emptyCase } from '../../../shared/domain/case-file.ts';
import { maskNames } from '../cases/masking.ts';
import type { Report } from '../cases/case-row.ts';
import type { WriteConnection } from '../store/connection.ts';
import { eventsOf, inView } from '../store/events.ts';
import { searchable } from './searchable.ts';

/** What the index holds of a case: nothing (declared, or not opened yet), the text with names masked, or all of it. */
export type IndexMode = 'none' | 'masked' | 'full';

/** What was typed about a case and stands (annotations, assessment, rationales, words on files), and the text of its files. */
export function notesOf(db: WriteConnection, caseId: string): string {
  const file = eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));
  return [
    ...file.annotations.filter((annotation) => annotation.withdrawn === null).map((annotation) => annotation.text),
    ...file.assessments.map((assessment) => assessment.note),
    ...file.decisions.map((decision) => decision.rationale),
    ...Object.values(file.attachmentWords).flatMap((of) => [
      ...of.descriptions.map((description) => description.text),
      ...of.notes.filter((note) => note.withdrawn === null).map((note) => note.text),
    ]),
    ...db.column<string>('SELECT text FROM attachment_texts WHERE case_id = ? ORDER BY attachment', [caseId]),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

const digest = (text: string) => (text === '' ? '' : createHash('sha256').update(text).digest('base64').slice(0, 16));

/** What `cases.indexed` says once the entry is written; `''` when there is none. */
export const indexState = (mode: IndexMode, report: Report | null, notes: string) =>
  mode === 'none' || report === null ? '' : `${mode} ${digest(notes)}`;

/** Writes the search entry of a case whose row holds none. */
export function addToIndex(
  db: WriteConnection,
  row: number,
  mode: IndexMode,
  report: Report | null,
  notes: string,
): void {
  if (mode === 'none' || report === null) return;
  const shown = (text: string) => searchable(mode === 'full' ? text : maskNames(text, report.subjects));
  db.run('INSERT INTO search (rowid, narrative, notes) VALUES (?, ?, ?)', [row, shown(report.narrative), shown(notes)]);
}

export const removeFromIndex = (db: WriteConnection, row: number) =>
  db.run('DELETE FROM search WHERE rowid = ?', [row]);

/**
 * Deletes without overwriting the index on the spot: twenty times faster, for texts that stay in the vault anyway
 * (a masked text makes way for the whole one) or when the index is written anew afterwards.
 */
export function withQuickDeletes<Result>(db: WriteConnection, work: () => Result): Result {
  db.run(`INSERT INTO search (search, rank) VALUES ('secure-delete', 0)`);
  const result = work();
  db.run(`INSERT INTO search (search, rank) VALUES ('secure-delete', 1)`);
  return result;
}
