import { states, urgencies } from '../cases/case-row.ts';
import type { ReadConnection } from '../store/connection.ts';
import type { Sought } from '../search/plan.ts';
import { pause, READ_SLICE_MS, type Cancelled } from '../threads/slices.ts';
import { CaseSet } from './case-set.ts';
import { facetGroups, groupKey, inGroup, type FacetGroup } from './facet-groups.ts';
import { withinGroup, type Filter } from './filter.ts';
import type { Path } from './paths.ts';
import { walk } from './walk.ts';

/** Rows that FTS5 brings in about ten milliseconds. */
const HITS = 25_000;

const indexOf = { words: 'search', names: 'search_subjects' } as const;
type Matched = Extract<Sought, { by: 'words' | 'names' }>;

/** The newest row ids of cases whose text matches, at most `limit`: the beginning of a list tells how common a word is. */
export function newestFound(db: ReadConnection, { by, match }: Matched, limit: number): number[] {
  const index = indexOf[by];
  return db.column<number>(`SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ?`, [
    match,
    limit,
  ]);
}

/** Those of some cases whose text matches. Their row ids must lie close together: what lies between is read too. */
export function foundAmong(db: ReadConnection, { by, match }: Matched, ids: readonly number[]): number[] {
  const index = indexOf[by];
  const [least, most] = ids.reduce(([low, high], id) => [Math.min(low, id), Math.max(high, id)], [Infinity, -Infinity]);
  const found = new Set(
    db.column<number>(`SELECT rowid FROM ${index} WHERE ${index} MATCH ? AND rowid BETWEEN ? AND ?`, [
      match,
      least,
      most,
    ]),
  );
  return ids.filter((id) => found.has(id));
}

/** The cases whose text matches. Null when cancelled. */
async function found(db: ReadConnection, { by, match }: Matched, cancelled: Cancelled): Promise<CaseSet | null> {
  const index = indexOf[by];
  const cases = new CaseSet();
  let after = 0;
  for (;;) {
    const ids: number[] = db.column<number>(
      `SELECT rowid FROM ${index} WHERE ${index} MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?`,
      [match, after, HITS],
    );
    cases.add(ids);
    if (ids.length < HITS) return cases;
    after = ids.at(-1)!;
    await pause();
    if (cancelled()) return null;
  }
}

/** The cases of one part of a search. Null when cancelled. */
export async function soughtCases(db: ReadConnection, sought: Sought, cancelled: Cancelled): Promise<CaseSet | null> {
  switch (sought.by) {
    case 'words':
    case 'names':
      return found(db, sought, cancelled);
    case 'facets':
      return filtered(db, sought.filter, cancelled);
    case 'index': {
      const cases = new CaseSet();
      const { sql, parameters } = sought.condition;
      cases.add(db.column<number>(`SELECT id FROM cases INDEXED BY ${sought.index} WHERE ${sql}`, parameters));
      return cases;
    }
    default:
      return sought satisfies never;
  }
}

/** Whether the cases of a group fit a filter, as far as the group tells. */
function fits(group: FacetGroup, filter: Filter): boolean {
  const among = <T>(wanted: readonly T[], value: T) => wanted.length === 0 || wanted.includes(value);
  return (
    among(filter.forces, group.force) &&
    among(filter.urgencies, urgencies[group.urgency]!) &&
    among<string>(filter.channels, group.channel) &&
    among(filter.states, states[group.state]!)
  );
}

/** The cases that a filter lets through, out of the index of the facets. Null when cancelled. */
export async function filtered(db: ReadConnection, filter: Filter, cancelled: Cancelled): Promise<CaseSet | null> {
  const cases = new CaseSet();
  const more = withinGroup(filter);
  const sql = `SELECT id FROM cases INDEXED BY facets WHERE ${[inGroup, ...more.map((each) => each.sql)].join(' AND ')}`;
  const parameters = more.flatMap((each) => each.parameters);
  let began = performance.now();
  for (const group of facetGroups(db)) {
    if (fits(group, filter)) cases.add(db.column<number>(sql, [...groupKey(group), ...parameters]));
    if (performance.now() - began < READ_SLICE_MS) continue;
    await pause();
    if (cancelled()) return null;
    began = performance.now();
  }
  return cases;
}

/** Every case along a path. Null when cancelled. */
export async function along(db: ReadConnection, path: Path, cancelled: Cancelled): Promise<CaseSet | null> {
  const cases = new CaseSet();
  for (const { ids } of walk(db, path)) {
    cases.add(ids);
    await pause();
    if (cancelled()) return null;
  }
  return cases;
}
