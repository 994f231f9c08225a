import { NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import { dropKeptPages } from './bundle-pages.ts';
import { forgetRoots } from './directory-roots.ts';
import { foldAccepted, keepFacts, acceptedFacts } from './facts.ts';
import { foldProjection } from './refold.ts';
import type { WritingVault } from './writing-vault.ts';

/**
 * The hub was restored: cursors go back to the start, what was accepted counts as provisional until the feed brings it
 * again, and one's own events above `lastDeviceSeq` are offered again, refused ones included, so that their numbers
 * stay without a gap. Those whose contents were erased go without them. Below it, too, what counts as refused is asked about
 * again: of a vault that was copied back the hub may have taken it the second time, and its ledger repeats what it said last.
 */
export function startEpoch(vault: WritingVault, epoch: number, lastDeviceSeq: number): void {
  const { db } = vault;
  forgetRoots(db);
  db.transaction(() => {
    dropKeptPages(db);
    db.run(`UPDATE compartments SET epoch = ?, tree_size = 0, peaks = '[]', checkpoint = NULL, frozen = NULL`, [epoch]);
    db.run(`UPDATE events SET provisional = 1 WHERE status = 'accepted'`);
    const again = `(device_seq > ? AND status <> 'waiting' OR status = 'refused')`;
    const offered = db.column<string>(`SELECT DISTINCT case_id FROM events WHERE ${again}`, [lastDeviceSeq]);
    db.run(
      `UPDATE events SET verdict = NULL, status = 'waiting', seq = NULL, hub_time = NULL, provisional = 0 WHERE ${again}
         AND (sealed IS NOT NULL OR payload IS NULL OR header ->> '$.payloadHash' = ?)`,
      [lastDeviceSeq, NO_PAYLOAD_HASH],
    );
    for (const caseId of offered) {
      const placed = acceptedFacts(db, caseId);
      const facts = foldAccepted(db, caseId);
      if (facts !== null && placed !== null) keepFacts(db, caseId, { facts, compartment: placed.compartment });
      foldProjection(vault, caseId);
    }
    vault.changes.outbox = true;
  });
}
