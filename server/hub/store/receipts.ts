import { sql } from 'kysely';
import type { Receipt } from '../../../shared/protocol/receipt.ts';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import type { Db } from './tables.ts';

/** Keeps what a device has confirmed; a later receipt about the same replaces the earlier. */
export async function keepGone(db: Db, receipts: readonly Receipt[], receivedAt: string): Promise<void> {
  for (const { statement, signature } of receipts) {
    const { device, kind, subject, at } = statement;
    const row = { at, statement: jcs(statement).toString('utf8'), signature, received_at: receivedAt };
    await db
      .insertInto('receipts')
      .values({ device, kind, subject, ...row })
      .onConflict((c) => c.columns(['device', 'kind', 'subject']).doUpdateSet(row))
      .execute();
  }
}

/** Every erasure, newest first, with the devices that have confirmed it. */
export async function erasures(
  db: Db,
): Promise<{ event: string; case_id: string; compartment: string; hub_time: string; confirmed: string[] }[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'case_id', 'compartment', 'hub_time'])
    .where('type', '=', 'erased')
    .where('moved_to', 'is', null)
    .orderBy('hub_time', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const receipts = await db.selectFrom('receipts').select(['device', 'subject']).where('kind', '=', 'erased').execute();
  return rows.map(({ id, ...row }) => ({
    event: id,
    ...row,
    confirmed: receipts.filter(({ subject }) => subject === id).map(({ device }) => device),
  }));
}

/** Devices that may read something, and since when: who was enrolled after an erasure has never had what it took. */
export async function activeDevices(
  db: Db,
): Promise<{ device: string; user: string; name: string; memberships: Membership[]; enrolledAt: string }[]> {
  const { rows } = await sql<{
    device: string;
    user_id: string;
    name: string;
    memberships: Membership[];
    enrolled_at: string;
  }>`select d.device, d.user_id, u.name, u.memberships, d.enrolled_at from devices d join users u on u.user_id = d.user_id
    where d.state = 'active' order by u.name, d.device`.execute(db);
  return rows.map(({ user_id: user, enrolled_at: enrolledAt, ...row }) => ({ user, enrolledAt, ...row }));
}
