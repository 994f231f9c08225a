import type { Db } from './tables.ts';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** Two pushes that create the same row: the second one, tried again, finds it. */
const UNIQUE_VIOLATION = '23505';
const RETRIED = new Set([SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION]);
const ATTEMPTS = 8;

const isRetried = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && RETRIED.has(String(error.code));

/** Runs the work in one transaction, from the start again when another transaction came between. */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetried(error)) throw error;
    }
  }
}

/** Reads of one moment: nothing that commits meanwhile is seen. */
export const inSnapshot = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
