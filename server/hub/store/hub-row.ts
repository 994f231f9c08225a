import type { Db } from './tables.ts';

/** The id of the hub that this database belongs to, or null for a new database. */
export async function ownerOf(db: Db): Promise<string | null> {
  const row = await db.selectFrom('hub').select('hub_id').executeTakeFirst();
  return row?.hub_id ?? null;
}

/** Claims a new database for a hub; a claimed one stays as it is. */
export async function claim(db: Db, hubId: string): Promise<void> {
  await db
    .insertInto('hub')
    .values({ hub_id: hubId, grants_version: 0 })
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function grantsVersion(db: Db): Promise<number> {
  const row = await db.selectFrom('hub').select('grants_version').executeTakeFirstOrThrow();
  return row.grants_version;
}

/** Takes the row's lock until the transaction ends; so it is taken last, with the directory's counter. */
export async function raiseGrantsVersion(db: Db): Promise<void> {
  await db
    .updateTable('hub')
    .set((eb) => ({ grants_version: eb('grants_version', '+', 1) }))
    .execute();
}

/** Whether every head that there was before checkpoints were kept has been signed. */
export async function headsSigned(db: Db): Promise<boolean> {
  return (await db.selectFrom('hub').select('heads_signed').executeTakeFirstOrThrow()).heads_signed;
}

export const markHeadsSigned = (db: Db) => db.updateTable('hub').set({ heads_signed: true }).execute();
