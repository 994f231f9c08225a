/** One small thing signed for many cases: in calls of a hundred, so that one sees how far it has come and can stop. */
import { BULK_AT_ONCE, type BulkAct, type BulkRefused, type BulkSigned } from '../../../shared/bridge/bulk.ts';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';

export interface BulkOutcome {
  readonly signed: readonly BulkSigned[];
  readonly refused: readonly BulkRefused[];
  /** It stood so already. */
  readonly unchanged: number;
  /** Not tried: it was stopped, or `error` came between. */
  readonly untried: number;
  readonly error: CallError | null;
}

/** @param told after each call, with how many acts are behind; answers false to stop */
export async function signMany(acts: readonly BulkAct[], told: (behind: number) => boolean): Promise<BulkOutcome> {
  const signed: BulkSigned[] = [];
  const refused: BulkRefused[] = [];
  let unchanged = 0;
  let behind = 0;
  let error: CallError | null = null;
  while (behind < acts.length && told(behind)) {
    const answer = await call('desk.sign', { acts: acts.slice(behind, behind + BULK_AT_ONCE) });
    if (!answer.ok) {
      ({ error } = answer);
      break;
    }
    for (const each of answer.value.signed) signed.push({ ...each, act: each.act + behind });
    refused.push(...answer.value.refused);
    unchanged += answer.value.unchanged;
    behind = Math.min(acts.length, behind + BULK_AT_ONCE);
  }
  return { signed, refused, unchanged, untried: acts.length - behind, error };
}

/** The acts that withdraw what was signed. An allocation on which a colleague has acted since is left to them. */
export const withdrawing = (acts: readonly BulkAct[], signed: readonly BulkSigned[]): BulkAct[] =>
  signed.flatMap(({ act: at, event, holderBefore }): BulkAct[] => {
    const act = acts[at];
    if (act === undefined) return [];
    return act.type === 'labelled'
      ? [{ ...act, facets: { ...act.facets, on: !act.facets.on } }]
      : [{ caseId: act.caseId, type: 'allocated', facets: { to: holderBefore }, basedOn: event }];
  });

/** Refusals of one reason together, the commonest first, each with the references of its cases. */
export function byReason(
  refused: readonly BulkRefused[],
): { readonly first: BulkRefused; readonly references: string[] }[] {
  const groups = new Map<string, { first: BulkRefused; references: string[] }>();
  for (const each of refused) {
    const key = `${each.code} ${each.reason} ${each.who}`;
    const group = groups.get(key) ?? { first: each, references: [] };
    group.references.push(each.reference);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.references.length - a.references.length);
}
