import { View } from '../../../shared/bridge/desk.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { states, urgencies } from '../cases/case-row.ts';
import type { ReadConnection, SqlRow, SqlValue } from '../store/connection.ts';
import { directoryOf, readMeta } from '../store/meta.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';
import { facetGroups, groupKey, inGroup, type FacetGroup } from './facet-groups.ts';
import { filterConditions, noFilter, readBy, receivedBetween, type Filter } from './filter.ts';
import { viewpointOf } from './lists.ts';
import { codesOf } from './rows.ts';
import { both, viewCondition, type Condition, type Viewpoint } from './views.ts';

type Facets = Record<string, Record<string, number>>;

export interface Counts {
  readonly views: Record<View, number>;
  readonly facets: Facets;
  readonly people: Record<string, string>;
  readonly newSince: { since: string | null; count: number; immediate: number };
}

interface Alike extends SqlRow {
  categories: string;
  today: number | null;
  immediate: number;
  decided: number;
  refused: number;
  allocated_to: string | null;
  labels: string;
  waits_on_others: number;
  answered: number;
  cases: number;
  due: number;
  overdue: number;
  /** In the view, received between the filter's moments: whoever reads them, and those that its filter of readers wants. */
  read: number;
  within: number;
}

const alike = 'categories, today, immediate, decided, refused, allocated_to, labels, waits_on_others, answered';

/** How many of the cases that are alike stand in a view; as `viewCondition` says it in SQL. */
function standIn(view: View, some: Alike, user: string): number {
  const whether = (stands: boolean) => (stands ? some.cases : 0);
  switch (view) {
    case 'today':
      return whether(some.today !== null);
    case 'mine':
      return whether(some.allocated_to === user);
    case 'unallocated':
      return whether(some.allocated_to === null);
    case 'immediate':
      return whether(some.immediate === 1);
    case 'due':
      return some.due;
    case 'overdue':
      return some.overdue;
    case 'answered':
      return whether(some.answered === 1);
    case 'waiting':
      return whether(some.waits_on_others === 1);
    case 'decided':
      return whether(some.decided === 1);
    case 'refused':
      return whether(some.refused > 0);
    case 'all':
      return some.cases;
    default:
      return view satisfies never;
  }
}

/** The facets that are counted group by group, with the values that cases that are alike have in each. */
const valuesIn = {
  forces: ({ force }: FacetGroup) => [force],
  urgencies: ({ urgency }: FacetGroup) => [urgencies[urgency]!],
  channels: ({ channel }: FacetGroup) => [channel],
  states: ({ state }: FacetGroup) => [states[state]!],
  categories: (_: FacetGroup, some: Alike) => codesOf(some.categories),
  labels: (_: FacetGroup, some: Alike) => codesOf(some.labels),
  holders: (_: FacetGroup, some: Alike) => [some.allocated_to ?? 'nobody'],
} as const;
type Facet = keyof typeof valuesIn;
const facetNames = Object.keys(valuesIn) as Facet[];

/** The statement that brings cases that are alike, with how many of them stand in views of time and within the filter. */
function statementOf(at: Viewpoint, filter: Filter): Condition {
  const timed = at.view === 'due' || at.view === 'overdue' ? [viewCondition(at)] : [];
  const received = both({ sql: 'hidden = 0', parameters: [] }, ...timed, ...receivedBetween(filter));
  const within = both(received, ...readBy(filter));
  const due = viewCondition({ ...at, view: 'due' });
  const overdue = viewCondition({ ...at, view: 'overdue' });
  const counted = ({ sql }: Condition, as: string) => `count(*) FILTER (WHERE ${sql}) AS ${as}`;
  return {
    sql: `SELECT ${alike}, count(*) AS cases, ${counted(due, 'due')}, ${counted(overdue, 'overdue')},
      ${counted(received, 'read')}, ${counted(within, 'within')}
      FROM cases INDEXED BY facets WHERE ${inGroup} GROUP BY ${alike}`,
    parameters: [due, overdue, received, within].flatMap(({ parameters }) => parameters),
  };
}

