import type { z } from 'zod';
import type { RefusedEvent } from '../../../shared/bridge/case.ts';
import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { ReadConnection } from '../store/connection.ts';
import { eventById, refusedEvents, type StoredEvent } from '../store/events.ts';
import { FoldedReferral } from '../referrals/fold-referral.ts';
import { parseStored } from '../store/damaged-row.ts';
import { acceptedFacts } from '../store/facts.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';

type Refused = z.output<typeof RefusedEvent>;
type Payload = Refused['payload'];

function referenceOf(db: ReadConnection, caseId: string): string {
  const facts = acceptedFacts(db, caseId)?.facts;
  if (facts?.kind === 'case') return facts.received.reference;
  const referral = db.column<string>('SELECT referral FROM referrals WHERE case_id = ?', [caseId])[0];
  return referral === undefined ? '' : parseStored(FoldedReferral, referral, caseId).reference;
}

function refusedEvent(db: ReadConnection, event: StoredEvent): Refused {
  const { header, verdict } = event;
  const current = verdict?.current ? eventById(db, verdict.current) : null;
  return {
    event: header.id,
    caseId: header.caseId,
    reference: referenceOf(db, header.caseId),
    type: header.type,
    at: header.at,
    code: verdict?.code ?? 'refused',
    reason: verdict?.reason ?? null,
    who: verdict?.who ?? null,
    facets: header.facets,
    payload: event.payload as Payload,
    current:
      current?.status === 'accepted'
        ? {
            event: current.header.id,
            by: current.header.actor,
            at: current.header.at,
            facets: current.header.facets,
            payload: current.payload as Payload,
          }
        : null,
  };
}

/** What the hub refused and its author has not settled, newest first; of one case, or of all. */
export const refusals = (db: ReadConnection, caseId: string | null): Refused[] =>
  refusedEvents(db, caseId)
    .filter((event) => !JOURNAL_TYPES.includes(event.header.type))
    .map((event) => refusedEvent(db, event));

/** The author keeps what stands; the words stay in the history of this vault. */
export function settle(vault: WritingVault, event: string): void {
  vault.db.transaction(() => {
    vault.db.run(`UPDATE events SET status = 'settled', let_be = 1 WHERE id = ? AND status = 'refused'`, [event]);
    const caseId = vault.db.column<string>('SELECT case_id FROM events WHERE id = ?', [event])[0];
    if (caseId !== undefined) foldProjection(vault, caseId);
    vault.changes.desk = true;
  });
}
