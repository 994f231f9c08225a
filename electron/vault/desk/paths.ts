/** The ways through the indexes along which the cases of a list lie in its order. */
import type { TodayGroup } from '../../../shared/bridge/desk.ts';
import type { ReadConnection, SqlValue } from '../store/connection.ts';
import type { Moments } from './moments.ts';
import { nearestFirst, newestFirst, type OrderKey } from './order.ts';
import { viewCondition, viewIndex, type Condition, type Viewpoint } from './views.ts';

/** A stretch of an index that holds cases in the order of a list. Its keys all go the same way. */
export interface Stretch {
  readonly index: string;
  readonly condition: Condition;
  readonly keys: readonly OrderKey[];
  /** The group of the day that it belongs to. */
  readonly group?: TodayGroup;
}

/** `whole`: more cases than the view's are met on the way. */
export interface Path {
  readonly stretches: readonly Stretch[];
  readonly whole: boolean;
}

/** Columns of few values: their indexes hold the cases of each value newest first. */
const indexOfValues: Readonly<Record<string, string>> = {
  urgency: 'order_urgency',
  next_act: 'order_next_act',
  force: 'order_force',
  state: 'order_state',
  category_order: 'order_category',
  allocated_order: 'order_allocated',
  channel: 'order_channel',
};

const condition = (sql: string, ...parameters: SqlValue[]): Condition => ({ sql, parameters });

/** The values that a column has, in rising order, by seeking from one to the next. */
function valuesOf(db: ReadConnection, column: string, index: string): SqlValue[] {
  const next = (more: string) =>
    `SELECT ${column} FROM cases INDEXED BY ${index} WHERE hidden = 0 ${more} ORDER BY ${column} LIMIT 1`;
  const values: SqlValue[] = [];
  for (let [value] = db.column<SqlValue>(next('')); value !== undefined;)
    [value] = db.column<SqlValue>(next(`AND ${column} > ?`), [values[values.push(value) - 1]!]);
  return values;
}

/** Every value of the first key in its direction, the cases of each in the order of the other keys. Null without an index. */
export function byValue(db: ReadConnection, [first, ...rest]: readonly OrderKey[]): Stretch[] | null {
  const index = indexOfValues[first?.sql ?? ''];
  if (first === undefined || index === undefined) return null;
  const values = valuesOf(db, first.sql, index);
  return (first.descending ? values.toReversed() : values).map((value) => ({
    index,
    condition: condition(`hidden = 0 AND ${first.sql} = ?`, value),
    keys: rest,
  }));
}

function stretchesOfAll(db: ReadConnection, keys: readonly OrderKey[]): Stretch[] | null {
  const names = keys.map(({ sql }) => sql).join(' ');
  switch (names) {
    case 'reference case_id':
      return [{ index: 'order_reference', condition: condition('hidden = 0'), keys }];
    case 'next_due IS NULL next_due case_id':
      return [
        { index: 'view_due', condition: condition('hidden = 0 AND next_due IS NOT NULL'), keys: keys.slice(1) },
        { index: 'order_undue', condition: condition('hidden = 0 AND next_due IS NULL'), keys: keys.slice(2) },
      ];
    case 'received_at case_id':
      return [{ index: 'view_all', condition: condition('hidden = 0'), keys }];
    default:
      return names === `${keys[0]?.sql} received_at case_id` ? byValue(db, keys) : null;
  }
}

/** Whether the index of a view holds its cases in this order, forwards or backwards. */
function isOwnOrder({ view }: Viewpoint, keys: readonly OrderKey[]): boolean {
  const [first, ...others] = keys;
  if (others.length !== 1 || view === 'today') return false;
  return first!.sql === (view === 'due' || view === 'overdue' ? 'next_due' : 'received_at');
}

/** The path of a list, or null when no index has its order: several columns at once. */
export function pathOf(db: ReadConnection, at: Viewpoint, keys: readonly OrderKey[]): Path | null {
  if (isOwnOrder(at, keys))
    return { stretches: [{ index: viewIndex[at.view], condition: viewCondition(at), keys }], whole: false };
  const stretches = stretchesOfAll(db, keys);
  return stretches === null ? null : { stretches, whole: at.view !== 'all' };
}

/** Bands of the column `today`, as `todayBand` gives them. */
const BANDS = [0, 1, 2, 3, 4, 5, 6];
/** What nobody has begun stays under New until it is late. */
const LAST_NEW = 3;
const groupOfBand: readonly TodayGroup[] = ['now', 'now', 'new', 'new', 'answered', 'in_hand', 'waiting'];

/** Every case of a view, in no order that matters. */
export function pathOfView(at: Viewpoint): Path {
  if (at.view !== 'today') {
    const keys = at.view === 'due' || at.view === 'overdue' ? nearestFirst : newestFirst;
    return { stretches: [{ index: viewIndex[at.view], condition: viewCondition(at), keys }], whole: false };
  }
  const stretches = BANDS.map((band) => ({
    index: 'view_today',
    condition: condition('today = ?', band),
    keys: newestFirst,
  }));
  return { stretches, whole: false };
}

/**
 * The day in its groups: what was refused, what is urgent and what is late stand under Now; what was begun and has to be
 * done by midnight follows by its time; the rest in its bands, newest first.
 */
export function pathOfDay({ now, tomorrow }: Moments): Path {
  const band = (which: number, more: Condition): Stretch => ({
    index: 'view_today',
    condition: condition(`today = ?${more.sql}`, which, ...more.parameters),
    keys: newestFirst,
    group: groupOfBand[which]!,
  });
  const due = (group: TodayGroup, when: Condition): Stretch => ({
    index: 'today_due',
    condition: condition(`today > 1 AND next_due IS NOT NULL AND ${when.sql}`, ...when.parameters),
    keys: nearestFirst,
    group,
  });
  const notBefore = (moment: string) => condition(' AND (next_due IS NULL OR next_due >= ?)', moment);
  const [refused, urgent, ...others] = BANDS;
  return {
    whole: false,
    stretches: [
      band(refused!, condition('')),
      band(urgent!, condition('')),
      due('now', condition('next_due < ?', now)),
      due('due_today', condition(`next_due >= ? AND next_due < ? AND today > ${LAST_NEW}`, now, tomorrow)),
      ...others.map((each) => band(each, notBefore(each <= LAST_NEW ? now : tomorrow))),
    ],
  };
}
