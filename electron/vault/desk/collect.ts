import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { pause, READ_SLICE_MS, type Cancelled } from '../threads/slices.ts';
import type { OrderKey } from './order.ts';
import type { Sortable } from './sorting.ts';
import type { Condition } from './views.ts';

interface Collected extends Record<string, SqlValue> {
  id: number;
}

/** Everything of a small view at once, through the view's own index. */
export function collectSmall(
  db: ReadConnection,
  index: string,
  condition: Condition,
  keys: readonly OrderKey[],
): Sortable {
  const keyColumns = keys.map(({ sql }, place) => `${sql} AS k${place}`).join(', ');
  const rows = db.all<Collected>(
    `SELECT id, ${keyColumns} FROM cases INDEXED BY ${index} WHERE ${condition.sql}`,
    condition.parameters,
  );
  return {
    ids: rows.map((row) => row.id),
    values: keys.map((_, place) => rows.map((row) => row[`k${place}`] as string | number)),
  };
}

/**
 * Everything that belongs in a list, with the values it is sorted by, read in slices by row id. With `match`, the rows
 * that the search finds. Null when cancelled.
 */
export async function collect(
  db: ReadConnection,
  match: string | null,
  condition: Condition,
  keys: readonly OrderKey[],
  cancelled: Cancelled,
): Promise<Sortable | null> {
  const values: (string | number)[][] = keys.map(() => []);
  const ids: number[] = [];
  const keyColumns = keys.map(({ sql }, index) => `${sql} AS k${index}`).join(', ');
  const sql =
    match === null
      ? `SELECT id, ${keyColumns} FROM cases NOT INDEXED WHERE id > ? AND ${condition.sql} ORDER BY id LIMIT ?`
      : `SELECT cases.id AS id, ${keyColumns} FROM search CROSS JOIN cases ON cases.id = search.rowid
         WHERE search MATCH ? AND search.rowid > ? AND ${condition.sql} ORDER BY search.rowid LIMIT ?`;
  let after = 0;
  let size = 256;
  for (;;) {
    const began = performance.now();
    const rows = db.all<Collected>(sql, [...(match === null ? [] : [match]), after, ...condition.parameters, size]);
    for (const row of rows) {
      ids.push(row.id);
      keys.forEach((_, index) => values[index]!.push(row[`k${index}`] as string | number));
    }
    if (rows.length < size) return { ids, values };
    after = rows.at(-1)!.id;
    const took = performance.now() - began;
    size = Math.min(20_000, Math.max(64, Math.round((size * READ_SLICE_MS) / Math.max(took, 0.5))));
    await pause();
    if (cancelled()) return null;
  }
}
