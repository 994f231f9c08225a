import type { z } from 'zod';
import type { DeskFilter } from '../../../shared/bridge/desk.ts';
import { states, urgencies } from '../cases/case-row.ts';
import type { SqlValue } from '../store/connection.ts';
import type { Condition } from './views.ts';

export type Filter = z.output<typeof DeskFilter>;

/** A filter that lets everything through. */
export const noFilter: Filter = {
  forces: [],
  categories: [],
  urgencies: [],
  channels: [],
  states: [],
  readers: [],
  labels: [],
  holders: [],
  receivedFrom: null,
  receivedBefore: null,
};

const oneOf = (column: string, values: readonly SqlValue[]): Condition[] =>
  values.length === 0 ? [] : [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, parameters: values }];

/** A case fits when any of its codes, each between bars, is one of them. */
const anyOf = (column: string, codes: readonly string[]): Condition[] =>
  codes.length === 0
    ? []
    : [
        {
          sql: `(${codes.map(() => `instr(${column}, ?) > 0`).join(' OR ')})`,
          parameters: codes.map((code) => `|${code}|`),
        },
      ];

function heldBy(holders: Filter['holders']): Condition[] {
  if (holders.length === 0) return [];
  const people = oneOf(
    'allocated_to',
    holders.filter((holder) => holder !== 'nobody'),
  );
  const nobody: Condition[] = holders.includes('nobody') ? [{ sql: 'allocated_to IS NULL', parameters: [] }] : [];
  const any = [...people, ...nobody];
  return [{ sql: `(${any.map(({ sql }) => sql).join(' OR ')})`, parameters: any.flatMap((one) => one.parameters) }];
}

/** Received at the first of its moments or later, and before the second. */
export const receivedBetween = ({ receivedFrom, receivedBefore }: Filter): Condition[] => [
  ...(receivedFrom === null ? [] : [{ sql: 'received_at >= ?', parameters: [receivedFrom] }]),
  ...(receivedBefore === null ? [] : [{ sql: 'received_at < ?', parameters: [receivedBefore] }]),
];

/** Named-readers cases, or those that the whole unit reads, if the filter tells them apart. */
export const readBy = ({ readers }: Filter): Condition[] =>
  readers.length === 1
    ? [{ sql: `compartment ${readers[0] === 'named' ? '' : 'NOT '}LIKE 'readers:%'`, parameters: [] }]
    : [];

/** What is asked of a case beyond the group of facets in which it lies. */
export const withinGroup = (filter: Filter): Condition[] => [
  ...anyOf('categories', filter.categories),
  ...anyOf('labels', filter.labels),
  ...heldBy(filter.holders),
  ...receivedBetween(filter),
  ...readBy(filter),
];

/** What the filter asks for; empty arrays filter nothing. */
export const filterConditions = (filter: Filter): Condition[] => [
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
  ...withinGroup(filter),
];

/** The names of the filters that are set: all that the journal may know of them. */
export const filterNames = (filter: Filter): string[] =>
  Object.entries(filter).flatMap(([name, values]) => (values === null || values.length === 0 ? [] : [name]));
