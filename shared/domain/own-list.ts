import { type DueKind, duesOf } from './dues.ts';
import type { CaseFacts } from './facts.ts';
import type { Actor } from './verdict.ts';
import { supervises } from './standing.ts';

/** What waits for anybody of the desk while nobody in particular owes it; a second review for whoever did not decide. */
const forAnybody: ReadonlySet<string> = new Set(['alert', 'urgent', 'task', 'second_review']);
/** What waits for no supervisor: a clock belongs to whoever holds the case, a check to the owner of the record. */
const forNoSupervisor: ReadonlySet<DueKind> = new Set(['clock', 'check']);

/**
 * Whether a case is on somebody's own list, so that opening it needs no reason: they hold it, it waits for anybody of the
 * desk, they have worked on it, or something in it waits for them. A person in danger always waits for everybody. Pure.
 */
export function isOnOwnList(actor: Actor, facts: CaseFacts): boolean {
  const { user } = actor;
  const { allocatedTo, decision, danger, received, work } = facts;
  if (allocatedTo === user || (allocatedTo === null && decision === null)) return true;
  if (decision === null && (received.urgency === 'immediate' || danger === 'yes')) return true;
  const dues = duesOf(facts);
  if (dues.some(({ kind, holder }) => kind === 'alert' || holder === user || (holder === null && forAnybody.has(kind))))
    return true;
  const worked =
    decision?.by === user ||
    Object.values(facts.referrals).some(({ by }) => by === user) ||
    Object.values(facts.annotations).some(({ author }) => author === user) ||
    Object.values(work.checks).some(({ by }) => by === user) ||
    Object.values(work.questions).some(({ by }) => by === user) ||
    Object.values(work.recipients).some(({ by }) => by === user) ||
    Object.values(work.sharedDrafts).some(({ to, state }) => to === user && state !== 'withdrawn');
  if (worked) return true;
  const asked =
    work.swapAskedBy !== null ||
    dues.some(({ kind, holder }) => holder === null && !forNoSupervisor.has(kind)) ||
    Object.values(work.concerns).some(({ state }) => state === 'raised') ||
    Object.values(facts.kept ?? {}).some(({ settled }) => !settled);
  return asked && supervises(actor, facts);
}
