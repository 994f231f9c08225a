import type { WriteConnection } from './connection.ts';

/**
 * Tables that hold something of a case beside its events and what folds from them: words, keys, drawn pages. Whatever takes
 * a case or its contents away empties them; `test/integration/vault/beside-events.test.ts` finds one that is missing here.
 */
export const BESIDE_EVENTS = [
  'drafts',
  'attachment_texts',
  'pack_pages',
  'case_keys',
  'kept_work',
  'forgotten_events',
] as const;

/**
 * Empties them for some cases. Inside the caller's transaction.
 * @param cases SQL of their ids: a query, or `?`
 * @returns how many rows went
 */
export const dropBesideEvents = (db: WriteConnection, cases: string, values: readonly string[]): number =>
  BESIDE_EVENTS.reduce(
    (gone, table) => gone + db.run(`DELETE FROM ${table} WHERE case_id IN (${cases})`, [...values]).changes,
    0,
  );
