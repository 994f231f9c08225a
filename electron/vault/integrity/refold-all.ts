import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** Everything that is folded from the log and read by the page, in a fixed order. */
const projections = (db: ReadConnection): SqlRow[][] => [
  db.all('SELECT * FROM cases ORDER BY id'),
  db.all('SELECT rowid, narrative, notes FROM search ORDER BY rowid'),
  db.all('SELECT rowid, names FROM search_subjects ORDER BY rowid'),
  db.all('SELECT * FROM dues ORDER BY case_id, kind, what'),
  db.all('SELECT * FROM referrals ORDER BY case_id'),
];

class Undo extends Error {}

/**
 * Folds every case and search entry anew from the log and says whether the result is what stood there; nothing is
 * kept of it. Takes as long as folding the whole vault does, so it is for tests and tools, not for the page.
 */
export function foldsToTheSame(vault: WritingVault): boolean {
  const { db } = vault;
  const before = JSON.stringify(projections(db));
  let after = '';
  try {
    db.transaction(() => {
      const caseIds = db.column<string>('SELECT case_id FROM facts');
      db.run('DELETE FROM search');
      db.run('DELETE FROM search_subjects');
      db.run(`UPDATE cases SET indexed = ''`);
      for (const caseId of caseIds) foldProjection(vault, caseId);
      after = JSON.stringify(projections(db));
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return before === after;
}
