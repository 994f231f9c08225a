import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import { reportReceived } from '../../../shared/domain/events/report.ts';
import { noRecords } from '../../../shared/domain/record-keeping.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { enter } from '../audit/journal.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { eventsOf, inView, reportPayload } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';

const MOST_CHUNKS = 10_000;

/** Proposes to erase a case, or entries of it. Errors: the codes of `permits`; a refusal is entered in the journal. */
export function proposeDisposal(
  vault: WritingVault,
  { caseId, what, why, basedOn }: ParsedInput<'records.propose'>,
): Done<{ event: string }> {
  const signed = vault.db.transaction((): Done<{ event: string }> => {
    const composed = compose(vault, { caseId, type: 'disposal_proposed', facets: what, payload: { why }, basedOn });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    foldProjection(vault, caseId);
    return done({ event: composed.value.header.id });
  });
  return noted(vault, caseId, 'propose', signed);
}

/**
 * Approves what somebody else has proposed. The event names the hashes of all that goes. Errors: the codes of `permits`;
 * `case_sealed`, where the report cannot be read here, so that nobody could say which files are its; `too_large`.
 */
export function approveDisposal(
  vault: WritingVault,
  { caseId, proposal }: ParsedInput<'records.approve'>,
): Done<{ event: string }> {
  const { db } = vault;
  const facts = caseInView(db, caseId)?.facts;
  if (facts === undefined) return failed('case_unknown');
  const proposed = (facts.records ?? noRecords).proposal;
  if (proposed?.event !== proposal)
    return noted(vault, caseId, 'approve', failed('illegal_transition', { reason: 'proposal_unknown' }));
  const { what } = proposed;
  const going = eventsOf(db, caseId)
    .filter(inView)
    .filter(({ header }) => header.payloadHash !== NO_PAYLOAD_HASH)
    .filter(({ header }) => what.scope === 'case' || what.entries.includes(header.id));
  const chunks: string[] = [];
  if (going.some(({ header }) => header.type === 'report_received')) {
    const payload = reportPayload(db, caseId);
    const report = reportReceived.payload.safeParse(payload);
    const gone = (facts.records ?? noRecords).erasedEntries;
    const wasErased = going.some(({ header }) => header.type === 'report_received' && gone.includes(header.id));
    if (!report.success && !wasErased) return failed('case_sealed');
    if (report.success) chunks.push(...report.data.attachments.flatMap((file) => file.chunks));
  }
  if (chunks.length > MOST_CHUNKS || chunks.length * 70 > limits.pushBytes - 4096) return failed('too_large');
  const hashes = going.map(({ header }) => header.payloadHash).toSorted();
  const facets = { proposal, what, entries: going.length, contents: sha256(hashes.join('\n')), chunks };
  const signed = db.transaction((): Done<{ event: string }> => {
    const composed = compose(vault, { caseId, type: 'erased', facets, payload: null });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    foldProjection(vault, caseId);
    return done({ event: composed.value.header.id });
  });
  return noted(vault, caseId, 'approve', signed);
}

/** Nothing was signed, so the case knows nothing of it: who tried, and why it was refused, stands in the journal. */
function noted<T>(vault: WritingVault, caseId: string, act: 'propose' | 'approve', signed: Done<T>): Done<T> {
  if (!signed.ok) {
    const reason = signed.error.detail?.reason;
    const code = typeof reason === 'string' && reason !== '' ? reason : signed.error.code;
    enter(vault, { type: 'disposal_refused', facets: { act, reason: code }, payload: { caseId } });
  }
  return signed;
}
