import { FoldedReferral } from '../referrals/fold-referral.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseStored } from '../store/damaged-row.ts';
import { acceptedFacts } from '../store/facts.ts';

/** The reference under which a person knows the case; empty where nothing here tells. */
export function referenceOf(db: ReadConnection, caseId: string): string {
  const facts = acceptedFacts(db, caseId)?.facts;
  if (facts?.kind === 'case') return facts.received.reference;
  const left = db.column<string>('SELECT reference FROM departures WHERE case_id = ?', [caseId])[0];
  if (left !== undefined) return left;
  const referral = db.column<string>('SELECT referral FROM referrals WHERE case_id = ?', [caseId])[0];
  return referral === undefined ? '' : parseStored(FoldedReferral, referral, caseId).reference;
}
