import { reactionTo } from './reactions.ts';
import { haltOf, type Halt } from './round-end.ts';
import type { Session } from './session.ts';

/** A hub that takes none is offered them again after this. */
const REFUSED_MS = 3600_000;

/** Confirms to the hub what is held here no more: compartments that were taken away, contents that were erased. */
export async function sendReceipts(session: Session): Promise<Halt | null> {
  const { hub, store } = session;
  if (hub.receipts === undefined) return null;
  // The clock may have been set back meanwhile.
  if (Math.abs(session.clock() - session.receiptsRefusedAt) < REFUSED_MS) return null;
  for (;;) {
    if (session.halted()) return { kind: 'halted' };
    const due = await store.receiptsDue();
    if (due.length === 0) return null;
    const answer = await hub.receipts(due);
    if (!answer.ok) {
      const { failure } = answer;
      if (failure.kind !== 'problem' || reactionTo(failure.problem.code) === 'back_off') return haltOf(failure);
      // A hub from before this call has none: they stay due, are offered seldom, and everything else goes on.
      session.receiptsRefusedAt = session.clock();
      return null;
    }
    await store.receiptsSent(due.map(({ statement }) => statement));
  }
}
