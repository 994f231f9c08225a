const numbers = new Intl.NumberFormat('en-GB');

/** `1,204`. */
export const count = (n: number): string => numbers.format(n);

/** `1 case`, `1,204 cases`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** Names while they are few, else how many: `Kent and Essex`, `44 desks`. */
export const listedOr = (names: readonly string[], one: string): string =>
  names.length > 3 ? counted(names.length, one) : listed(names);

/** `one, two and three`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1);
  return parts.length < 2 ? (last ?? '') : `${parts.slice(0, -1).join(', ')} and ${last ?? ''}`;
}
