import type { ReadConnection, SqlParameters } from '../../electron/vault/store/connection.ts';

export interface Asked {
  readonly sql: string;
  readonly parameters: SqlParameters;
  /** All its runs together, ms. */
  ms: number;
  runs: number;
}

/** The same connection, which writes down every statement that goes through it, and how long it took. */
export function overhear(db: ReadConnection, asked: Map<string, Asked>): ReadConnection {
  const timed =
    <Result>(run: (sql: string, parameters?: SqlParameters) => Result) =>
    (sql: string, parameters: SqlParameters = []): Result => {
      const began = performance.now();
      const result = run(sql, parameters);
      const entry = asked.get(sql) ?? { sql, parameters, ms: 0, runs: 0 };
      entry.ms += performance.now() - began;
      entry.runs++;
      asked.set(sql, entry);
      return result;
    };
  return {
    all: timed(db.all.bind(db)) as ReadConnection['all'],
    get: timed(db.get.bind(db)) as ReadConnection['get'],
    column: timed(db.column.bind(db)) as ReadConnection['column'],
    close: () => db.close(),
  };
}
