import type { PushVerdict } from '../../../shared/protocol/calls.ts';
import { inParts } from './rows.ts';
import type { Db } from './tables.ts';

export interface Receipts {
  readonly positions: readonly { readonly compartment: string; readonly epoch: number; readonly seq: number }[];
  readonly answered: number;
}

/** Keeps what a device acknowledged. A newer receipt replaces an older one, also by a lower number: it tells the truth. */
export async function keepReceipts(db: Db, device: string, epoch: number, receipts: Receipts): Promise<void> {
  await db.deleteFrom('bundle_positions').where('device', '=', device).execute();
  const rows = receipts.positions.map((position) => ({ device, ...position }));
  for (const part of inParts(rows)) await db.insertInto('bundle_positions').values(part).execute();
  await db
    .insertInto('bundle_answers')
    .values({ device, epoch, answered: receipts.answered })
    .onConflict((c) => c.column('device').doUpdateSet({ epoch, answered: receipts.answered }))
    .execute();
}

/** By compartment, of this epoch; null when the device has never acknowledged anything. */
export async function positionsOf(db: Db, device: string, epoch: number): Promise<Map<string, number> | null> {
  const known = await db.selectFrom('bundle_answers').select('device').where('device', '=', device).executeTakeFirst();
  if (known === undefined) return null;
  const rows = await db
    .selectFrom('bundle_positions')
    .select(['compartment', 'seq'])
    .where('device', '=', device)
    .where('epoch', '=', epoch)
    .execute();
  return new Map(rows.map(({ compartment, seq }) => [compartment, seq]));
}

/** Verdicts that the device has not acknowledged, by its numbers, at most `limit` behind `after`. */
export async function verdictsAfter(
  db: Db,
  device: string,
  after: number,
  limit: number,
): Promise<{ readonly deviceSeq: number; readonly verdict: PushVerdict }[]> {
  const rows = await db
    .selectFrom('ledger')
    .select(['device_seq', 'verdict'])
    .where('device', '=', device)
    .where('device_seq', '>', after)
    .orderBy('device_seq')
    .limit(limit)
    .execute();
  return rows.map(({ device_seq, verdict }) => ({ deviceSeq: device_seq, verdict }));
}

export async function answeredBy(db: Db, device: string, epoch: number): Promise<number> {
  const row = await db
    .selectFrom('bundle_answers')
    .select('answered')
    .where('device', '=', device)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return row?.answered ?? 0;
}
