/** Rows for one INSERT: PostgreSQL takes 65,535 parameters, and a statement of thousands compiles slowly. */
export const ROWS_AT_ONCE = 500;

export function* inParts<T>(rows: readonly T[], size = ROWS_AT_ONCE): Generator<T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}
