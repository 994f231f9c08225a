import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import { limits, type PushVerdict, type WireEvent } from '../../../shared/protocol/calls.ts';
import { reactionTo } from './reactions.ts';
import { haltOf, type Halt } from './round-end.ts';
import type { Session } from './session.ts';
import type { Failure } from './signed-call.ts';

/** Room for `{"hubEpoch":…,"events":[…]}` around the events. */
const AROUND = 1024;
const HELD_MS = 5 * 60_000;

export type Pushed = { readonly pushed: number; readonly halt: Halt | null };

/**
 * Sends what waits, in the author's order, until nothing waits. A push whose answer was lost is simply sent again: the
 * hub's ledger repeats its verdicts.
 */
export async function pushOutbox(session: Session): Promise<Pushed> {
  const { store, hub } = session;
  let pushed = 0;
  const { pushEvents = limits.pushEvents, pushBytes = limits.pushBytes } = session.hubLimits ?? {};
  let most: number = Math.min(limits.pushEvents, pushEvents);
  const chars = Math.min(limits.pushBytes, pushBytes) - AROUND;
  const ended = (halt: Halt | null): Pushed => ({ pushed, halt });
  if (session.pushHeld !== null && session.clock() < session.pushHeld.until) return ended(null);
  for (;;) {
    if (session.halted()) return ended({ kind: 'halted' });
    const { epoch } = session;
    if (epoch === null) return ended(null);
    const events = await store.outbox(most, chars);
    // Paused meanwhile: what was signed after that must not leave.
    if (session.halted()) return ended({ kind: 'halted' });
    if (events.length === 0) return ended(null);
    session.sending(events.filter(({ header }) => !JOURNAL_TYPES.includes(header.type)).length);
    const answer = await hub.push(epoch, events).finally(() => session.sending(0));
    if (!answer.ok) {
      const { failure } = answer;
      if (failure.kind === 'problem' && reactionTo(failure.problem.code) === 'split' && events.length > 1) {
        most = Math.ceil(events.length / 2);
        continue;
      }
      if (await signedAnew(session, failure, events)) continue;
      return ended(await afterRefusal(session, failure, events[0]!));
    }
    if (answer.value.hubEpoch !== epoch) return ended({ kind: 'stale' });
    const verdicts = verdictsOf(events, answer.value.results);
    if (verdicts === null) return ended(haltOf({ kind: 'unreadable' }));
    session.pushHeld = null;
    await store.verdicts(verdicts);
    pushed += verdicts.length;
  }
}

/** One verdict for each event sent, or null when the answer is not about them. */
function verdictsOf(events: readonly WireEvent[], results: readonly PushVerdict[]): PushVerdict[] | null {
  const byId = new Map(results.map((verdict) => [verdict.id, verdict]));
  const verdicts = events.flatMap(({ header }) => byId.get(header.id) ?? []);
  return verdicts.length === events.length ? verdicts : null;
}

/**
 * Another event has the id of one of these: it gets an id of its own and keeps its number, so that nothing behind it waits.
 * Once for each number: a hub that says so again is not given the same words under ever more ids.
 */
async function signedAnew(session: Session, failure: Failure, events: readonly WireEvent[]): Promise<boolean> {
  if (failure.kind !== 'problem' || reactionTo(failure.problem.code) !== 'new_id') return false;
  const named = events.find(({ header }) => header.id === failure.problem.detail)?.header;
  const anew = named !== undefined && !session.idsTaken.has(named.deviceSeq);
  if (anew) session.idsTaken.add(named.deviceSeq);
  return session.store.idTaken((named ?? events[0]!.header).id, anew);
}

async function afterRefusal(session: Session, failure: Failure, first: WireEvent): Promise<Halt | null> {
  const hold = (code: string): null => {
    const wish = failure.kind === 'problem' ? (failure.retryAfterMs ?? 0) : 0;
    session.pushHeld = { code, until: session.clock() + Math.max(HELD_MS, wish) };
    return null;
  };
  if (failure.kind !== 'problem') return haltOf(failure);
  const { code, expected } = failure.problem;
  switch (reactionTo(code)) {
    case 'send_again':
      // The hub lost events that it had accepted: offer all from there again, once. What is missing then is not here
      // either, and the gap cannot close by itself: it is for a person.
      if (expected === undefined || expected >= first.header.deviceSeq || session.gapAt === expected)
        return hold('own_entries_missing');
      session.gapAt = expected;
      await session.store.startEpoch(session.epoch!, expected - 1);
      return { kind: 'stale' };
    // One's work goes on here and waits; what others do still comes in.
    case 'stop_pushing':
    case 'new_id':
    case 'split':
      return hold(code);
    default:
      return haltOf(failure);
  }
}