/** The facets of one view under a filter, added up group by group. */
class Adding {
  readonly facets: Facets = Object.fromEntries([...facetNames, 'readers'].map((name) => [name, {}]));
  /** Cases that every filter but that of readers lets through. */
  read = 0;
  readonly #filter: Filter;

  constructor(filter: Filter) {
    this.#filter = filter;
  }

  /** A value counts as long as every other filter lets its cases through. */
  add(group: FacetGroup, some: Alike): void {
    const filter = this.#filter;
    const values = facetNames.map((name) => [name, valuesIn[name](group, some) as readonly string[]] as const);
    const closed = values.filter(([name, has]) => {
      const wanted: readonly string[] = filter[name];
      return wanted.length > 0 && !has.some((value) => wanted.includes(value));
    });
    if (closed.length > 1) return;
    if (closed.length === 0) this.read += some.read;
    for (const [name, has] of closed.length === 0 ? values : closed) {
      const facet = this.facets[name]!;
      if (some.within > 0) for (const value of has) facet[value] = (facet[value] ?? 0) + some.within;
    }
  }
}

/** Counts for the page. Of questions about a filter, and of those about none, a newer one ends an older: `superseded`. */
export class Counting {
  readonly #db: ReadConnection;
  readonly #clock: () => number;
  readonly #asked = { plain: 0, filtered: 0 };

  /** @param clock ms since 1970 */
  constructor(db: ReadConnection, clock: () => number = Date.now) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * How many cases each view holds, and how many each value of a filter would show in one view while every other filter
   * stays as it is; never reads a row.
   */
  async count(view: View, filter?: Filter): Promise<Done<Counts>> {
    const db = this.#db;
    const line = filter === undefined ? 'plain' : 'filtered';
    const mine = ++this.#asked[line];
    const at = viewpointOf(db, view, this.#clock());
    const views = Object.fromEntries(View.options.map((name) => [name, 0])) as Record<View, number>;
    const adding = new Adding(filter ?? noFilter);
    const { sql, parameters } = statementOf(at, filter ?? noFilter);
    let began = performance.now();
    for (const group of facetGroups(db)) {
      for (const some of db.all<Alike>(sql, [...(parameters as SqlValue[]), ...groupKey(group)])) {
        for (const name of View.options) views[name] += standIn(name, some, at.user);
        if (standIn(view, some, at.user) > 0) adding.add(group, some);
      }
      if (performance.now() - began < READ_SLICE_MS) continue;
      await pause();
      if (mine !== this.#asked[line]) return failed('superseded');
      began = performance.now();
    }
    const named = namedReaders(db, at, filter ?? noFilter);
    adding.facets.readers = { named, unit: adding.read - named };
    const { users } = directoryOf(db);
    const people = Object.fromEntries(
      Object.keys(adding.facets.holders!).flatMap((user) => (users[user] ? [[user, users[user].name]] : [])),
    );
    return done({ views, facets: adding.facets, people, newSince: newSince(db) });
  }
}

/** How many named-readers cases every other filter lets through; there are few, and an index finds them. */
function namedReaders(db: ReadConnection, at: Viewpoint, filter: Filter): number {
  const { sql, parameters } = both(viewCondition(at), ...filterConditions({ ...filter, readers: [] }));
  return db.column<number>(
    `SELECT count(*) FROM cases INDEXED BY cases_in_compartment
     WHERE compartment >= 'readers:' AND compartment < 'readers;' AND ${sql}`,
    parameters,
  )[0]!;
}

function newSince(db: ReadConnection): Counts['newSince'] {
  const since = readMeta(db, 'away_since');
  const fresh = db.get<{ count: number; immediate: number }>(
    `SELECT count(*) AS count, count(*) FILTER (WHERE urgency = 0) AS immediate FROM cases INDEXED BY cases_arrived
     WHERE hidden = 0 AND arrived_at > ?`,
    [since ?? ''],
  )!;
  return { since, ...fresh };
}
