import { View } from '../../../shared/bridge/desk.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { states, urgencies } from '../cases/case-row.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import { pause, READ_SLICE_MS } from '../threads/slices.ts';
import { facetGroups, groupKey, inGroup } from './facet-groups.ts';
import { viewCondition } from './views.ts';

export interface Counts {
  readonly views: Record<View, number>;
  readonly facets: Record<string, Record<string, number>>;
  readonly newSince: { since: string | null; count: number; immediate: number };
}

interface Alike extends SqlRow {
  categories: string;
  today: number | null;
  immediate: number;
  decided: number;
  refused: number;
  allocated_to: string | null;
  cases: number;
}

const rest = 'categories, today, immediate, decided, refused, allocated_to';
const alike = `SELECT ${rest}, count(*) AS cases FROM cases INDEXED BY facets WHERE ${inGroup} GROUP BY ${rest}`;

/** Whether cases that are alike stand in a view; as `viewCondition` says it in SQL. */
function standsIn(view: View, cases: Alike, user: string): boolean {
  switch (view) {
    case 'today':
      return cases.today !== null;
    case 'mine':
      return cases.allocated_to === user;
    case 'unallocated':
      return cases.allocated_to === null;
    case 'immediate':
      return cases.immediate === 1;
    case 'decided':
      return cases.decided === 1;
    case 'refused':
      return cases.refused > 0;
    case 'all':
      return true;
    default:
      return view satisfies never;
  }
}

const noFacets = (): Record<string, Record<string, number>> => ({
  forces: {},
  categories: {},
  urgencies: {},
  channels: {},
  states: {},
});

/** Counts for the page, one question at a time: a newer one ends an older, which answers `superseded`. */
export class Counting {
  readonly #db: ReadConnection;
  #asked = 0;

  constructor(db: ReadConnection) {
    this.#db = db;
  }

  /** How many cases each view holds, and how often each value of a filter stands in one view; never reads a row. */
  async count(view: View): Promise<Done<Counts>> {
    const db = this.#db;
    const mine = ++this.#asked;
    const { user } = identityOf(db);
    const views = Object.fromEntries(View.options.map((name) => [name, 0])) as Record<View, number>;
    const facets = noFacets();
    const add = (facet: string, value: string, cases: number) => {
      facets[facet]![value] = (facets[facet]![value] ?? 0) + cases;
    };
    let began = performance.now();
    for (const group of facetGroups(db)) {
      for (const some of db.all<Alike>(alike, groupKey(group))) {
        for (const name of View.options) if (standsIn(name, some, user)) views[name] += some.cases;
        if (!standsIn(view, some, user)) continue;
        add('forces', group.force, some.cases);
        add('urgencies', urgencies[group.urgency]!, some.cases);
        add('channels', group.channel, some.cases);
        add('states', states[group.state]!, some.cases);
        for (const code of some.categories.split('|')) if (code !== '') add('categories', code, some.cases);
      }
      if (performance.now() - began < READ_SLICE_MS) continue;
      await pause();
      if (mine !== this.#asked) return failed('superseded');
      began = performance.now();
    }
    const named = namedReaders(db, view, user);
    facets.readers = { named, unit: views[view] - named };
    return done({ views, facets, newSince: newSince(db) });
  }
}

/** How many named-readers cases stand in a view; there are few, and an index finds them. */
function namedReaders(db: ReadConnection, view: View, user: string): number {
  const { sql, parameters } = viewCondition(view, user);
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
