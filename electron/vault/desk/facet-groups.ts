import type { ReadConnection, SqlRow } from '../store/connection.ts';

/** The first columns of the index `facets`: cases that are alike in all four lie together in it. */
export interface FacetGroup extends SqlRow {
  force: string;
  urgency: number;
  channel: string;
  state: number;
}

/** Every group that has a case, by seeking from one to the next: a few hundred seeks among 100,000 cases. */
export function* facetGroups(db: ReadConnection): Generator<FacetGroup> {
  const columns = 'force, urgency, channel, state';
  const next = (after: string) =>
    `SELECT ${columns} FROM cases INDEXED BY facets WHERE hidden = 0 ${after} ORDER BY ${columns} LIMIT 1`;
  let group = db.get<FacetGroup>(next(''));
  while (group !== undefined) {
    yield group;
    group = db.get<FacetGroup>(next(`AND (${columns}) > (?, ?, ?, ?)`), groupKey(group));
  }
}

export const groupKey = ({ force, urgency, channel, state }: FacetGroup) => [force, urgency, channel, state];

/** The cases of one group; parameters as `groupKey` has them. */
export const inGroup = 'hidden = 0 AND force = ? AND urgency = ? AND channel = ? AND state = ?';
