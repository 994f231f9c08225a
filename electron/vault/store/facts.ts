import { foldFacts, sparseFacts, wholeFacts, type CaseFacts, type Facts } from '../../../shared/domain/facts.ts';
import type { ReadConnection, WriteConnection } from './connection.ts';
import { parseStored, unlessDamaged } from './damaged-row.ts';
import { eventsOf, ownAhead } from './events.ts';
import { StoredFacts } from './facts-row.ts';

export interface PlacedFacts {
  readonly facts: Facts;
  readonly compartment: string;
}

/** What the hub has accepted of a case, folded; null for a case that is not here. */
export function acceptedFacts(db: ReadConnection, caseId: string): PlacedFacts | null {
  const row = db.get<{ compartment: string; facts: string }>('SELECT compartment, facts FROM facts WHERE case_id = ?', [
    caseId,
  ]);
  if (row === undefined) return null;
  // The log says the same: a row that does not fit is folded again from it.
  const facts =
    unlessDamaged(() => wholeFacts(parseStored(StoredFacts, row.facts, caseId)), null) ?? foldAccepted(db, caseId);
  return facts === null ? null : { facts, compartment: row.compartment };
}

/** The facts folded anew from every accepted event of the case, in the order of its log. */
export const foldAccepted = (db: ReadConnection, caseId: string): Facts | null =>
  eventsOf(db, caseId)
    .filter((event) => event.status === 'accepted')
    .reduce<Facts | null>((facts, event) => foldFacts(facts, event.header), null);

export function keepFacts(db: WriteConnection, caseId: string, placed: PlacedFacts): void {
  db.run(
    `INSERT INTO facts (case_id, compartment, facts) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET compartment = excluded.compartment, facts = excluded.facts`,
    [caseId, placed.compartment, JSON.stringify(sparseFacts(placed.facts))],
  );
}

/** What the person sees: one's own events that wait for the hub are laid on top of what it has accepted. */
export function factsInView(db: ReadConnection, caseId: string): PlacedFacts | null {
  const accepted = acceptedFacts(db, caseId);
  const ahead = ownAhead(db, caseId);
  const facts = ahead.reduce<Facts | null>(foldFacts, accepted?.facts ?? null);
  if (facts === null) return null;
  return { facts, compartment: accepted?.compartment ?? '' };
}

/** A desk's case as it is in view, or null when it is not here or is no desk's case. */
export function caseInView(db: ReadConnection, caseId: string): { facts: CaseFacts; compartment: string } | null {
  const placed = factsInView(db, caseId);
  return placed?.facts.kind === 'case' ? { facts: placed.facts, compartment: placed.compartment } : null;
}
