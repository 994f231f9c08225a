import { View } from '../../../shared/bridge/desk.ts';
import { done, type Done } from '../calls/failure.ts';
import { states, urgencies } from '../cases/case-row.ts';
import type { ReadConnection } from '../store/connection.ts';
import { directoryOf, readMeta } from '../store/meta.ts';
import { FacetsHeld, type Alike } from './facets-held.ts';
import { noFilter, type Filter } from './filter.ts';
import { viewpointOf } from './lists.ts';
import { codesOf } from './rows.ts';

type Facets = Record<string, Record<string, number>>;

export interface Counts {
  readonly views: Record<View, number>;
  readonly facets: Facets;
  readonly people: Record<string, string>;
  readonly newSince: { since: string | null; count: number; immediate: number };
}

/** How many of the cases of a kind stand in a view; as `viewCondition` says it in SQL. Of views of time, none is told. */
function standIn(view: View, some: Alike, user: string): boolean {
  switch (view) {
    case 'today':
      return some.today;
    case 'mine':
      return some.holder === user;
    case 'unallocated':
      return some.holder === null;
    case 'immediate':
      return some.immediate;
    case 'answered':
      return some.answered;
    case 'waiting':
      return some.waits;
    case 'decided':
      return some.decided;
    case 'refused':
      return some.refused;
    case 'due':
    case 'overdue':
    case 'all':
      return true;
    default:
      return view satisfies never;
  }
}

/** The facets with the values that cases of a kind have in each. */
const valuesIn = {
  forces: ({ force }) => [force],
  urgencies: ({ urgency }) => [urgencies[urgency]!],
  channels: ({ channel }) => [channel],
  states: ({ state }) => [states[state]!],
  categories: ({ categories }) => codesOf(categories),
  labels: ({ labels }) => codesOf(labels),
  holders: ({ holder }) => [holder ?? 'nobody'],
  readers: ({ readers }) => [readers],
} as const satisfies Record<string, (some: Alike) => readonly string[]>;
type Facet = keyof typeof valuesIn;
const facetNames = Object.keys(valuesIn) as Facet[];

/** What the filter wants of a facet; of readers, both kinds are as good as none. */
const wantedOf = (filter: Filter, name: Facet): readonly string[] =>
  name === 'readers' && filter.readers.length !== 1 ? [] : filter[name];

/** Adds cases of a kind to the facets: a value counts as long as every other filter lets its cases through. */
function add(facets: Facets, filter: Filter, some: Alike, cases: number): void {
  let closed: Facet | null = null;
  for (const name of facetNames) {
    const wanted = wantedOf(filter, name);
    if (wanted.length === 0 || valuesIn[name](some).some((value) => wanted.includes(value))) continue;
    if (closed !== null) return;
    closed = name;
  }
  for (const name of closed === null ? facetNames : [closed]) {
    const facet = facets[name]!;
    for (const value of valuesIn[name](some)) facet[value] = (facet[value] ?? 0) + cases;
  }
}

const at = (moment: string | null, otherwise: number) => (moment === null ? otherwise : Date.parse(moment));

/** Counts for the page, out of the facets that are held in memory. */
export class Counting {
  readonly #db: ReadConnection;
  readonly #clock: () => number;
  readonly #held: FacetsHeld;

  /** @param clock ms since 1970 */
  constructor(db: ReadConnection, clock: () => number = Date.now) {
    this.#db = db;
    this.#clock = clock;
    this.#held = new FacetsHeld(db);
  }

  /**
   * How many cases each view holds, and how many each value of a filter would show in one view while every other filter
   * stays as it is. The first count reads the facets of every case, behind whatever is asked meanwhile.
   */
  async count(view: View, filter: Filter = noFilter): Promise<Done<Counts>> {
    const db = this.#db;
    const held = this.#held;
    await held.catchUp();
    const { user, ...moments } = viewpointOf(db, view, this.#clock());
    const [now, tomorrow] = [Date.parse(moments.now), Date.parse(moments.tomorrow)];
    const [from, before] = [at(filter.receivedFrom, -Infinity), at(filter.receivedBefore, Infinity)];
    const since = readMeta(db, 'away_since');
    const left = at(since, -Infinity);

    const views = Object.fromEntries(View.options.map((name) => [name, 0])) as Record<View, number>;
    const newSince = { since, count: 0, immediate: 0 };
    // Of each kind, how many cases stand in the view as far as times tell.
    const within = new Uint32Array(held.size);
    held.visit((kind, due, received, arrived) => {
      const isDue = due >= now && due < tomorrow;
      const isLate = due < now;
      if (isDue) views.due++;
      if (isLate) views.overdue++;
      if (arrived > left) {
        newSince.count++;
        if (held.kind(kind).urgency === 0) newSince.immediate++;
      }
      const inTime = view === 'due' ? isDue : view === 'overdue' ? isLate : true;
      if (inTime && received >= from && received < before) within[kind]!++;
    });
    const facets: Facets = Object.fromEntries(facetNames.map((name) => [name, {}]));
    facets.readers = { named: 0, unit: 0 };
    for (const { at: kind, alike, cases } of held.kinds()) {
      for (const name of View.options)
        if (name !== 'due' && name !== 'overdue' && standIn(name, alike, user)) views[name] += cases;
      if (within[kind]! > 0 && standIn(view, alike, user)) add(facets, filter, alike, within[kind]!);
    }
    const { users } = directoryOf(db);
    const people = Object.fromEntries(
      Object.keys(facets.holders!).flatMap((holder) => (users[holder] ? [[holder, users[holder].name]] : [])),
    );
    return done({ views, facets, people, newSince });
  }
}
