import type { z } from 'zod';
import type { DeskFilter, View } from '../../../shared/bridge/desk.ts';
import { states, urgencies } from '../cases/case-row.ts';
import type { SqlValue } from '../store/connection.ts';

export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

export const viewIndex: Readonly<Record<View, string>> = {
  today: 'view_today',
  mine: 'view_mine',
  unallocated: 'view_unallocated',
  immediate: 'view_immediate',
  decided: 'view_decided',
  refused: 'view_refused',
  all: 'view_all',
};

/** The cases of a view; word for word the conditions of the indexes `view_…`. */
export function viewCondition(view: View, user: string): Condition {
  switch (view) {
    case 'today':
      return { sql: 'today IS NOT NULL', parameters: [] };
    case 'mine':
      return { sql: 'hidden = 0 AND allocated_to = ?', parameters: [user] };
    case 'unallocated':
      return { sql: 'hidden = 0 AND allocated_to IS NULL', parameters: [] };
    case 'immediate':
      return { sql: 'hidden = 0 AND immediate = 1', parameters: [] };
    case 'decided':
      return { sql: 'hidden = 0 AND decided = 1', parameters: [] };
    case 'refused':
      return { sql: 'hidden = 0 AND refused > 0', parameters: [] };
    case 'all':
      return { sql: 'hidden = 0', parameters: [] };
    default:
      return view satisfies never;
  }
}

const oneOf = (column: string, values: readonly SqlValue[]): Condition[] =>
  values.length === 0 ? [] : [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, parameters: values }];

/** The filter of categories, if it is set: a case fits when any of its categories is one of them. */
export const hasCategory = ({ categories }: z.output<typeof DeskFilter>): Condition[] =>
  categories.length === 0
    ? []
    : [
        {
          sql: `(${categories.map(() => 'instr(categories, ?) > 0').join(' OR ')})`,
          parameters: categories.map((code) => `|${code}|`),
        },
      ];

/** The filter of readers, if it tells anything apart: named-readers cases, or those that the whole unit reads. */
export const hasReaders = ({ readers }: z.output<typeof DeskFilter>): Condition[] =>
  readers.length === 1
    ? [{ sql: `compartment ${readers[0] === 'named' ? '' : 'NOT '}LIKE 'readers:%'`, parameters: [] }]
    : [];

/** What the filter asks for; empty arrays filter nothing. */
export const filterConditions = (filter: z.output<typeof DeskFilter>): Condition[] => [
  ...oneOf('force', filter.forces),
  ...oneOf(
    'urgency',
    filter.urgencies.map((urgency) => urgencies.indexOf(urgency)),
  ),
  ...oneOf('channel', filter.channels),
  ...oneOf(
    'state',
    filter.states.map((state) => states.indexOf(state)),
  ),
  ...hasCategory(filter),
  ...hasReaders(filter),
];

export const both = (...conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '),
  parameters: conditions.flatMap(({ parameters }) => parameters),
});

/** The names of the filters that are set: all that the journal may know of them. */
export const filterNames = (filter: z.output<typeof DeskFilter>): string[] =>
  Object.entries(filter).flatMap(([name, values]) => (values.length === 0 ? [] : [name]));
