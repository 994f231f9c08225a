/** What our tests use of it; its own types cannot be reached through its package's exports. */
declare module 'better-sqlite3-multiple-ciphers' {
  interface Statement {
    pluck(): Statement;
    all(): unknown[];
    get(): unknown;
  }
  export default class Database {
    constructor(file: string, options?: { readonly?: boolean });
    pragma(sql: string, options?: { simple?: boolean }): unknown;
    prepare(sql: string): Statement;
    exec(sql: string): void;
    close(): void;
  }
}
