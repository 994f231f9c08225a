import { LEFT_CASE } from '../../../shared/domain/header.ts';
import type { SqlRow } from './connection.ts';
import { letGoForgotten } from './departures.ts';
import { eraseHeld } from './erasure.ts';
import { foldAccepted, keepFacts } from './facts.ts';
import { refoldDirectory } from './meta.ts';
import { foldProjection } from './refold.ts';
import { instant, type WritingVault } from './writing-vault.ts';

/**
 * Everything that the hub has is here: what still counts as provisional, a restored hub has forgotten. It is set aside,
 * so that every workstation shows what the log says and nobody builds on what the hub would not know: its words stay
 * here, set aside. Should its author offer it again and the hub take it, the feed brings it like new.
 *
 * A case of which the log knows nothing at all stays as it is: nobody can contradict it, and this may be the last copy
 * of a report. That cases have left is the hub's own word, and goes with it. One's own events are not touched: they are
 * offered again, and the hub's verdict tells. Inside the caller's transaction; the WAL is for the caller to cut.
 * @returns whether a case was let go of whose last word is that it has gone
 */
export function setForgottenAside(vault: WritingVault): boolean {
  const { db } = vault;
  // By the signature: another event may have been given the id of one that was forgotten.
  db.run(
    `DELETE FROM forgotten_events WHERE EXISTS
       (SELECT 1 FROM events e WHERE e.id = forgotten_events.id AND e.signature IS forgotten_events.signature)`,
  );
  const forgotten = db.all<Provisional>(
    `SELECT n, case_id, compartment FROM events INDEXED BY events_provisional
     WHERE provisional = 1 AND status = 'accepted' AND device_seq IS NULL AND compartment <> 'directory'
       AND (case_id = ? OR EXISTS (SELECT 1 FROM events AS sure
         WHERE sure.case_id = events.case_id AND sure.provisional = 0 AND sure.status = 'accepted'))`,
    [LEFT_CASE],
  );
  setAside(vault, forgotten);
  forgetRoles(vault);
  return letGoForgotten(vault);
}

/**
 * Roles, on-call lists and heads of units are the hub's to say: what it has forgotten of them counts no more, or somebody
 * whose roles were taken away after the backup could sign nothing again. What must outlast a hub that goes back stays: whose a
 * device is and that it was withdrawn, and the words of the keyring.
 */
function forgetRoles({ db, changes }: WritingVault): void {
  const gone = db.run(
    `DELETE FROM events WHERE compartment = 'directory' AND provisional = 1 AND status = 'accepted'
       AND type IN ('user_set', 'on_call_set', 'unit_head_set')
       AND EXISTS (SELECT 1 FROM compartments WHERE compartment = 'directory' AND tree_size > 0)`,
  ).changes;
  if (gone === 0) return;
  refoldDirectory(db);
  changes.directory = true;
}

export interface Provisional extends SqlRow {
  n: number;
  case_id: string;
  compartment: string;
}

/** Takes these out of their cases and keeps their words beside the log. Inside the caller's transaction. */
export function setAside(vault: WritingVault, forgotten: readonly Provisional[]): void {
  const { db } = vault;
  const at = instant(vault.clock());
  for (const { n } of forgotten) {
    db.run(
      `INSERT OR REPLACE INTO forgotten_events SELECT id, case_id, compartment, header, signature, sealed, payload, ?
       FROM events WHERE n = ?`,
      [at, n],
    );
    db.run('DELETE FROM events WHERE n = ?', [n]);
  }
  for (const [caseId, compartment] of new Map(forgotten.map((row) => [row.case_id, row.compartment]))) {
    const facts = foldAccepted(db, caseId);
    if (facts !== null) {
      keepFacts(db, caseId, { facts, compartment });
      // Of a case that was erased no words are left that could be kept aside.
      eraseHeld(vault, caseId, facts);
    }
    foldProjection(vault, caseId);
    vault.changes.cases.add(caseId);
  }
  vault.changes.desk ||= forgotten.length > 0;
  // Among them may be the word that keys were passed on.
  vault.changes.keys ||= forgotten.length > 0;
}
