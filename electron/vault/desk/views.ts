import type { View } from '../../../shared/bridge/desk.ts';
import type { SqlValue } from '../store/connection.ts';
import type { Moments } from './moments.ts';

export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** Which view, of whom, at which moment. */
export interface Viewpoint extends Moments {
  readonly view: View;
  readonly user: string;
}

export const viewIndex: Readonly<Record<View, string>> = {
  today: 'view_today',
  mine: 'view_mine',
  unallocated: 'view_unallocated',
  immediate: 'view_immediate',
  due: 'view_due',
  overdue: 'view_due',
  answered: 'view_answered',
  waiting: 'view_waiting',
  refused: 'view_refused',
  decided: 'view_decided',
  all: 'view_all',
};

const always = (sql: string): Condition => ({ sql, parameters: [] });
const due = 'hidden = 0 AND next_due IS NOT NULL';

/** The cases of a view; word for word the conditions of the indexes `view_…`. */
export function viewCondition({ view, user, now, tomorrow }: Viewpoint): Condition {
  switch (view) {
    case 'today':
      return always('today IS NOT NULL');
    case 'mine':
      return { sql: 'hidden = 0 AND allocated_to = ?', parameters: [user] };
    case 'unallocated':
      return always('hidden = 0 AND allocated_to IS NULL');
    case 'immediate':
      return always('hidden = 0 AND immediate = 1');
    case 'due':
      return { sql: `${due} AND next_due >= ? AND next_due < ?`, parameters: [now, tomorrow] };
    case 'overdue':
      return { sql: `${due} AND next_due < ?`, parameters: [now] };
    case 'answered':
      return always('hidden = 0 AND answered = 1');
    case 'waiting':
      return always('hidden = 0 AND waits_on_others = 1');
    case 'decided':
      return always('hidden = 0 AND decided = 1');
    case 'refused':
      return always('hidden = 0 AND refused > 0');
    case 'all':
      return always('hidden = 0');
    default:
      return view satisfies never;
  }
}

export const both = (...conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '),
  parameters: conditions.flatMap(({ parameters }) => parameters),
});
