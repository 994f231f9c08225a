import { inParts } from './rows.ts';
import type { Db } from './tables.ts';

export async function insertChunk(db: Db, compartment: string, sha256: string, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto('chunks')
    .values({ compartment, sha256, bytes })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** Hands chunks over to another compartment; what is there already stays. */
export async function moveChunks(db: Db, from: string, to: string, hashes: readonly string[]): Promise<void> {
  for (const part of inParts(hashes)) {
    await db
      .insertInto('chunks')
      .columns(['compartment', 'sha256', 'bytes'])
      .expression((eb) =>
        eb
          .selectFrom('chunks')
          .select([eb.val(to).as('compartment'), 'sha256', 'bytes'])
          .where('compartment', '=', from)
          .where('sha256', 'in', part),
      )
      .onConflict((c) => c.doNothing())
      .execute();
    await db.deleteFrom('chunks').where('compartment', '=', from).where('sha256', 'in', part).execute();
  }
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
