import { sql } from 'kysely';
import type { Db } from './tables.ts';

/**
 * Keeps the nonce of a signed request; false when this device has used it before, at whichever instance. Seen by all at
 * once, but not waited for on the disk and the standby, which would cost every read a commit: who repeats a request in
 * the seconds around a crash gets a push's old verdicts again, or a page that only its first sender can read.
 */
export async function useNonce(db: Db, device: string, nonce: string, expiresAt: number): Promise<boolean> {
  const { rows } = await sql`insert into nonces (device, nonce, expires_at)
    select ${device}::uuid, ${nonce}::text, ${expiresAt}::bigint
    from (select set_config('synchronous_commit', 'off', true)) as unwaited
    on conflict do nothing returning nonce`.execute(db);
  return rows.length > 0;
}

export async function pruneNonces(db: Db, now: number): Promise<void> {
  await db.deleteFrom('nonces').where('expires_at', '<', now).execute();
}
