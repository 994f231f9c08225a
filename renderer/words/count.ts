import { inFigures, t } from './t.ts';

/** `1,204`. */
export const count = (n: number): string => inFigures(n);

/** `1 case`, `1,204 cases`. The catalogues know it as `{{count}} case`, with a form for each plural of a language. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  t(`{{count}} ${one}`, { count: n }, `{{count}} ${n === 1 ? one : many}`);

/** Names while they are few, else how many: `Kent and Essex`, `44 desks`. */
export const listedOr = (names: readonly string[], one: string): string =>
  names.length > 3 ? counted(names.length, one) : listed(names);

/** `one, two and three`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1);
  return parts.length < 2
    ? (last ?? '')
    : t('{{some}} and {{last}}', { some: parts.slice(0, -1).join(', '), last: last ?? '' });
}
