/** Between an instant and what a field for date and time holds: `2026-11-23T09:41`, on the clock of London. */
import { instantOfWallClock, wallClockAt } from '../../../shared/domain/statutory-clock.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** The instant of the field (ISO 8601, UTC), or null while it is not whole. */
export function instantOfField(field: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(field);
  if (match === null) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  return instantOfWallClock({ year, month, day, hour, minute });
}

export function fieldOfInstant(instant: string): string {
  const { year, month, day, hour, minute } = wallClockAt(instant);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
