/** Instants as words. Everything is told in the workstation's own time zone; `now` is handed in, in milliseconds. */

import { daysIn } from './dates.ts';
import { t } from './t.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const here = daysIn();

/** Whole days between the calendar days of two instants; negative for the past. */
function daysApart(at: Date, now: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(at) - midnight(now)) / day);
}

/** `07:44`, `18:10 yesterday`, `23:59 tomorrow`, `Tue 24 Nov 23:59`, `24 Nov 2024 23:59`. */
export function absolute(instant: string, now: number): string {
  const at = new Date(instant);
  const today = new Date(now);
  const apart = daysApart(at, today);
  const clock = here.clock(at);
  if (apart === 0) return clock;
  if (apart === -1) return t('{{clock}} yesterday', { clock });
  if (apart === 1) return t('{{clock}} tomorrow', { clock });
  const date = Math.abs(apart) < 200 ? here.day(at) : here.dayOfYear(at);
  return t('{{date}} {{clock}}', { date, clock });
}

/** Where today may be read years later: `24 Nov 2024 23:59`. */
export function dated(instant: string): string {
  const at = new Date(instant);
  return t('{{date}} {{clock}}', { date: here.dayOfYear(at), clock: here.clock(at) });
}

/** A day of the calendar, `YYYY-MM-DD`: `24 Nov 2024`. */
export const calendarDay = (date: string): string => here.dayOfYear(new Date(`${date}T12:00:00`));

/** A month of the calendar, `YYYY-MM`: `Nov 2024`. */
export const calendarMonth = (month: string): string => here.month(new Date(`${month}-15T12:00:00`));

/** A stretch of milliseconds, rounded down: `3 min`, `38 h`, `5 d`, `7 wk`. */
export function stretch(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < hour) return t('{{n}} min', { n: Math.floor(length / minute) });
  if (length < 2 * day) return t('{{n}} h', { n: Math.floor(length / hour) });
  if (length < 28 * day) return t('{{n}} d', { n: Math.floor(length / day) });
  return t('{{n}} wk', { n: Math.floor(length / (7 * day)) });
}

/** `now`, `3 min ago`, `in 38 h`. */
export function relative(instant: string, now: number): string {
  const apart = new Date(instant).getTime() - now;
  if (Math.abs(apart) < minute) return t('now');
  return apart > 0
    ? t('in {{stretch}}', { stretch: stretch(apart) })
    : t('{{stretch}} ago', { stretch: stretch(apart) });
}

/** The age of a report: `now`, `3 h`, `2 d`. */
export function age(instant: string, now: number): string {
  const apart = now - new Date(instant).getTime();
  return apart < minute ? t('now') : stretch(apart);
}

/** Seconds left until an instant, rounded up, at least 0. */
export const secondsUntil = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((new Date(instant).getTime() - now) / 1000));

/** `2 min 5 s`, `40 s`. */
export function countdown(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0
    ? t('{{minutes}} min {{seconds}} s', { minutes, seconds: seconds % 60 })
    : t('{{seconds}} s', { seconds });
}
