import type { Db } from './tables.ts';

export async function insertPart(
  db: Db,
  part: { compartment: string; sha256: string; n: number; bytes: Uint8Array; kept_at: number },
): Promise<void> {
  await db
    .insertInto('upload_parts')
    .values(part)
    .onConflict((c) =>
      c.columns(['compartment', 'sha256', 'n']).doUpdateSet({ bytes: part.bytes, kept_at: part.kept_at }),
    )
    .execute();
}

/** The numbers of the parts that are here, in order. */
export async function partNumbers(db: Db, compartment: string, sha256: string): Promise<number[]> {
  const rows = await db
    .selectFrom('upload_parts')
    .select('n')
    .where('compartment', '=', compartment)
    .where('sha256', '=', sha256)
    .orderBy('n')
    .execute();
  return rows.map(({ n }) => n);
}

export async function partBytes(db: Db, compartment: string, sha256: string): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom('upload_parts')
    .select('bytes')
    .where('compartment', '=', compartment)
    .where('sha256', '=', sha256)
    .orderBy('n')
    .execute();
  return rows.map(({ bytes }) => bytes);
}

export async function dropParts(db: Db, compartment: string, sha256: string): Promise<void> {
  await db.deleteFrom('upload_parts').where('compartment', '=', compartment).where('sha256', '=', sha256).execute();
}

/** Parts of uploads that nobody has gone on with. */
export async function dropPartsBefore(db: Db, ms: number): Promise<void> {
  await db.deleteFrom('upload_parts').where('kept_at', '<', ms).execute();
}
