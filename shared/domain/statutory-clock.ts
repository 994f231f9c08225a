/**
 * The clock of a mandatory referral: without delay, and not later than the end of the day following the day on which
 * it first becomes clear that the matter must be referred (SI 2020/2, regulations 4, 7 and 9). Calendar days of
 * Europe/London: weekends count, and the night of a clock change makes the day 23 or 25 hours long.
 */
const ZONE = 'Europe/London';
const MINUTE = 60_000;

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** What a clock on a wall in London shows. */
export interface WallClock {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** London's distance from UTC, ms, by the hour since 1970: it has only ever changed on the hour. Asking takes 20 µs. */
const distances = new Map<number, number>();
const REMEMBERED = 20_000;

function distanceAt(ms: number): number {
  const at = Math.floor(ms / (60 * MINUTE));
  const known = distances.get(at);
  if (known !== undefined) return known;
  const found = Object.fromEntries(parts.formatToParts(new Date(ms)).map(({ type, value }) => [type, Number(value)]));
  const { year, month, day, hour, minute, second } = found;
  const shown = Date.UTC(year!, month! - 1, day, hour, minute, second);
  const distance = shown - Math.floor(ms / 1000) * 1000;
  if (distances.size >= REMEMBERED) distances.clear();
  distances.set(at, distance);
  return distance;
}

/** The wall clock in London at an instant (ISO 8601). */
export function wallClockAt(instant: string): WallClock {
  const ms = Date.parse(instant);
  const shown = new Date(ms + distanceAt(ms));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

const asIfUtc = (wall: WallClock) => Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);

/**
 * The instant at which London's wall clock shows this, ISO 8601. Where the clock shows it twice (the night in October)
 * the earlier one: the time limit counts from the earlier. Where it never shows it (the night in March) the clock is
 * taken as if it had not been put forward.
 */
export function instantOfWallClock(wall: WallClock): string {
  const utc = asIfUtc(wall);
  const summer = new Date(utc - 60 * MINUTE).toISOString();
  const chosen = asIfUtc(wallClockAt(summer)) === utc ? summer : new Date(utc).toISOString();
  return chosen;
}

/** The last millisecond of the day after the day, in London, of `becameClearAt`. Both ISO 8601, UTC. */
export function referralDueAt(becameClearAt: string): string {
  const { year, month, day } = wallClockAt(becameClearAt);
  const dayAfterNext = new Date(Date.UTC(year, month - 1, day + 2));
  const midnight = instantOfWallClock({
    year: dayAfterNext.getUTCFullYear(),
    month: dayAfterNext.getUTCMonth() + 1,
    day: dayAfterNext.getUTCDate(),
    hour: 0,
    minute: 0,
  });
  return new Date(Date.parse(midnight) - 1).toISOString();
}
