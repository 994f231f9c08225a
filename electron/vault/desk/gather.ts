import type { SearchPlan } from '../search/plan.ts';
import type { ReadConnection } from '../store/connection.ts';
import { pause, type Cancelled } from '../threads/slices.ts';
import type { CaseSet } from './case-set.ts';
import { collect, collectSmall, collectThese } from './collect.ts';
import { filterConditions, type Filter } from './filter.ts';
import { Gathered, type Ordered } from './gathered.ts';
import { along, filtered, foundAmong, newestFound, soughtCases } from './members.ts';
import { orderBy, type OrderKey } from './order.ts';
import { byValue, pathOf, pathOfDay, pathOfView, type Path } from './paths.ts';
import { sortInSlices } from './sorting.ts';
import { both, viewCondition, viewIndex, type Viewpoint } from './views.ts';
import { walk } from './walk.ts';

/** What a list shall hold, and in which order. */
export interface Wanted {
  readonly at: Viewpoint;
  /** How many cases the view holds, unfiltered; a large one, unless it was counted just now, as it was last known. */
  readonly viewSize: number;
  readonly viewCounted: boolean;
  readonly search: SearchPlan | null;
  readonly filter: Filter;
  readonly keys: readonly OrderKey[];
  /** In the groups of the day; then the keys are not asked. */
  readonly grouped: boolean;
}

/** The beginning of a list: all of it where that takes a few milliseconds, else its first ids and what is known so far. */
export interface First {
  readonly whole: boolean;
  readonly known: Ordered;
  /** The list holds no fewer; `counted`: and no more. */
  readonly atLeast: number;
  readonly counted: boolean;
  /** The cases that belong in the list; null for every case of the view. */
  readonly members: CaseSet | null;
}

/** So many cases are collected and sorted before the first rows are shown; so many hits are counted at once. */
export const SMALL = 2_000;
/** Rows among which the first ones of a filter are looked for before its index is asked. */
const TRIED = 2_000;

const isFiltered = ({ filter }: Wanted) => filterConditions(filter).length > 0;
const condition = ({ at, filter }: Wanted) => both(viewCondition(at), ...filterConditions(filter));
const wayOf = (db: ReadConnection, { at, keys, grouped }: Wanted) => (grouped ? pathOfDay(at) : pathOf(db, at, keys));

/** The whole list, where it is known at once. */
const known = (ordered: Ordered): First => ({
  whole: true,
  known: ordered,
  atLeast: ordered.ids.length,
  counted: true,
  members: null,
});

/** The first rows of the view in order, those that the filter lets through, among the first `TRIED` of each stretch. */
function tryFirst(db: ReadConnection, { at, filter, keys }: Wanted, path: Path | null, limit: number): Gathered {
  const filters = filterConditions(filter);
  const more = both(...filters);
  // Without an index for the whole order one for its first key may do: then only its first values are sorted.
  const stretches = path?.stretches ?? (at.view === 'all' ? byValue(db, keys) : null);
  const gathered = new Gathered();
  for (const { index, condition: own, keys: order, group = null } of stretches ?? [
    { index: viewIndex[at.view], condition: viewCondition(at), keys },
  ]) {
    const left = limit - gathered.ids.length;
    if (left <= 0) break;
    const from = `FROM cases INDEXED BY ${index} WHERE ${own.sql} ORDER BY ${orderBy(order)} LIMIT ?`;
    if (filters.length === 0) {
      gathered.add(db.column<number>(`SELECT id ${from}`, [...own.parameters, left]), group);
      continue;
    }
    const tried = db.all<{ id: number; fits: number }>(`SELECT id, ${more.sql} AS fits FROM (SELECT * ${from})`, [
      ...more.parameters,
      ...own.parameters,
      TRIED,
    ]);
    const fitting = tried.filter(({ fits }) => fits === 1).map(({ id }) => id);
    gathered.add(fitting.slice(0, left), group);
    // Behind a stretch that was not looked through to its end nothing is known.
    if (tried.length === TRIED) break;
  }
  return gathered;
}

/** Every case that belongs in the list; null when cancelled. */
async function membersOf(db: ReadConnection, wanted: Wanted, path: Path | null, cancelled: Cancelled) {
  const { search, filter, at } = wanted;
  const sets: (CaseSet | null)[] = [];
  for (const sought of search?.all ?? []) sets.push(await soughtCases(db, sought, cancelled));
  if (isFiltered(wanted)) sets.push(await filtered(db, filter, cancelled));
  // A path that meets other views' cases needs to know those of this one; what is left out, something to be left out of.
  if ((at.view !== 'all' && (path === null || path.whole)) || sets.length === 0)
    sets.push(await along(db, pathOfView(at), cancelled));
  const without: (CaseSet | null)[] = [];
  for (const sought of search?.without ?? []) without.push(await soughtCases(db, sought, cancelled));
  const [first, ...others] = sets;
  if (first === undefined || sets.includes(null) || without.includes(null)) return null;
  const all = others.reduce((some, one) => some!.and(one!), first);
  return without.reduce((rest, one) => rest!.minus(one!), all);
}

