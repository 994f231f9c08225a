import { View } from '../../../shared/bridge/desk.ts';
import { states, urgencies } from '../cases/case-row.ts';
import type { ReadConnection } from '../store/connection.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import { viewTotal } from './lists.ts';
import { viewCondition } from './views.ts';

export interface Counts {
  readonly views: Record<string, number>;
  readonly facets: Record<string, Record<string, number>>;
  readonly newSince: { since: string | null; count: number; immediate: number };
}

interface Group extends Record<string, string | number> {
  force: string;
  urgency: number;
  channel: string;
  state: number;
  categories: string;
  apart: number;
  cases: number;
}

/** How many cases each view holds, and how often each value of a filter stands in one view. */
export function counts(db: ReadConnection, view: View): Counts {
  const condition = viewCondition(view, identityOf(db).user);
  const groups = db.all<Group>(
    `SELECT force, urgency, channel, state, categories, compartment LIKE 'readers:%' AS apart,
       count(*) AS cases FROM cases WHERE ${condition.sql}
     GROUP BY force, urgency, channel, state, categories, apart`,
    condition.parameters,
  );
  const facets: Record<string, Record<string, number>> = {
    forces: {},
    categories: {},
    urgencies: {},
    channels: {},
    states: {},
    readers: {},
  };
  const add = (facet: string, value: string, cases: number) => {
    facets[facet]![value] = (facets[facet]![value] ?? 0) + cases;
  };
  for (const group of groups) {
    add('forces', group.force, group.cases);
    add('urgencies', urgencies[group.urgency]!, group.cases);
    add('channels', group.channel, group.cases);
    add('states', states[group.state]!, group.cases);
    add('readers', group.apart === 1 ? 'named' : 'unit', group.cases);
    for (const code of group.categories.split('|')) if (code !== '') add('categories', code, group.cases);
  }
  const since = readMeta(db, 'away_since');
  const fresh = db.get<{ count: number; immediate: number }>(
    `SELECT count(*) AS count, count(*) FILTER (WHERE urgency = 0) AS immediate FROM cases
     WHERE hidden = 0 AND arrived_at > ?`,
    [since ?? ''],
  )!;
  return {
    views: Object.fromEntries(View.options.map((name) => [name, viewTotal(db, name)])),
    facets,
    newSince: { since, ...fresh },
  };
}
