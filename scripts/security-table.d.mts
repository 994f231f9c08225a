/** Rows of the tables of `docs/security.md` in their order; `number` may be a word. Paths begin at the root. */
export function securityTable(): { number: string; assertion: string; tests: string[] }[];
