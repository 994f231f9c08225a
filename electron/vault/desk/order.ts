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
};

export interface OrderKey {
  readonly sql: string;
  readonly kind: 'number' | 'text';
  readonly descending: boolean;
}

/** Newest first: what lists without a wish have, and searches. */
export const newestFirst: readonly OrderKey[] = [
  { sql: 'received_at', kind: 'text', descending: true },
  { sql: 'case_id', kind: 'text', descending: true },
];

/**
 * The keys by which a list is sorted. Without a wish: Today by its bands, then newest first; else newest first. The last key is always the
 * case id, in the direction of the key before it, so that every list has one order, which an index can give.
 */
export function orderOf(view: View, searching: boolean, sort: readonly z.output<typeof Sort>[]): OrderKey[] {
  const newest: OrderKey[] = [{ sql: 'received_at', kind: 'text', descending: true }];
  const bands: OrderKey[] = [{ sql: 'today', kind: 'number', descending: false }, ...newest];
  const wished = sort.map(({ column, descending }) => ({ ...columns[column], descending }));
  const keys = wished.length > 0 ? wished : view === 'today' && !searching ? bands : newest;
  return [...keys, { sql: 'case_id', kind: 'text', descending: keys.at(-1)!.descending }];
}

export const orderBy = (keys: readonly OrderKey[]) =>
  keys.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
