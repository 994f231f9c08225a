import { KeptAnswer } from '../../../shared/protocol/calls.ts';
import { haltOf, type Halt } from './round-end.ts';
import { ownKeys, type Session } from './session.ts';
import { parseAnswer } from './signed-call.ts';

/**
 * Fetches and opens work that came too late for cases which this person supervises. Each is asked for once a session: a hub
 * that was restored may have said that it keeps what it has no longer.
 */
export async function fetchKept(session: Session): Promise<Halt | null> {
  const { hub, store, keptAsked } = session;
  if (hub.kept === undefined) return null;
  const wanted = (await store.wantedKept()).filter(({ event }) => !keptAsked.has(event));
  for (const compartment of new Set(wanted.map((one) => one.compartment))) {
    let after: string | null = null;
    do {
      if (session.halted()) return { kind: 'halted' };
      const answer = await hub.kept(compartment, after);
      // A hub from before this call has none; what a supervisor may no longer see the next hello tells.
      if (!answer.ok) return answer.failure.kind === 'problem' ? null : haltOf(answer.failure);
      const page = parseAnswer(KeptAnswer, answer.value);
      if (!page.ok) return haltOf(page.failure);
      await takeLateWork(session, page.value.events);
      after = page.value.next;
    } while (after !== null);
    for (const one of wanted) if (one.compartment === compartment) keptAsked.add(one.event);
  }
  return null;
}

/** The hub cannot have made them: they open with the case's keys alone, and their author signed them. */
export async function takeLateWork(session: Session, came: KeptAnswer['events']): Promise<void> {
  const { store, crypto } = session;
  const events = came.flatMap(({ header, signature, sealed, keptAt }) =>
    signature === null ? [] : [{ header, signature, sealed: Buffer.from(sealed ?? '', 'base64'), keptAt }],
  );
  if (events.length === 0) return;
  const keys = await store.caseKeys([...new Set(events.map(({ header }) => header.caseId))]);
  const opened = new Map((await crypto.openStored(events, ownKeys(session), keys)).map((one) => [one.id, one.payload]));
  const { devices } = await store.directory();
  const verified = await crypto.verify(
    events.map(({ header, signature }) => ({ header, signature })),
    Object.fromEntries(
      events.flatMap(({ header: { device } }) => (devices[device] ? [[device, devices[device]]] : [])),
    ),
  );
  const good = new Set(verified.filter((one) => one.good).map(({ id }) => id));
  await store.takeKept(
    events.map(({ header, signature, keptAt }) => ({
      header,
      signature,
      keptAt,
      good: good.has(header.id),
      payload: opened.get(header.id) ?? null,
    })),
  );
}
