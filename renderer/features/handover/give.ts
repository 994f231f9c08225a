import type { CallError } from '../../../shared/bridge/call.ts';
import type { HandOverRow, OfferedRow } from '../../../shared/bridge/dues.ts';
import { call } from '../../app/bridge.ts';
import { allocateAll } from '../desk/allocate.ts';

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

/** Offers cases to a colleague, one signed event each; until it is accepted the giver holds the case. */
export const give = (rows: readonly HandOverRow[], to: string, lines: readonly string[]): Promise<Gone> =>
  one(rows, async (index) => {
    const { caseId, basedOn } = rows[index]!;
    const line = lines[index]!;
    const signed = await call('case.sign', { caseId, type: 'handed_over', facets: { to }, payload: { line }, basedOn });
    return signed.ok ? null : signed.error;
  });

/** Takes what is offered, one signed event a case: the holder from then on. */
export const accept = (rows: readonly OfferedRow[]): Promise<Gone> =>
  one(rows, async (index) => {
    const { caseId, basedOn, offer } = rows[index]!;
    const facets = { offer: offer.event };
    const signed = await call('case.sign', { caseId, type: 'hand_over_accepted', facets, payload: {}, basedOn });
    return signed.ok ? null : signed.error;
  });

/** Ends offers that were not accepted: the case is allocated to whoever holds it. */
export const takeBack = async (rows: readonly HandOverRow[]): Promise<Gone> => {
  const outcome = await allocateAll(
    rows.map(({ caseId, holder }) => ({ caseId, to: holder?.user ?? null })),
    () => undefined,
  );
  const done = outcome.done.map(({ caseId }) => caseId);
  const stopped = rows[done.length];
  return {
    done,
    failed:
      outcome.error === null || stopped === undefined ? null : { reference: stopped.reference, error: outcome.error },
  };
};
