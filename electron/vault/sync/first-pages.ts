import { limits } from '../../../shared/protocol/calls.ts';
import type { Held } from './page-check.ts';
import { reactionTo } from './reactions.ts';
import { haltOf, type Halt } from './round-end.ts';
import { ownKeys, type Session } from './session.ts';

const PAGES = 2;

/** Whether so much of the log is missing that a person would wait long for what is urgent in it. */
export const isLong = (held: Held, head: number) => head - held.tree.size > limits.pageEvents;

/**
 * The most urgent and newest cases of a desk, whole, ahead of its feed: usable in seconds, and provisional until the
 * feed has confirmed them. What does not check out is left for the feed to bring.
 */
export async function previewCases(session: Session, held: Held, head: number): Promise<Halt | null> {
  const { hub, crypto, store } = session;
  session.previewed.set(held.compartment, head);
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    if (session.halted()) return { kind: 'halted' };
    const answer = await hub.cases(held.compartment, after);
    if (!answer.ok) {
      // The feed brings them all the same.
      const { failure } = answer;
      return failure.kind === 'problem' && reactionTo(failure.problem.code) === 'reset_log' ? null : haltOf(failure);
    }
    const check = await crypto.checkCases(answer.value, held);
    if (!check.ok) return check.fault === 'stale' ? { kind: 'stale' } : null;
    if (check.total !== null) session.casesSaid.set(held.compartment, check.total);
    const stored = check.cases.length === 0 ? {} : await store.caseKeys(check.cases);
    await store.intakeProvisional(held.compartment, await crypto.takeCases(ownKeys(session), stored));
    after = check.next;
    if (after === null) return null;
  }
  return null;
}
