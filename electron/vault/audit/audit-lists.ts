import type { AuditFilter } from '../../../shared/bridge/audit.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { pause } from '../threads/slices.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { reachOf, type Reach } from './audit-reach.ts';
import { auditBehind } from './audit-rows.ts';
import { auditLines } from './audit-lines.ts';
import type { AuditLine } from '../../../shared/bridge/audit.ts';

/** Entries gathered between two pauses: a few ms. */
const AT_ONCE = 4000;
const LISTS = 4;

interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

const one = (sql: string, ...parameters: SqlValue[]): Condition => ({ sql, parameters });

function conditionsOf(db: ReadConnection, filter: AuditFilter): Condition[] {
  const { kinds, caseId, reference, person, device, justification, from, to } = filter;
  const conditions: Condition[] = [];
  if (kinds !== undefined && kinds.length > 0)
    conditions.push(one(`kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds));
  if (caseId !== undefined) conditions.push(one('case_id = ?', caseId));
  if (reference !== undefined) conditions.push(one('case_id = ?', caseOf(db, reference) ?? ''));
  if (person !== undefined) conditions.push(one('actor = ?', person));
  if (device !== undefined) conditions.push(one('device = ?', device));
  if (justification === 'none') conditions.push(one('justification IS NULL'));
  else if (justification !== undefined) conditions.push(one('justification = ?', justification));
  if (from !== undefined) conditions.push(one('at >= ?', `${from}T00:00:00.000Z`));
  if (to !== undefined) conditions.push(one('at <= ?', `${to}T23:59:59.999Z`));
  return conditions;
}

const caseOf = (db: ReadConnection, reference: string): string | undefined =>
  db.column<string>('SELECT case_id FROM audit WHERE reference = ? LIMIT 1', [reference.trim()])[0];

/** The entries of a filter that are in reach, newest first by the authors' clocks, as their numbers. */
export async function gatherAudit(db: ReadConnection, filter: AuditFilter, reach: Reach): Promise<number[]> {
  const all = [...conditionsOf(db, filter), reach];
  const fixed = all.map(({ sql }) => sql).join(' AND ');
  const parameters = all.flatMap((condition) => condition.parameters);
  const found: number[] = [];
  let last: { n: number; at: string } | null = null;
  for (;;) {
    const rows: { n: number; at: string }[] = db.all<{ n: number; at: string }>(
      `SELECT n, at FROM audit WHERE ${fixed}${last === null ? '' : ' AND (at, n) < (?, ?)'}
       ORDER BY at DESC, n DESC LIMIT ${AT_ONCE}`,
      last === null ? parameters : [...parameters, last.at, last.n],
    );
    for (const { n } of rows) found.push(n);
    last = rows.at(-1) ?? null;
    if (rows.length < AT_ONCE) return found;
    await pause();
  }
}

/** The lists of the audit that the page has open, in the reader's memory: the newest few. */
export class AuditLists {
  readonly #db: ReadConnection;
  readonly #lists = new Map<string, readonly number[]>();
  #made = 0;

  constructor(db: ReadConnection) {
    this.#db = db;
  }

  async open(
    filter: AuditFilter,
  ): Promise<Done<{ list: string; total: number; behind: number; reach: 'all' | 'units' }>> {
    const reach = reachOf(this.#db);
    if (reach === null) return failed('not_permitted', { reason: 'role_missing', who: 'auditor' });
    const behind = auditBehind(this.#db);
    const found = await gatherAudit(this.#db, filter, reach);
    const list = `audit ${(this.#made += 1)}`;
    this.#lists.set(list, found);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > LISTS && oldest !== undefined) this.#lists.delete(oldest);
    return done({ list, total: found.length, behind, reach: reach.of });
  }

  slice(list: string, from: number, to: number): Done<AuditLine[]> {
    const found = this.#lists.get(list);
    return found === undefined
      ? failed('list_gone')
      : done(auditLines(this.#db, found.slice(from, Math.min(to, from + 200))));
  }

  /** The entries of a list, or null when it is not kept any more. */
  entries(list: string): readonly number[] | null {
    return this.#lists.get(list) ?? null;
  }
}
