import type { Db } from './tables.ts';

export async function insertChunk(db: Db, compartment: string, sha256: string, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto('chunks')
    .values({ compartment, sha256, bytes })
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function findChunk(db: Db, compartment: string, sha256: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('chunks')
    .select('bytes')
    .where('compartment', '=', compartment)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.bytes ?? null;
}

export async function hasChunk(db: Db, compartment: string, sha256: string): Promise<boolean> {
  const row = await db
    .selectFrom('chunks')
    .select('sha256')
    .where('compartment', '=', compartment)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row !== undefined;
}
