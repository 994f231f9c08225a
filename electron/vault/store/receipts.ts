import { limits } from '../../../shared/protocol/calls.ts';
import type { Receipt, ReceiptKind, ReceiptStatement } from '../../../shared/protocol/receipt.ts';
import { signReceipt } from '../../../shared/protocol/receipt.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import type { ReadConnection } from './connection.ts';
import { identityOf } from './meta.ts';
import { instant, type WritingVault } from './writing-vault.ts';

/** Something is gone from here, and the hub is to be told. Inside the transaction in which it goes. */
export function oweReceipt(vault: WritingVault, kind: ReceiptKind, subject: string): void {
  vault.db.run(
    `INSERT INTO receipts_due (kind, subject, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at`,
    [kind, subject, instant(vault.clock())],
  );
}

/** What is still to be confirmed, signed: as many as one call takes, behind the first `skip`. */
export function receiptsDue(db: ReadConnection, skip = 0): Receipt[] {
  const rows = db.all<{ kind: ReceiptKind; subject: string; at: string }>(
    'SELECT kind, subject, at FROM receipts_due ORDER BY at, subject, kind LIMIT ? OFFSET ?',
    [limits.receipts, skip],
  );
  if (rows.length === 0) return [];
  const { device, signing } = identityOf(db);
  const key = privateKeyObject('ed25519', signing.privateKey);
  return rows.map((row) => signReceipt({ ...row, device }, key));
}

/** The hub has them. One that was made anew meanwhile stays. */
export function receiptsSent(vault: WritingVault, sent: readonly ReceiptStatement[]): void {
  vault.db.transaction(() => {
    for (const { kind, subject, at } of sent)
      vault.db.run('DELETE FROM receipts_due WHERE kind = ? AND subject = ? AND at = ?', [kind, subject, at]);
  });
}
