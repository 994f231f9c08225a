/** Gives cases to a person, or back to the unit; one signed event a case. */
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';

export interface Allocated {
  readonly caseId: string;
  /** Who held it before, for undoing. */
  readonly before: string | null;
}

export interface AllocationOutcome {
  readonly done: readonly Allocated[];
  /** The first error; the cases after it were not tried. */
  readonly error: CallError | null;
}

async function allocateOne(caseId: string, to: string | null): Promise<CallError | Allocated> {
  const read = await call('case.read', { caseId, peek: true });
  if (!read.ok) return read.error;
  const basedOn = read.value.slots.allocation ?? null;
  const signed = await call('case.sign', { caseId, type: 'allocated', facets: { to }, payload: {}, basedOn });
  return signed.ok ? { caseId, before: read.value.row.allocatedTo?.user ?? null } : signed.error;
}

/** @param told after each case, with how many are done */
export async function allocateAll(
  cases: readonly { readonly caseId: string; readonly to: string | null }[],
  told: (done: number) => void,
): Promise<AllocationOutcome> {
  const done: Allocated[] = [];
  for (const { caseId, to } of cases) {
    const outcome = await allocateOne(caseId, to);
    if ('code' in outcome) return { done, error: outcome };
    done.push(outcome);
    told(done.length);
  }
  return { done, error: null };
}
