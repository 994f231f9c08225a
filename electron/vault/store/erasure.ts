import type { Facts } from '../../../shared/domain/facts.ts';
import { dropBesideEvents } from './beside-events.ts';
import type { ReadConnection } from './connection.ts';
import { acceptedFacts } from './facts.ts';
import { oweReceipt } from './receipts.ts';
import type { WritingVault } from './writing-vault.ts';

/** Whether the hub has accepted that the contents of this case are gone. */
export function isErased(db: ReadConnection, caseId: string): boolean {
  const facts = acceptedFacts(db, caseId)?.facts;
  return facts?.kind === 'case' && (facts.records?.erased ?? null) !== null;
}

/**
 * Deletes what is held of contents that were erased: of the case, or of single entries. Headers stay, and what folds from
 * them. What waits for the hub keeps its sealed bytes until it has its verdict, since its number must not be missing; the
 * key that opens them goes. Inside the caller's transaction, before the row is folded again; the WAL is for the caller to cut.
 * @returns whether anything was there to delete
 */
export function eraseHeld(vault: WritingVault, caseId: string, facts: Facts): boolean {
  if (facts.kind !== 'case' || facts.records === undefined) return false;
  const { erased, erasedEntries } = facts.records;
  if (erased !== null) return eraseCase(vault, caseId, erased.event);
  if (erasedEntries.length === 0) return false;
  return eraseEntries(vault, caseId, erasedEntries);
}

function eraseCase(vault: WritingVault, caseId: string, by: string): boolean {
  const { db } = vault;
  let gone = dropBesideEvents(db, '?', [caseId]);
  gone += db.run(
    `UPDATE events SET payload = NULL, sealed_to_us = 0,
       sealed = CASE WHEN status = 'waiting' OR length(sealed) = 0 THEN sealed ELSE NULL END,
       status = CASE status WHEN 'refused' THEN 'settled' ELSE status END, let_be = 1
     WHERE case_id = ? AND (payload IS NOT NULL OR sealed_to_us = 1 OR status = 'refused'
       OR (length(sealed) > 0 AND status <> 'waiting'))`,
    [caseId],
  ).changes;
  if (gone > 0) oweReceipt(vault, 'erased', by);
  return gone > 0;
}

/** An event that erases a whole case has a receipt of its own; that of entries goes by the erasing events of the case. */
function eraseEntries(vault: WritingVault, caseId: string, entries: readonly string[]): boolean {
  const { db } = vault;
  const ids = JSON.stringify(entries);
  const these = 'SELECT value FROM json_each(?)';
  const report = db.column<number>(
    `SELECT 1 FROM events WHERE case_id = ? AND type = 'report_received' AND id IN (${these})`,
    [caseId, ids],
  );
  let gone = db.run(
    `UPDATE events SET payload = NULL, sealed = NULL, sealed_to_us = 0
     WHERE case_id = ? AND id IN (${these}) AND (payload IS NOT NULL OR sealed_to_us = 1 OR length(sealed) > 0)`,
    [caseId, ids],
  ).changes;
  for (const table of ['kept_work', 'forgotten_events'])
    gone += db.run(`DELETE FROM ${table} WHERE case_id = ? AND id IN (${these})`, [caseId, ids]).changes;
  // The report names the files: what was read or drawn of them goes with it.
  if (report.length > 0)
    for (const table of ['attachment_texts', 'pack_pages'])
      gone += db.run(`DELETE FROM ${table} WHERE case_id = ?`, [caseId]).changes;
  if (gone > 0)
    for (const event of db.column<string>(
      `SELECT id FROM events WHERE case_id = ? AND type = 'erased' AND status = 'accepted'`,
      [caseId],
    ))
      oweReceipt(vault, 'erased', event);
  return gone > 0;
}
