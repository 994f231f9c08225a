import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { pause, READ_SLICE_MS, type Cancelled } from '../threads/slices.ts';
import type { CaseSet } from './case-set.ts';
import type { OrderKey } from './order.ts';
import type { Sortable } from './sorting.ts';
import type { Condition } from './views.ts';

interface Collected extends Record<string, SqlValue> {
  id: number;
}

const columnsOf = (keys: readonly OrderKey[]) => keys.map(({ sql }, place) => `${sql} AS k${place}`).join(', ');

const sortable = (rows: readonly Collected[], keys: readonly OrderKey[]): Sortable => ({
  ids: rows.map((row) => row.id),
  values: keys.map((_, place) => rows.map((row) => row[`k${place}`] as string | number)),
});

/** Everything of a small view at once, through the view's own index. */
export function collectSmall(
  db: ReadConnection,
  index: string,
  condition: Condition,
  keys: readonly OrderKey[],
): Sortable {
  const sql = `SELECT id, ${columnsOf(keys)} FROM cases INDEXED BY ${index} WHERE ${condition.sql}`;
  return sortable(db.all<Collected>(sql, condition.parameters), keys);
}

/** These cases, as far as they stand in the view: a few thousand at most. */
export function collectThese(
  db: ReadConnection,
  ids: readonly number[],
  condition: Condition,
  keys: readonly OrderKey[],
): Sortable {
  const sql = `SELECT id, ${columnsOf(keys)} FROM cases NOT INDEXED
    WHERE id IN (SELECT value FROM json_each(?)) AND ${condition.sql}`;
  return sortable(db.all<Collected>(sql, [JSON.stringify(ids), ...condition.parameters]), keys);
}

/**
 * Everything that belongs in a list whose order no index has, with the values it is sorted by, read in slices by row
 * id. `members` are the only ones that count, if any are named. Null when cancelled.
 */
export async function collect(
  db: ReadConnection,
  members: CaseSet | null,
  condition: Condition,
  keys: readonly OrderKey[],
  cancelled: Cancelled,
): Promise<Sortable | null> {
  const values: (string | number)[][] = keys.map(() => []);
  const ids: number[] = [];
  const sql = `SELECT id, ${columnsOf(keys)} FROM cases NOT INDEXED WHERE id > ? AND ${condition.sql} ORDER BY id LIMIT ?`;
  let after = 0;
  let size = 256;
  for (;;) {
    const began = performance.now();
    const rows = db.all<Collected>(sql, [after, ...condition.parameters, size]);
    for (const row of rows) {
      if (members !== null && !members.has(row.id)) continue;
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
