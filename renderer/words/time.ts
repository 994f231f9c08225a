/** Instants as words. Everything is told in the workstation's own time zone; `now` is handed in, in milliseconds. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

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
  const clock = time.format(at);
  if (apart === 0) return clock;
  if (apart === -1) return `${clock} yesterday`;
  if (apart === 1) return `${clock} tomorrow`;
  const date = Math.abs(apart) < 200 ? dayAndMonth.format(at).replace(',', '') : whole.format(at);
  return `${date} ${clock}`;
}

/** A stretch of milliseconds, rounded down: `3 min`, `38 h`, `5 d`, `7 wk`. */
export function stretch(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < hour) return `${Math.floor(length / minute)} min`;
  if (length < 2 * day) return `${Math.floor(length / hour)} h`;
  if (length < 28 * day) return `${Math.floor(length / day)} d`;
  return `${Math.floor(length / (7 * day))} wk`;
}

/** `now`, `3 min ago`, `in 38 h`. */
export function relative(instant: string, now: number): string {
  const apart = new Date(instant).getTime() - now;
  if (Math.abs(apart) < minute) return 'now';
  return apart > 0 ? `in ${stretch(apart)}` : `${stretch(apart)} ago`;
}

/** The age of a report: `now`, `3 h`, `2 d`. */
export function age(instant: string, now: number): string {
  const apart = now - new Date(instant).getTime();
  return apart < minute ? 'now' : stretch(apart);
}

/** Seconds left until an instant, rounded up, at least 0. */
export const secondsUntil = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((new Date(instant).getTime() - now) / 1000));

/** `2 min 5 s`, `40 s`. */
export function countdown(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
