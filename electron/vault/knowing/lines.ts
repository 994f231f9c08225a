import type { KnownCaseLine } from '../../../shared/bridge/knowing.ts';
import type { ReadConnection } from '../store/connection.ts';

interface Row extends Record<string, string | number | null> {
  id: number;
  case_id: string;
  reference: string;
  force: string;
  categories: string;
  roles: string;
  subject: string | null;
  received_at: string;
}

const columns = 'c.id, c.case_id, c.reference, c.force, c.categories, c.roles, c.subject, c.received_at';

const lineOf = (row: Row): KnownCaseLine => ({
  caseId: row.case_id,
  reference: row.reference,
  force: row.force,
  category: row.categories.split('|').find((code) => code !== '') ?? null,
  roles: row.roles,
  subject: row.subject,
  receivedAt: row.received_at,
});

/** Lines of cases by their rows; whatever is not known (not screened, declared, set apart) is not among them. */
export function linesOf(db: ReadConnection, ids: Iterable<number>): Map<number, KnownCaseLine> {
  const rows = db.all<Row>(
    `SELECT ${columns} FROM json_each(?) wanted CROSS JOIN known_cases k ON k.id = wanted.value
     CROSS JOIN cases c ON c.id = k.id`,
    [JSON.stringify([...ids])],
  );
  return new Map(rows.map((row) => [row.id, lineOf(row)]));
}

/** The row of a known case; null for one that is not. */
export const knownId = (db: ReadConnection, caseId: string): number | null =>
  db.column<number>('SELECT id FROM known_cases WHERE case_id = ?', [caseId])[0] ?? null;

/** A known case by its reference as it is written, without regard to spaces around it and to capitals; never the case itself. */
export function findByReference(
  db: ReadConnection,
  { caseId, reference }: { caseId: string; reference: string },
): KnownCaseLine | null {
  const wanted = reference.trim();
  const ids = db.column<number>(
    `SELECT k.id FROM cases c CROSS JOIN known_cases k ON k.id = c.id
     WHERE c.hidden = 0 AND c.reference IN (?, ?) AND c.case_id <> ? LIMIT 1`,
    [wanted, wanted.toUpperCase(), caseId],
  );
  return [...linesOf(db, ids).values()][0] ?? null;
}
