import { instantOfWallClock } from '../statutory-clock.ts';

/** From `from` on, and before `before`: instants in ISO 8601, UTC; null where the range has no end. */
export interface Received {
  readonly from: string | null;
  readonly before: string | null;
}

const midnight = (year: number, month: number, day: number): string => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return instantOfWallClock({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: 0,
    minute: 0,
  });
};

/** A year, month or day as London's calendar has it: `2026`, `2026-03`, `2026-03-29`. Null for what is none. */
function span(text: string): { from: string; before: string } | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (found === null) return null;
  const year = Number(found[1]);
  if (year < 1900 || year > 2200) return null;
  if (found[2] === undefined) return { from: midnight(year, 1, 1), before: midnight(year + 1, 1, 1) };
  const month = Number(found[2]);
  if (month < 1 || month > 12) return null;
  if (found[3] === undefined) return { from: midnight(year, month, 1), before: midnight(year, month + 1, 1) };
  const day = Number(found[3]);
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return { from: midnight(year, month, day), before: midnight(year, month, day + 1) };
}

/** `2026-03`, `>2026-01-01` (after that day), `>=`, `<`, `<=`, and ranges `2026-01..2026-03`, whose ends both count. */
export function readReceived(text: string): Received | 'date_unreadable' | 'range_backwards' {
  const range = /^([\d-]*)\.\.([\d-]*)$/.exec(text);
  if (range !== null) {
    const [start, end] = [range[1]!, range[2]!].map((side) => (side === '' ? null : span(side)));
    const given = (side: string, read: unknown) => side === '' || read !== null;
    if (text === '..' || !given(range[1]!, start) || !given(range[2]!, end)) return 'date_unreadable';
    const [from, before] = [start?.from ?? null, end?.before ?? null];
    return from !== null && before !== null && before <= from ? 'range_backwards' : { from, before };
  }
  const [, sign, date] = /^(<=|>=|<|>)?(.*)$/s.exec(text)!;
  const day = span(date!);
  if (day === null) return 'date_unreadable';
  switch (sign) {
    case '<':
      return { from: null, before: day.from };
    case '<=':
      return { from: null, before: day.before };
    case '>':
      return { from: day.before, before: null };
    case '>=':
      return { from: day.from, before: null };
    default:
      return day;
  }
}
