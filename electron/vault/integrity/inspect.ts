import { isDeepStrictEqual } from 'node:util';
import { wholeFacts, type Facts } from '../../../shared/domain/facts.ts';
import type { ReadConnection } from '../store/connection.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { foldAccepted } from '../store/facts.ts';
import { readMeta } from '../store/meta.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';

/**
 * What an inspection may find, each with how often:
 * - `pages`: pages whose authentication code does not fit: bits changed on the disk, or somebody wrote into the file;
 * - `structure`: tables or indexes that SQLite finds inconsistent;
 * - `facts`: cases whose facts are not what their accepted events fold to;
 * - `rows`: cases without their row on the Desk, or rows without a case;
 * - `queue`: own events whose numbers have a gap, or go beyond the last one given out.
 */
export type FindingCode = 'pages' | 'structure' | 'facts' | 'rows' | 'queue';
export interface Finding {
  readonly code: FindingCode;
  readonly count: number;
  /** Of `pages`: which, the first twenty, counted from one. */
  readonly pages?: readonly number[];
}
/** Told between two steps of how far it is; answers whether to go on. */
export type Progress = (done: number, total: number) => boolean;
const untold: Progress = () => true;
const MOST_PAGES = 20;

export interface Inspection {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/** Every page's authentication code; it names one line for each page that does not fit, and none when all do. */
const damagedPages = (db: ReadConnection): string[] => db.column<string>('PRAGMA cipher_integrity_check');
const pageOf = (line: string): number[] => (/page (\d+)/.exec(line)?.slice(1) ?? []).map(Number);

function damagedTable(db: ReadConnection, table: string): number {
  try {
    const lines = db.column<string>(`PRAGMA integrity_check('${table.replaceAll("'", "''")}')`);
    return lines.filter((line) => line !== 'ok').length;
  } catch {
    // A page that cannot be read ends the check of its table.
    return 1;
  }
}

const missingRows = (db: ReadConnection): number =>
  db.column<number>(
    `SELECT (SELECT count(*) FROM facts WHERE CASE WHEN json_valid(facts) THEN json_extract(facts, '$.kind') END = 'case'
               AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.case_id = facts.case_id))
          + (SELECT count(*) FROM cases WHERE NOT EXISTS (SELECT 1 FROM facts WHERE facts.case_id = cases.case_id))`,
  )[0]!;

/** Own numbers: each once, none beyond the last given out, and those that wait without a gap to that last one. */
function brokenQueue(db: ReadConnection): number {
  const last = readMeta(db, 'last_device_seq') ?? 0;
  const beyond = db.column<number>('SELECT count(*) FROM events WHERE device_seq > ?', [last])[0]!;
  const first = db.column<number | null>(`SELECT min(device_seq) FROM events WHERE status = 'waiting'`)[0] ?? null;
  if (first === null) return beyond;
  const there = db.column<number>('SELECT count(*) FROM events WHERE device_seq BETWEEN ? AND ?', [first, last])[0]!;
  return beyond + (last - first + 1 - there);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const completed = (facts: unknown) =>
  typeof facts === 'object' && facts !== null && 'kind' in facts ? wholeFacts(facts as Facts) : facts;

/**
 * The row itself, read by no schema: what reads it would mend it from the log. In which order its fields stand, and
 * whether empty ones stand there, says nothing.
 */
function factsHold(db: ReadConnection, caseId: string): boolean {
  const row = db.column<string>('SELECT facts FROM facts WHERE case_id = ?', [caseId])[0];
  const held = row === undefined ? undefined : completed(parsed(row));
  return unlessDamaged(() => isDeepStrictEqual(held, parsed(JSON.stringify(foldAccepted(db, caseId)))), false);
}

/**
 * Looks through the whole vault without writing: the pages, the tables, then what is folded against the log it is folded
 * from. In slices of a few ms, except that the pages go in one (100 ms for 57 MB).
 * @param progress told of pages, tables and cases done; once it answers no, the inspection ends with what it has
 */
export async function inspect(db: ReadConnection, progress: Progress = untold): Promise<Inspection> {
  const counts: Record<FindingCode, number> = { pages: 0, structure: 0, facts: 0, rows: 0, queue: 0 };
  const lines = damagedPages(db);
  counts.pages = lines.length;
  const pages = lines.flatMap(pageOf).slice(0, MOST_PAGES);
  await pause();
  try {
    const tables = db.column<string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    const caseIds = db.column<string>('SELECT case_id FROM facts');
    const total = tables.length + caseIds.length;
    let done = 0;
    for (const table of tables) {
      counts.structure += damagedTable(db, table);
      await pause();
      if (!progress((done += 1), total)) return told(counts, pages);
    }
    counts.rows = missingRows(db);
    counts.queue = brokenQueue(db);
    let until = performance.now() + READ_SLICE_MS;
    for (const caseId of caseIds) {
      done += 1;
      if (!factsHold(db, caseId)) counts.facts += 1;
      if (performance.now() < until) continue;
      await pause();
      if (!progress(done, total)) return told(counts, pages);
      until = performance.now() + READ_SLICE_MS;
    }
  } catch {
    // Where a page does not open, the rest of the tables cannot be compared.
    counts.structure += 1;
  }
  return told(counts, pages);
}

function told(counts: Readonly<Record<FindingCode, number>>, pages: readonly number[]): Inspection {
  const findings = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([code, count]): Finding => ({
      code: code as FindingCode,
      count,
      ...(code === 'pages' && pages.length > 0 && { pages }),
    }));
  return { ok: findings.length === 0, findings };
}
