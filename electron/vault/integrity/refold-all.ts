import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** What is known across cases; ids that only join the tables are replaced by what they stand for. */
const known = [
  'SELECT * FROM known_cases ORDER BY id',
  'SELECT * FROM known_bands ORDER BY band, id',
  'SELECT * FROM known_places ORDER BY place, received_at, id',
  `SELECT officer, force, last_received, confirmed, probable, possible, described, unknown FROM officers ORDER BY officer`,
  'SELECT o.officer, w.word FROM officer_words w JOIN officers o ON o.id = w.officer ORDER BY o.officer, w.word',
  `SELECT o.officer, p.known_case, p.person, p.version, p.force, p.received_at, p.identification, p.surname, p.number,
     p.name, p.rank, p.collar_number, p.station, p.description
   FROM known_people p JOIN officers o ON o.id = p.officer ORDER BY p.known_case, p.person`,
  'SELECT * FROM known_links ORDER BY id, other',
  'SELECT * FROM known_quieted ORDER BY id, other, kind',
];

/** Everything that is folded from the log and read by the page, in a fixed order. */
const projections = (db: ReadConnection): SqlRow[][] => [
  db.all('SELECT * FROM cases ORDER BY id'),
  db.all('SELECT rowid, narrative, notes FROM search ORDER BY rowid'),
  db.all('SELECT rowid, names FROM search_subjects ORDER BY rowid'),
  db.all('SELECT * FROM dues ORDER BY case_id, kind, what'),
  db.all('SELECT * FROM referrals ORDER BY case_id'),
  ...known.map((table) => db.all(table)),
];

const knownTables = [
  ...['known_cases', 'known_bands', 'known_places', 'known_people', 'known_links', 'known_quieted'],
  ...['officers', 'officer_words'],
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
      for (const table of knownTables) db.run(`DELETE FROM ${table}`);
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
