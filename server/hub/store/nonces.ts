import type { Db } from './tables.ts';

/** Keeps the nonce of a signed request; false when this device has used it before. */
export async function useNonce(db: Db, device: string, nonce: string, expiresAt: number): Promise<boolean> {
  const row = await db
    .insertInto('nonces')
    .values({ device, nonce, expires_at: expiresAt })
    .onConflict((c) => c.doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return row !== undefined;
}

export async function pruneNonces(db: Db, now: number): Promise<void> {
  await db.deleteFrom('nonces').where('expires_at', '<', now).execute();
}
