import type { CallError } from '../../../shared/bridge/call.ts';
import type { HandOverRow, OfferedRow } from '../../../shared/bridge/dues.ts';
import { call } from '../../app/bridge.ts';
import { stageOfDraft } from '../case/stages.ts';

export interface Gone {
  /** Cases that were signed, in order. */
  readonly done: readonly string[];
  /** The first error and its case; those after it were not tried. */
  readonly failed: { readonly reference: string; readonly error: CallError } | null;
}

async function one(
  rows: readonly { readonly caseId: string; readonly reference: string }[],
  sign: (index: number) => Promise<CallError | null>,
): Promise<Gone> {
  const done: string[] = [];
  for (const [index, { caseId, reference }] of rows.entries()) {
    const error = await sign(index);
    if (error !== null) return { done, failed: { reference, error } };
    done.push(caseId);
  }
  return { done, failed: null };
}

/**
 * Offers cases to a colleague, one signed event each; until it is accepted the giver holds the case. What was typed on
 * the cases of `withDrafts` goes along unsigned, and stays here as well.
 */
export const give = (
  rows: readonly HandOverRow[],
  to: string,
  lines: readonly string[],
  withDrafts: readonly string[],
): Promise<Gone> =>
  one(rows, async (index) => {
    const { caseId, basedOn } = rows[index]!;
    const line = lines[index]!;
    const signed = await call('case.sign', { caseId, type: 'handed_over', facets: { to }, payload: { line }, basedOn });
    if (!signed.ok) return signed.error;
    return withDrafts.includes(caseId) ? passDrafts(caseId, to) : null;
  });

/** Passes on everything that is typed on a case; what is being signed at this moment needs nobody else. */
async function passDrafts(caseId: string, to: string): Promise<CallError | null> {
  const read = await call('case.read', { caseId, peek: true });
  if (!read.ok) return read.error;
  for (const { part, content, savedAt, heldUntil } of read.value.drafts) {
    if (heldUntil !== null) continue;
    const facets = { stage: stageOfDraft(part) ?? 'elsewhere', to };
    const payload = { part, content, savedAt };
    const signed = await call('case.sign', { caseId, type: 'draft_shared', facets, payload });
    if (!signed.ok) return signed.error;
  }
  return null;
}

/** Takes what is offered, one signed event a case: the holder from then on. */
export const accept = (rows: readonly OfferedRow[]): Promise<Gone> =>
  one(rows, async (index) => {
    const { caseId, basedOn, offer } = rows[index]!;
    const facets = { offer: offer.event };
    const signed = await call('case.sign', { caseId, type: 'hand_over_accepted', facets, payload: {}, basedOn });
    return signed.ok ? null : signed.error;
  });

/** Ends offers that were not accepted: the case is allocated to whoever holds it. */
export const takeBack = (rows: readonly HandOverRow[]): Promise<Gone> =>
  one(rows, async (index) => {
    const { caseId, holder } = rows[index]!;
    const facets = { to: holder?.user ?? null };
    const answer = await call('desk.sign', { acts: [{ caseId, type: 'allocated', facets }] });
    if (!answer.ok) return answer.error;
    const [refused] = answer.value.refused;
    if (refused === undefined) return null;
    const { code, reason, who } = refused;
    return { code, message: code, detail: { reason, who } };
  });
