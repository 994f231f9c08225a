import { instantOfWallClock, wallClockAt } from './statutory-clock.ts';

/** The hour of London's wall clock at which the next shift begins, unless somebody chooses another time. */
export const SHIFT_HOUR = 8;

/** The beginning of the next shift: 08:00 on the day after that of `now`, in London. Both ISO 8601, UTC. */
export function nextShift(now: string): string {
  const { year, month, day } = wallClockAt(now);
  const tomorrow = new Date(Date.UTC(year, month - 1, day + 1));
  return instantOfWallClock({
    year: tomorrow.getUTCFullYear(),
    month: tomorrow.getUTCMonth() + 1,
    day: tomorrow.getUTCDate(),
    hour: SHIFT_HOUR,
    minute: 0,
  });
}
