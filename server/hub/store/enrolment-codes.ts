import type { Selectable } from 'kysely';
import type { Db, Tables } from './tables.ts';

export type EnrolmentCodeRow = Selectable<Tables['enrolment_codes']>;

export async function insertCode(db: Db, row: Omit<EnrolmentCodeRow, 'device'>): Promise<void> {
  await db
    .insertInto('enrolment_codes')
    .values({ ...row, device: null })
    .execute();
}

/** Locked, so that a code is used once however many devices present it at the same time. */
export const lockCode = (db: Db, codeHash: string): Promise<EnrolmentCodeRow | undefined> =>
  db.selectFrom('enrolment_codes').selectAll().where('code_hash', '=', codeHash).forUpdate().executeTakeFirst();

export async function markCodeUsed(db: Db, codeHash: string, device: string): Promise<void> {
  await db.updateTable('enrolment_codes').set({ device }).where('code_hash', '=', codeHash).execute();
}

/** Codes that have not expired, used ones among them: a bundle may bring the same request twice. */
export const codesAfter = (db: Db, now: number): Promise<EnrolmentCodeRow[]> =>
  db.selectFrom('enrolment_codes').selectAll().where('expires_at', '>=', now).execute();

/** The code by which a device was enrolled. */
export const codeOf = (db: Db, device: string): Promise<EnrolmentCodeRow | undefined> =>
  db.selectFrom('enrolment_codes').selectAll().where('device', '=', device).executeTakeFirst();
