import type { ReadConnection } from '../store/connection.ts';

export interface Holding {
  readonly user: string;
  /** Cases held that are not decided. */
  readonly held: number;
  readonly heavy: number;
}

/** What each person holds now, so that heavy cases can be shared out; nothing about how fast anybody works. */
export const holdings = (db: ReadConnection): Holding[] =>
  db.all<{ user: string; held: number; heavy: number }>(
    `SELECT allocated_to AS user, count(*) AS held, sum(heavy) AS heavy FROM cases INDEXED BY holdings
     WHERE hidden = 0 AND decided = 0 AND allocated_to IS NOT NULL GROUP BY allocated_to`,
  );
