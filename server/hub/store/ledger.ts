import type { PushVerdict } from '../../../shared/protocol/calls.ts';
import { inParts } from './rows.ts';
import type { Db } from './tables.ts';

export interface LedgerEntry {
  readonly id: string;
  readonly header_hash: string;
  readonly device: string;
  readonly device_seq: number;
  readonly verdict: PushVerdict;
  readonly hub_time: string;
}

export async function ledgerOf(db: Db, ids: readonly string[]): Promise<Map<string, LedgerEntry>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('ledger')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertLedger(db: Db, entries: readonly LedgerEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({ ...entry, verdict: JSON.stringify(entry.verdict) }));
  for (const part of inParts(rows)) await db.insertInto('ledger').values(part).execute();
}
