import type { z } from 'zod';
import type { Sort, SortColumn, View } from '../../../shared/bridge/desk.ts';

type Column = z.output<typeof SortColumn>;

/** The column by which the table is sorted for each column of the Desk: codes by their place in their list. */
const columns: Record<Column, { readonly sql: string; readonly kind: 'number' | 'text' }> = {
  urgency: { sql: 'urgency', kind: 'number' },
  nextAct: { sql: 'next_act', kind: 'number' },
  reference: { sql: 'reference', kind: 'text' },
  receivedAt: { sql: 'received_at', kind: 'text' },
  force: { sql: 'force', kind: 'text' },
  state: { sql: 'state', kind: 'number' },
  category: { sql: 'category_order', kind: 'text' },
  allocatedTo: { sql: 'allocated_order', kind: 'text' },
  nextDue: { sql: 'next_due', kind: 'text' },
  channel: { sql: 'channel', kind: 'text' },
};

export interface OrderKey {
  readonly sql: string;
  readonly kind: 'number' | 'text';
  readonly descending: boolean;
}

const received = (descending: boolean): OrderKey => ({ sql: 'received_at', kind: 'text', descending });
const byCase = (descending: boolean): OrderKey => ({ sql: 'case_id', kind: 'text', descending });

/** Newest first: what lists without a wish have, and searches. */
export const newestFirst: readonly OrderKey[] = [received(true), byCase(true)];
/** The nearest first: views of what is due. */
export const nearestFirst: readonly OrderKey[] = [{ sql: 'next_due', kind: 'text', descending: false }, byCase(false)];

/** Cases without a time stand last, whichever way the others go. */
const timelessLast: OrderKey = { sql: 'next_due IS NULL', kind: 'number', descending: false };

/** Whether a list is the day's own: in groups, each in an order of its own. */
export const isGrouped = (view: View, searching: boolean, sort: readonly unknown[]): boolean =>
  view === 'today' && !searching && sort.length === 0;

/**
 * The keys by which a list is sorted. Without a wish: newest first, what is due by its time. What stands alike by every
 * wish is newest first; columns of times and references hardly ever are. The last key is always the case id, so that
 * every list has one order, which an index can give.
 */
export function orderOf(view: View, searching: boolean, sort: readonly z.output<typeof Sort>[]): OrderKey[] {
  if (sort.length === 0)
    return [...(!searching && (view === 'due' || view === 'overdue') ? nearestFirst : newestFirst)];
  const wished = sort.flatMap(({ column, descending }): OrderKey[] => {
    const key = { ...columns[column], descending };
    return column === 'nextDue' ? [timelessLast, key] : [key];
  });
  const last = sort.at(-1)!;
  const settled = sort.some(({ column }) => column === 'receivedAt') || ['reference', 'nextDue'].includes(last.column);
  return settled ? [...wished, byCase(last.descending)] : [...wished, ...newestFirst];
}

export const orderBy = (keys: readonly OrderKey[]) =>
  keys.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
