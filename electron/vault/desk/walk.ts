import type { View } from '../../../shared/bridge/desk.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import { READ_SLICE_MS } from '../threads/slices.ts';
import { orderBy, type OrderKey } from './order.ts';
import { viewCondition, viewIndex, type Condition } from './views.ts';

/** A stretch of an index that holds cases in the order of a list. */
interface Stretch {
  readonly index: string;
  readonly condition: Condition;
  readonly keys: readonly OrderKey[];
}

/** The way through the indexes that brings cases in the order of a list. `whole`: more cases than the view's are met. */
export interface Path {
  readonly stretches: readonly Stretch[];
  readonly whole: boolean;
}

const orderIndex: Readonly<Record<string, string>> = {
  urgency: 'order_urgency',
  next_act: 'order_next_act',
  reference: 'order_reference',
  received_at: 'view_all',
  force: 'order_force',
  state: 'order_state',
  category_order: 'order_category',
  allocated_order: 'order_allocated',
};
const BANDS = [0, 1, 2, 3];

/** The path of a list, or null when no index has its order: several columns at once. */
export function pathOf(view: View, user: string, keys: readonly OrderKey[]): Path | null {
  const [first, second] = keys;
  if (first?.sql === 'today' && second?.sql === 'received_at') {
    const of = (band: number): Condition => ({ sql: 'today = ?', parameters: [band] });
    const stretches = BANDS.map((band) => ({ index: 'view_today', condition: of(band), keys: keys.slice(1) }));
    return { stretches, whole: false };
  }
  const index = orderIndex[first?.sql ?? ''];
  if (keys.length !== 2 || index === undefined) return null;
  const own = first!.sql === 'received_at' && view !== 'today';
  const condition = viewCondition(own ? view : 'all', user);
  return { stretches: [{ index: own ? viewIndex[view] : index, condition, keys }], whole: !own && view !== 'all' };
}

/** Every case of a view, in no order that matters. */
export const pathOfView = (view: View, user: string, newest: readonly OrderKey[]): Path =>
  view === 'today'
    ? pathOf(view, user, [{ sql: 'today', kind: 'number', descending: false }, ...newest])!
    : pathOf(view, user, newest)!;

const MOST = 20_000;

/** The row ids along a path, in slices of a few milliseconds, out of the indexes alone. The caller pauses between. */
export function* walk(db: ReadConnection, path: Path): Generator<number[]> {
  let size = 512;
  for (const { index, condition, keys } of path.stretches) {
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
      if (ids.length > 0) yield ids;
      if (ids.length < size) break;
      const row = db.get(`SELECT ${names} FROM cases WHERE id = ?`, [ids.at(-1)!]);
      // The row was purged meanwhile: the list ends here and is opened anew, since the page hears of it.
      if (row === undefined) return;
      last = keys.map(({ sql }) => row[sql]!);
      const took = performance.now() - began;
      size = Math.min(MOST, Math.max(256, Math.round((size * READ_SLICE_MS) / Math.max(took, 0.5))));
    }
  }
}
