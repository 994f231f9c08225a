import { instantOfWallClock, wallClockAt } from './statutory-clock.ts';
import holidayFile from '../../resources/bank-holidays.json' with { type: 'json' };
import { z } from 'zod';

/** Bank holidays of England and Wales, as dates of London. */
const holidays: ReadonlySet<string> = new Set(
  z.strictObject({ version: z.string(), source: z.string(), days: z.array(z.iso.date()) }).parse(holidayFile).days,
);

const DAY = 86_400_000;
const dateOf = (utcDay: number) => new Date(utcDay).toISOString().slice(0, 10);

/** Monday to Friday without bank holidays; `date` is `YYYY-MM-DD`. */
export function isWorkingDay(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(date);
}

/**
 * The end (last millisecond, in London) of the nth working day after the day of `instant`: the day itself does not
 * count. Both ISO 8601, UTC.
 */
export function addWorkingDays(instant: string, days: number): string {
  const { year, month, day } = wallClockAt(instant);
  let at = Date.UTC(year, month - 1, day);
  for (let left = days; left > 0;) {
    at += DAY;
    if (isWorkingDay(dateOf(at))) left -= 1;
  }
  const next = new Date(at + DAY);
  const midnight = instantOfWallClock({
    year: next.getUTCFullYear(),
    month: next.getUTCMonth() + 1,
    day: next.getUTCDate(),
    hour: 0,
    minute: 0,
  });
  return new Date(Date.parse(midnight) - 1).toISOString();
}
