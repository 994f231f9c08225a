/**
 * Days and times in the words of the catalogue: Chromium’s `Intl` knows no Welsh day or month, so that only their numbers
 * and order come from it, as British English has them.
 */
import { t } from './t.ts';

/** As `en-GB` writes them short. */
const names: Readonly<Record<string, () => string>> = {
  Mon: () => t('Mon'),
  Tue: () => t('Tue'),
  Wed: () => t('Wed'),
  Thu: () => t('Thu'),
  Fri: () => t('Fri'),
  Sat: () => t('Sat'),
  Sun: () => t('Sun'),
  Jan: () => t('Jan'),
  Feb: () => t('Feb'),
  Mar: () => t('Mar'),
  Apr: () => t('Apr'),
  May: () => t('May'),
  Jun: () => t('Jun'),
  Jul: () => t('Jul'),
  Aug: () => t('Aug'),
  Sept: () => t('Sept'),
  Oct: () => t('Oct'),
  Nov: () => t('Nov'),
  Dec: () => t('Dec'),
};

const told = (format: Intl.DateTimeFormat, at: Date): string =>
  format
    .formatToParts(at)
    .map(({ type, value }) => (type === 'weekday' || type === 'month' ? (names[value]?.() ?? value) : value))
    .join('')
    .replace(',', '');

/** Where a day is told: in the workstation’s own time zone, or in London’s, where statutory clocks run. */
export interface Days {
  /** `09:41` */
  readonly clock: (at: Date) => string;
  /** `Tue 24 Nov` */
  readonly day: (at: Date) => string;
  /** `24 Nov 2024` */
  readonly dayOfYear: (at: Date) => string;
  /** `Nov 2024` */
  readonly month: (at: Date) => string;
}

/** @param timeZone the workstation’s own unless told */
export function daysIn(timeZone?: string): Days {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat('en-GB', { ...options, ...(timeZone !== undefined && { timeZone }) });
    return (at: Date) => told(made, at);
  };
  return {
    clock: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: format({ weekday: 'short', day: 'numeric', month: 'short' }),
    dayOfYear: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    month: format({ month: 'short', year: 'numeric' }),
  };
}
