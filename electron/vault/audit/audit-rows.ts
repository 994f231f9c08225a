import { auditEntry } from '../../../shared/domain/audit/entry.ts';
import { definitionOf } from '../../../shared/domain/events/index.ts';
import type { ReadConnection } from '../store/connection.ts';
import { storedContents, unlessDamaged } from '../store/damaged-row.ts';
import { parseHeader } from '../store/events.ts';
import { SLICE_MS, type Steps } from '../store/steps.ts';
import type { WritingVault } from '../store/writing-vault.ts';

interface EventRow {
  readonly n: number;
  readonly header: string;
  readonly payload: string | null;
  [column: string]: string | number | null;
}

/** Events read at a time. */
const AT_ONCE = 200;

const behindSql =
  'SELECT n, header, payload FROM events WHERE n > (SELECT coalesce(max(n), 0) FROM audit) ORDER BY n LIMIT ?';
/** Entries whose contents have been opened since their line was written. */
const openedSql = `SELECT e.n, e.header, e.payload FROM audit a JOIN events e ON e.n = a.n
  WHERE a.sealed = 1 AND e.payload IS NOT NULL LIMIT ?`;

/** How many events have no line in the audit yet: an estimate by their numbers, exact while nothing was purged. */
export const auditBehind = (db: ReadConnection): number =>
  db.column<number>('SELECT coalesce((SELECT max(n) FROM events), 0) - coalesce((SELECT max(n) FROM audit), 0)')[0]!;

function writeLine({ db }: WritingVault, { n, header: json, payload }: EventRow): void {
  const header = unlessDamaged(() => parseHeader(json), null);
  // A damaged row is for the inspection of the vault to tell; the audit says at least that there is one.
  if (header === null) {
    db.run(
      `INSERT OR REPLACE INTO audit (n, at, kind, actor, device, sealed) VALUES (?, '', 'administration', '', '', 0)`,
      [n],
    );
    return;
  }
  const inJournal = definitionOf(header.type, header.v)?.home === 'journal';
  const contents = inJournal ? unlessDamaged(() => storedContents(payload, ''), null) : null;
  const { kind, caseId, justification, recipient } = auditEntry(header, contents);
  const sealed = inJournal && payload === null && definitionOf(header.type, header.v)?.payload !== null;
  const { reference } = header.facets;
  db.run(
    `INSERT OR REPLACE INTO audit (n, at, kind, case_id, actor, device, justification, recipient, reference, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      n,
      header.at,
      kind,
      caseId,
      header.actor,
      header.device,
      justification,
      recipient,
      header.type === 'report_received' && typeof reference === 'string' ? reference : null,
      sealed ? 1 : 0,
    ],
  );
}

/** Writes the lines of what has come since, in steps. 30 µs an event. */
export function* catchUpAudit(vault: WritingVault): Steps {
  for (const sql of [openedSql, behindSql])
    for (let more = true; more;) {
      more = vault.db.transaction(() => {
        const until = performance.now() + SLICE_MS;
        while (performance.now() < until) {
          const rows = vault.db.all<EventRow>(sql, [AT_ONCE]);
          for (const row of rows) writeLine(vault, row);
          if (rows.length < AT_ONCE) return false;
        }
        return true;
      });
      if (more) yield;
    }
}
