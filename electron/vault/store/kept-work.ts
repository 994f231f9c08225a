import type { KeptFact } from '../../../shared/domain/facts.ts';
import type { OpenedKept, WantedKept } from '../sync/sync-store.ts';
import type { ReadConnection } from './connection.ts';
import { isErased } from './erasure.ts';
import { acceptedFacts } from './facts.ts';
import { directoryOf, identityOf } from './meta.ts';
import { unlessDamaged } from './damaged-row.ts';
import type { WritingVault } from './writing-vault.ts';
import { supervises } from '../../../shared/domain/standing.ts';

/** Work that the hub keeps for cases that this person supervises, is not settled and has not come here. */
export function wantedKept(db: ReadConnection): WantedKept[] {
  const cases = db.column<string>(`SELECT DISTINCT case_id FROM events WHERE type = 'work_kept'`);
  if (cases.length === 0) return [];
  const { user, device } = identityOf(db);
  const actor = { user, device, memberships: directoryOf(db).users[user]?.memberships ?? [] };
  return cases.flatMap((caseId) => {
    const placed = unlessDamaged(() => acceptedFacts(db, caseId), null);
    if (placed?.facts.kind !== 'case' || !supervises(actor, placed.facts)) return [];
    // What was kept for it is gone from the hub too.
    if (placed.facts.records?.erased) return [];
    const open = Object.entries<KeptFact>(placed.facts.kept ?? {}).filter(([, kept]) => !kept.settled);
    return open
      .filter(([event]) => db.column('SELECT 1 FROM kept_work WHERE id = ?', [event]).length === 0)
      .map(([event]) => ({ event, compartment: placed.compartment }));
  });
}

/** Keeps what came, for as long as its case is held here. */
export function takeKept(vault: WritingVault, kept: readonly OpenedKept[]): void {
  const { db, changes } = vault;
  db.transaction(() => {
    for (const { header, signature, good, payload, keptAt } of kept) {
      if (acceptedFacts(db, header.caseId) === null || isErased(db, header.caseId)) continue;
      db.run(
        `INSERT INTO kept_work (id, case_id, header, signature, good, payload, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        [
          header.id,
          header.caseId,
          JSON.stringify(header),
          signature,
          good ? 1 : 0,
          payload === null ? null : JSON.stringify(payload),
          keptAt,
        ],
      );
      changes.cases.add(header.caseId);
    }
  });
}
