import type { DeskColumn } from '../../../shared/bridge/arrangement.ts';
import type { ListFilter } from './filter-words.ts';

/** The filter that narrows by what a column shows. */
export const filterOfColumn: Partial<Record<DeskColumn, ListFilter | 'received'>> = {
  urgency: 'urgencies',
  force: 'forces',
  category: 'categories',
  state: 'states',
  channel: 'channels',
  labels: 'labels',
  allocatedTo: 'holders',
  receivedAt: 'received',
};

export const hasFilter = (column: DeskColumn): boolean => filterOfColumn[column] !== undefined;