/** Cases of a list's own order among which a common word is looked for at a time. */
const CANDIDATES = 400;
/** Row ids follow the order of arrival: newer cases lie together, unless a list is sorted otherwise. */
const CLOSE = 8;

/**
 * The first rows of a word that stands in thousands of cases: the newest cases are gone through until enough of them
 * hold it, and its other hits are never read. Null when it is another list, or a rare word, which is cheaper found whole.
 */
async function firstOfCommon(
  db: ReadConnection,
  { search, at }: Wanted,
  path: Path | null,
  limit: number,
  cancelled: Cancelled,
): Promise<First | null> {
  const sought = search?.all[0];
  if (sought === undefined || search!.all.length + search!.without.length > 1 || path === null || path.whole)
    return null;
  if ((sought.by !== 'words' && sought.by !== 'names') || newestFound(db, sought, SMALL + 1).length <= SMALL)
    return null;
  const first = new Gathered();
  for (const { ids, group } of walk(db, path, CANDIDATES)) {
    const [least, most] = [Math.min(...ids), Math.max(...ids)];
    if (most - least > ids.length * CLOSE) return null;
    first.add(foundAmong(db, sought, ids).slice(0, limit - first.ids.length), group);
    if (first.ids.length >= limit) break;
    await pause();
    if (cancelled()) return null;
  }
  const atLeast = at.view === 'all' ? SMALL : first.ids.length;
  return { whole: false, known: first.ordered(), atLeast, counted: false, members: null };
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
  const { at, viewSize, viewCounted, search, keys, grouped, filter } = wanted;
  const sorted = async (rows: Parameters<typeof sortInSlices>[0] | null): Promise<First | null> => {
    const ids = rows === null ? null : await sortInSlices(rows, keys, cancelled);
    return ids === null ? null : known({ ids, groups: [] });
  };
  if (search === null && viewSize <= SMALL) {
    if (!grouped) return sorted(collectSmall(db, viewIndex[at.view], condition(wanted), keys));
    const day = new Gathered();
    for (const { index, condition: own, keys: order, group = null } of pathOfDay(at).stretches) {
      const { sql, parameters } = both(own, ...filterConditions(filter));
      const ids = `SELECT id FROM cases INDEXED BY ${index} WHERE ${sql} ORDER BY ${orderBy(order)}`;
      day.add(db.column<number>(ids, parameters), group);
    }
    return known(day.ordered());
  }

  const path = wayOf(db, wanted);
  if (search === null && (path === null || !path.whole)) {
    const first = tryFirst(db, wanted, path, limit);
    const all = !isFiltered(wanted);
    if (all || first.ids.length === limit) {
      const atLeast = all ? viewSize : first.ids.length;
      return { whole: false, known: first.ordered(), atLeast, counted: all && viewCounted, members: null };
    }
  }
  const common = isFiltered(wanted) ? null : await firstOfCommon(db, wanted, path, limit, cancelled);
  if (common !== null) return common;
  const members = await membersOf(db, wanted, path, cancelled);
  if (members === null) return null;
  // The day is walked in any case: its groups have orders of their own.
  if (members.size <= SMALL && !grouped) return sorted(collectThese(db, members.ids(), viewCondition(at), keys));
  if (path === null) return sorted(await collect(db, members, condition(wanted), keys, cancelled));
  const first = new Gathered();
  for (const { ids, group } of walk(db, path)) {
    first.add(ids.filter((id) => members.has(id)).slice(0, limit - first.ids.length), group);
    if (first.ids.length >= limit) break;
    await pause();
    if (cancelled()) return null;
  }
  if (first.ids.length < limit) return known(first.ordered());
  // Of a view's own path the members of other views are not taken away yet.
  const counted = at.view === 'all' || path.whole;
  const atLeast = counted ? members.size : first.ids.length;
  return { whole: false, known: first.ordered(), atLeast, counted, members };
}

/** Every id of a list whose first ones are known. Null when cancelled. */
export async function everyId(
  db: ReadConnection,
  wanted: Wanted,
  first: First,
  cancelled: Cancelled,
): Promise<Ordered | null> {
  const path = wayOf(db, wanted);
  const restricted = wanted.search !== null || isFiltered(wanted) || path === null || path.whole;
  const members = first.members ?? (restricted ? await membersOf(db, wanted, path, cancelled) : null);
  if (path === null) {
    const rows = await collect(db, members, condition(wanted), wanted.keys, cancelled);
    const ids = rows === null ? null : await sortInSlices(rows, wanted.keys, cancelled);
    return ids === null ? null : { ids, groups: [] };
  }
  if (restricted && members === null) return null;
  const whole = new Gathered();
  for (const { ids, group } of walk(db, path)) {
    whole.add(members === null ? ids : ids.filter((id) => members.has(id)), group);
    await pause();
    if (cancelled()) return null;
  }
  return whole.ordered();
}
