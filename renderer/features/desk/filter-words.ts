import type { DeskFilter } from '../../../shared/bridge/desk.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { labelOf } from '../../words/codes.ts';
import { daysIn } from '../../words/dates.ts';
import { categoryShort, channelName, readersNames, stateNames, urgencyName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';

/** The filters whose values are chosen out of a list, in the order in which they are offered. */
export const listFilters = [
  'urgencies',
  'forces',
  'categories',
  'labels',
  'holders',
  'states',
  'channels',
  'readers',
] as const satisfies readonly (keyof DeskFilter)[];
export type ListFilter = (typeof listFilters)[number];

const inTable = (table: Readonly<Record<string, string>>, value: string) => table[value] ?? value;

/** @param people names of users */
export function valueName(filter: ListFilter, value: string, people: Readonly<Record<string, string>>): string {
  switch (filter) {
    case 'urgencies':
      return urgencyName(value);
    case 'forces':
      return forceByShort(value)?.name ?? value;
    case 'categories':
      return categoryShort(value);
    case 'channels':
      return channelName(value);
    case 'states':
      return inTable(stateNames, value);
    case 'readers':
      return inTable(readersNames, value);
    case 'labels':
      return labelOf('label', value);
    case 'holders':
      return value === 'nobody' ? t('Nobody') : (people[value] ?? t('Somebody'));
    default:
      return filter satisfies never;
  }
}

export const dayName = daysIn().dayOfYear;

/**
 * The midnight that begins a day of the calendar, `2026-03-01`, in the workstation's own time zone, so many days later.
 * Null where it is no day: nothing is typed, or the year only half.
 */
export function midnightOf(date: string, later = 0): string | null {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const at = new Date(year, month - 1, day + later);
  return year < 1900 || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** The day of the calendar on which an instant falls, or that ended with it. */
export function dateOf(instant: string | null, earlier = 0): string {
  if (instant === null) return '';
  const at = new Date(instant);
  at.setDate(at.getDate() - earlier);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
