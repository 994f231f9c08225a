import type { z } from 'zod';
import type { DeskFilter, View } from '../../../shared/bridge/desk.ts';
import type { ReadConnection } from '../store/connection.ts';
import { pause, type Cancelled } from '../threads/slices.ts';
import type { CaseSet } from './case-set.ts';
import { collect, collectSmall, collectThese } from './collect.ts';
import { along, filtered, found } from './members.ts';
import { newestFirst, orderBy, type OrderKey } from './order.ts';
import { sortInSlices } from './sorting.ts';
import { both, filterConditions, viewCondition, viewIndex } from './views.ts';
import { pathOf, pathOfView, walk, type Path } from './walk.ts';

/** What a list shall hold, and in which order. */
export interface Wanted {
  readonly view: View;
  readonly user: string;
  /** How many cases the view holds, unfiltered. */
  readonly viewSize: number;
  readonly match: string | null;
  readonly filter: z.output<typeof DeskFilter>;
  readonly keys: readonly OrderKey[];
}

/** The beginning of a list: all of it where that takes a few milliseconds, else its first ids and what is known so far. */
export interface First {
  readonly whole: Uint32Array | null;
  readonly ids: readonly number[];
  /** The list holds no fewer; `counted`: and no more. */
  readonly atLeast: number;
  readonly counted: boolean;
  /** The cases that belong in the list; null for every case of the view. */
  readonly members: CaseSet | null;
}

/** So many cases are collected and sorted before the first rows are shown. */
const SMALL = 2_000;
/** Rows among which the first ones of a filter are looked for before its index is asked. */
const TRIED = 2_000;

const isFiltered = ({ filter }: Wanted) => filterConditions(filter).length > 0;
const condition = ({ view, user, filter }: Wanted) => both(viewCondition(view, user), ...filterConditions(filter));

/** The first rows of the view in order, those that the filter lets through, among the first `TRIED`. */
function tryFirst(db: ReadConnection, wanted: Wanted, limit: number): number[] {
  const { view, user, filter, keys } = wanted;
  const inView = viewCondition(view, user);
  const filters = filterConditions(filter);
  const rows = `SELECT * FROM cases WHERE ${inView.sql} ORDER BY ${orderBy(keys)} LIMIT ${TRIED}`;
  const sql =
    filters.length === 0
      ? `SELECT id FROM cases WHERE ${inView.sql} ORDER BY ${orderBy(keys)} LIMIT ?`
      : `SELECT id FROM (${rows}) WHERE ${both(...filters).sql} LIMIT ?`;
  const { parameters } = both(inView, ...filters);
  return db.column<number>(sql, [...parameters, limit]);
}

/** Every case that belongs in the list; null when cancelled. */
async function membersOf(db: ReadConnection, wanted: Wanted, path: Path | null, cancelled: Cancelled) {
  const { match, filter, view, user } = wanted;
  const sets: (CaseSet | null)[] = [];
  if (match !== null) sets.push(await found(db, match, cancelled));
  if (isFiltered(wanted)) sets.push(await filtered(db, filter, cancelled));
  // A path that meets other views' cases needs to know those of this one.
  if (view !== 'all' && (path === null || path.whole))
    sets.push(await along(db, pathOfView(view, user, newestFirst), cancelled));
  const [first, ...others] = sets;
  return first === undefined || sets.includes(null) ? null : others.reduce((all, one) => all!.and(one!), first);
}

/**
 * The first ids of a list, at most `limit`. Null when cancelled. Few cases are sorted whole; of many the index that has
 * their order gives the first ones.
 */
export async function firstIds(
  db: ReadConnection,
  wanted: Wanted,
  limit: number,
  cancelled: Cancelled,
): Promise<First | null> {
  const { view, user, viewSize, match, keys } = wanted;
  const sorted = async (rows: Parameters<typeof sortInSlices>[0] | null): Promise<First | null> => {
    const whole = rows === null ? null : await sortInSlices(rows, keys, cancelled);
    return whole === null ? null : { whole, ids: [], atLeast: whole.length, counted: true, members: null };
  };
  if (match === null && viewSize <= SMALL) return sorted(collectSmall(db, viewIndex[view], condition(wanted), keys));

  const path = pathOf(view, user, keys);
  if (match === null && (path === null || !path.whole)) {
    const ids = tryFirst(db, wanted, limit);
    const all = !isFiltered(wanted);
    if (all || ids.length === limit)
      return { whole: null, ids, atLeast: all ? viewSize : ids.length, counted: all, members: null };
  }
  const members = await membersOf(db, wanted, path, cancelled);
  if (members === null) return null;
  if (members.size <= SMALL) return sorted(collectThese(db, members.ids(), viewCondition(view, user), keys));
  if (path === null) return sorted(await collect(db, members, condition(wanted), keys, cancelled));
  const ids: number[] = [];
  for (const slice of walk(db, path)) {
    ids.push(...slice.filter((id) => members.has(id)));
    if (ids.length >= limit) break;
    await pause();
    if (cancelled()) return null;
  }
  // Of a view's own path the members of other views are not taken away yet.
  const counted = view === 'all' || path.whole;
  return { whole: null, ids: ids.slice(0, limit), atLeast: counted ? members.size : ids.length, counted, members };
}

/** Every id of a list whose first ones are known. Null when cancelled. */
export async function everyId(
  db: ReadConnection,
  wanted: Wanted,
  first: First,
  cancelled: Cancelled,
): Promise<Uint32Array | null> {
  const { view, user, keys } = wanted;
  const path = pathOf(view, user, keys);
  const restricted = wanted.match !== null || isFiltered(wanted) || path === null || path.whole;
  const members = first.members ?? (restricted ? await membersOf(db, wanted, path, cancelled) : null);
  if (path === null) {
    const rows = await collect(db, members, condition(wanted), keys, cancelled);
    return rows === null ? null : sortInSlices(rows, keys, cancelled);
  }
  if (restricted && members === null) return null;
  const ids: number[] = [];
  for (const slice of walk(db, path)) {
    for (const id of slice) if (members === null || members.has(id)) ids.push(id);
    await pause();
    if (cancelled()) return null;
  }
  return Uint32Array.from(ids);
}
