import { foldCaseFacts, openCaseFacts, type CaseFacts } from './case-facts.ts';
import { known, type KnownHeader } from './events/index.ts';
import type { EventHeader } from './header.ts';
import { foldReferralFacts, openReferralFacts, type ReferralFacts } from './referral-facts.ts';
import { slotOf } from './slots.ts';
import { noWork, type WorkFacts } from './work-facts.ts';

export type { Apart, CaseFacts, CaseState, KeptFact } from './case-facts.ts';
export { placeOf } from './case-facts.ts';
export type { ReferralFacts, SentReferral } from './referral-facts.ts';

export interface JournalFacts {
  readonly kind: 'journal';
  readonly caseId: string;
  readonly device: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly needsUpdate: boolean;
}

export type Facts = CaseFacts | ReferralFacts | JournalFacts;

/**
 * Facts as a workstation stores them: of the work only what there is, which in most cases is little. A row with every
 * empty entry would not fit beside others on a page of the database.
 */
export const sparseFacts = (facts: Facts) =>
  facts.kind === 'case' ? { ...facts, work: Object.fromEntries(Object.entries(facts.work).filter(isThere)) } : facts;

const isThere = ([name, entry]: [string, unknown]) => entry !== noWork[name as keyof WorkFacts];

/** Stored facts, completed with what was left out as empty and with what an earlier version did not know. */
export const wholeFacts = (stored: Facts): Facts =>
  stored.kind === 'case' ? { ...stored, work: { ...noWork, ...(stored.work as WorkFacts | undefined) } } : stored;

/**
 * Folds one accepted header into the facts of its case; pure and total: whatever arrives, it answers facts. The first
 * header of a case opens it; a stray first header (an unknown opening type) answers null.
 */
export function foldFacts(facts: Facts | null, header: EventHeader): Facts | null {
  const event = known(header);
  if (facts === null) return event === null ? null : opened(event);
  if (event === null) return { ...facts, needsUpdate: true };
  const slot = slotOf(event);
  const slots = slot === null ? facts.slots : { ...facts.slots, [slot]: event.id };
  switch (facts.kind) {
    case 'case':
      return foldCaseFacts({ ...facts, slots }, event);
    case 'referral':
      return foldReferralFacts({ ...facts, slots }, event);
    case 'journal':
      return facts;
  }
}

function opened(event: KnownHeader): Facts | null {
  switch (event.type) {
    case 'report_received':
      return openCaseFacts(event);
    case 'referral_issued':
      return openReferralFacts(event);
    case 'journal_opened':
      return { kind: 'journal', caseId: event.caseId, device: event.device, slots: {}, needsUpdate: false };
    default:
      return null;
  }
}
