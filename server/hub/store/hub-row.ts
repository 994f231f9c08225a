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
    .values({ hub_id: hubId, grants_version: 0, epoch: null, review_since: null })
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

/** How the hub of this database stands, for every instance alike. */
export interface Standing {
  readonly epoch: number | null;
  readonly reviewSince: string | null;
}

export async function standing(db: Db): Promise<Standing> {
  const row = await db.selectFrom('hub').select(['epoch', 'review_since']).executeTakeFirst();
  return { epoch: row?.epoch ?? null, reviewSince: row?.review_since ?? null };
}

/**
 * Enters an epoch. A database that was served under a lower one has been put back from a backup, whoever did it and
 * however: from then on its grants wait for a review. Answers how it stood before; a higher epoch stays as it is.
 */
export async function enterEpoch(db: Db, epoch: number, now: string): Promise<Standing> {
  return db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('hub').select(['epoch', 'review_since']).forUpdate().executeTakeFirstOrThrow();
    const before = { epoch: row.epoch, reviewSince: row.review_since };
    if (row.epoch !== null && row.epoch >= epoch) return before;
    await tx
      .updateTable('hub')
      .set({ epoch, ...(row.epoch !== null && { review_since: now }) })
      .execute();
    return before;
  });
}

/** From now on workstations are answered. False when no review was open. */
export async function endReview(db: Db): Promise<boolean> {
  const row = await db
    .updateTable('hub')
    .set({ review_since: null })
    .where('review_since', 'is not', null)
    .returning('hub_id')
    .executeTakeFirst();
  return row !== undefined;
}
