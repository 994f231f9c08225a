import type { TodayGroup } from '../../../shared/bridge/desk.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { READ_SLICE_MS } from '../threads/slices.ts';
import { orderBy } from './order.ts';
import type { Path } from './paths.ts';

const MOST = 20_000;

export interface Steps {
  readonly ids: readonly number[];
  readonly group: TodayGroup | null;
}

/**
 * The row ids along a path, in slices of a few milliseconds, out of the indexes alone. The caller pauses between.
 * @param most so many at a time
 */
export function* walk(db: ReadConnection, path: Path, most = MOST): Generator<Steps> {
  let size = Math.min(512, most);
  for (const { index, condition, keys, group = null } of path.stretches) {
    const names = keys.map(({ sql }) => sql).join(', ');
    const from = `FROM cases INDEXED BY ${index} WHERE ${condition.sql}`;
    const after = `AND (${names}) ${keys[0]!.descending ? '<' : '>'} (${keys.map(() => '?').join(', ')})`;
    const slice = (more: string) => `SELECT id ${from} ${more} ORDER BY ${orderBy(keys)} LIMIT ?`;
    let last: readonly SqlValue[] | null = null;
    for (;;) {
      const began = performance.now();
      const ids: number[] = db.column<number>(slice(last === null ? '' : after), [
        ...condition.parameters,
        ...(last ?? []),
        size,
      ]);
      if (ids.length > 0) yield { ids, group };
      if (ids.length < size) break;
      const row = db.get(`SELECT ${names} FROM cases WHERE id = ?`, [ids.at(-1)!]);
      // The row was purged meanwhile: the list ends here and is opened anew, since the page hears of it.
      if (row === undefined) return;
      last = keys.map(({ sql }) => row[sql]!);
      const took = performance.now() - began;
      size = Math.min(most, Math.max(256, Math.round((size * READ_SLICE_MS) / Math.max(took, 0.5))));
    }
  }
}
