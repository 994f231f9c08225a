import { DIRECTORY, journalOf, kindOf } from '../../../shared/domain/compartment.ts';
import { limits, type HelloAnswer } from '../../../shared/protocol/calls.ts';
import { newsMark } from '../../../shared/protocol/hello-list.ts';
import { SIGNATURE_WINDOW } from '../../../shared/protocol/signed-request.ts';
import { isLong, previewCases } from './first-pages.ts';
import { fetchKept } from './kept-work.ts';
import { openWaiting, takeGrants } from './late-opening.ts';
import { heldOf, pullCompartment } from './pull.ts';
import { pushOutbox } from './push.ts';
import { sendReceipts } from './receipts.ts';
import { haltOf, type Halt } from './round-end.ts';
import type { Progress, Session } from './session.ts';
import type { Cursor } from './sync-store.ts';

const LEASES_EVERY_MS = 10 * 60_000;
const COMPLETE_EVERY_MS = 30_000;
/** Logs that stand still: how often the hub's checkpoint is compared with ours, and of how many in one round. */
const COMPARE_EVERY_MS = 6 * 3600_000;
const COMPARED_AT_ONCE = 20;

export interface RoundEnd {
  readonly halt: Halt | null;
  /** Something went out or came in that another round will bring further. */
  readonly again: boolean;
  /** How far the logs have come whose rest the person has wait; null while nothing waits. */
  readonly behind: Progress | null;
}

/**
 * One round of sync: own work out, hello, directory, keys, the logs that have grown, own work again. Every step leaves
 * the vault in order, so that a round may end anywhere.
 */
export async function syncRound(session: Session): Promise<RoundEnd> {
  let again = false;
  let behind: Progress | null = null;
  const ended = (halt: Halt | null): RoundEnd => ({ halt, again, behind });
  const push = async () => {
    const { pushed, halt } = await pushOutbox(session);
    again ||= pushed > 0;
    return halt;
  };
  // A vault that was copied back must not push under its old device: the first hello tells.
  const early = session.greeted ? await push() : null;
  // What is stale is put right by the hello that follows.
  if (early !== null && early.kind !== 'stale') return ended(early);
  again = false;

  const greeted = await greet(session);
  if (!greeted.ok) {
    // Nothing of it is taken in any more; what waits here is kept for the supervisors of its cases.
    if (greeted.halt.kind === 'fatal' && greeted.halt.code === 'device_revoked') await pushOutbox(session);
    return ended(greeted.halt);
  }
  const { hello, asked } = greeted;
  const version = session.grantsVersion;
  const cursors = new Map((await session.store.cursors()).map((cursor) => [cursor.compartment, cursor]));
  await withdraw(session, hello, cursors);
  // By the local clock, which is what leases are compared with: one that is wrong must neither win nor lose time.
  await renewLeases(session, hello, asked - Date.parse(hello.serverTime), asked);

  const compared = toCompare(session, hello, cursors);
  const grown = hello.compartments
    .filter(({ compartment, head }) => head !== (cursors.get(compartment)?.tree.size ?? 0) || compared.has(compartment))
    .sort((a, b) => Number(b.compartment === DIRECTORY) - Number(a.compartment === DIRECTORY));
  const progress = progressOf(session, grown, cursors);
  let received = 0;
  for (const { compartment, head } of grown) {
    if (session.frozen.has(compartment)) continue;
    // Nobody's signature or grant can be checked against a directory that contradicts itself.
    if (session.frozen.has(DIRECTORY)) break;
    const held = heldOf(session, compartment, cursors.get(compartment));
    // On hold what is urgent is looked at anew whenever the log has grown.
    const seen = session.previewed.get(compartment);
    const anew = session.onHold() ? seen !== head : seen === undefined;
    if (kindOf(compartment) === 'desk' && isLong(held, head) && anew) {
      const halt = await previewCases(session, held, head);
      if (halt !== null) return ended(halt);
    }
    if (session.onHold() && compartment !== DIRECTORY && isLong(held, head)) {
      behind = progress.now();
      continue;
    }
    if (kindOf(compartment) !== 'directory') progress.history();
    const pulled = await pullCompartment(session, held, progress.took, head);
    if (session.onHold() && pulled.received < head - held.tree.size) behind = progress.now();
    received += pulled.received;
    again ||= pulled.pushed > 0;
    if (pulled.halt !== null) return ended(pulled.halt);
    session.comparedAt.set(compartment, session.clock());
    if (compartment !== DIRECTORY) continue;
    await heedFrozen(session);
    if (session.frozen.has(DIRECTORY)) break;
    session.toGrant = true;
    await takeGrants(session);
    const halt = await push();
    if (halt !== null) return ended(halt);
  }
  if (received > 0) await heedFrozen(session);
  await takeGrants(session);
  let halt: Halt | null = null;
  await openWaiting(session, async () => {
    halt = session.halted() ? { kind: 'halted' } : await push();
    return halt === null;
  });
  halt ??= await push();
  halt ??= await fetchKept(session);
  halt ??= await sendReceipts(session);
  if (halt !== null) return ended(halt);
  again ||= session.grantsVersion !== version;
  // What is whole is counted here; what the hub said of it would only grow old.
  if (behind === null) session.casesSaid.clear();
  if (session.frozen.size === 0 && behind === null) await tellComplete(session, hello.serverTime, received > 0);
  return ended(null);
}

/**
 * The vault itself freezes a log whose contents contradict what it holds: a directory of which the hub shows others
 * another one, an id that the hub has taken for another event before.
 */
async function heedFrozen(session: Session): Promise<void> {
  for (const { compartment, frozen } of await session.store.cursors())
    if (frozen !== null) session.frozen.set(compartment, frozen);
}

/** Logs that have not grown, so that no page of theirs would show that the hub has written them anew. */
function toCompare(session: Session, hello: HelloAnswer, cursors: Map<string, Cursor>): ReadonlySet<string> {
  const now = session.clock();
  const due = hello.compartments.filter(({ compartment, head }) => {
    const at = session.comparedAt.get(compartment) ?? Number.NEGATIVE_INFINITY;
    return head > 0 && head === cursors.get(compartment)?.tree.size && Math.abs(now - at) >= COMPARE_EVERY_MS;
  });
  return new Set(due.slice(0, COMPARED_AT_ONCE).map(({ compartment }) => compartment));
}

type Greeted =
  | { readonly ok: true; readonly hello: HelloAnswer; readonly asked: number }
  | { readonly ok: false; readonly halt: Halt };

async function greet(session: Session): Promise<Greeted> {
  const no = (halt: Halt): Greeted => ({ ok: false, halt });
  // Before it: the machine may sleep for weeks between the answer and its use, which must win no lease any time.
  const asked = session.clock();
  const answer = await session.hub.hello();
  if (session.halted()) return no({ kind: 'halted' });
  if (!answer.ok) return no(haltOf(answer.failure));
  session.clockOff = clockOff(Date.parse(answer.value.serverTime), asked, session.clock());
  const halt = await heed(session, answer.value);
  if (halt !== null) return no(halt);
  session.greeted = true;
  session.mark = newsMark(answer.value);
  return { ok: true, hello: answer.value, asked };
}

/** A clock that is off is never a reason to refuse; but what is signed by it bears the wrong time, and the person is told. */
const CLOCK_OFF_MS = SIGNATURE_WINDOW * 1000;

/** The hub's clock showed `hubTime` at some moment between `asked` and `answered` of this one: what cannot be explained by that. */
function clockOff(hubTime: number, asked: number, answered: number): number | null {
  const off = hubTime < asked ? asked - hubTime : Math.min(answered - hubTime, 0);
  return Math.abs(off) > CLOCK_OFF_MS ? off : null;
}

/**
 * Takes over epoch and grants of a hello, by wire or out of a bundle, unless it is older than what is known or from
 * another hub. @returns why not, or null
 */
export async function heed(session: Session, hello: HelloAnswer): Promise<Halt | null> {
  const { hubId, hubKey } = session.identity;
  if (hello.hubId !== hubId || hello.hubKey !== hubKey) return { kind: 'refused', code: 'checkpoint_inconsistent' };
  // Only an older copy of the vault has offered less than the hub has heard from it.
  if (hello.lastDeviceSeq > (await session.store.lastOffered())) return { kind: 'fatal', code: 'vault_restored' };
  const { epoch, grantsVersion } = session;
  if (epoch !== null && hello.hubEpoch < epoch) return { kind: 'stale' };
  if (epoch === hello.hubEpoch && hello.grantsVersion < grantsVersion) return { kind: 'stale' };
  if (epoch !== null && hello.hubEpoch > epoch) {
    await session.store.startEpoch(hello.hubEpoch, hello.lastDeviceSeq);
    session.frozen.clear();
    session.readAnew.clear();
    session.comparedAt.clear();
    session.previewed.clear();
    session.gapAt = null;
  }
  session.epoch = hello.hubEpoch;
  session.grantsVersion = hello.grantsVersion;
  if (hello.limits !== undefined) session.hubLimits = hello.limits;
  return null;
}

/** What the hub no longer names may no longer be held. The directory and one's own journal are nobody's to withdraw. */
export async function withdraw(session: Session, hello: HelloAnswer, cursors: Map<string, Cursor>): Promise<void> {
  const named = new Set(hello.compartments.map(({ compartment }) => compartment));
  for (const compartment of [...cursors.keys()]) {
    const kind = kindOf(compartment);
    if (named.has(compartment) || kind === 'directory' || compartment === journalOf(session.identity.device)) continue;
    await session.store.purge(compartment);
    session.unitKeys = await session.store.unitKeys();
    cursors.delete(compartment);
    session.frozen.delete(compartment);
    session.previewed.delete(compartment);
    session.casesSaid.delete(compartment);
  }
}

/**
 * @param ahead how far the local clock is ahead of the hub's, ms, as far as anybody can tell
 * @param asked when the hello was asked for, by the local clock, ms
 */
export async function renewLeases(
  session: Session,
  hello: HelloAnswer,
  ahead: number,
  asked = session.clock(),
): Promise<void> {
  const names = hello.compartments.map(({ compartment }) => compartment).join(' ');
  const since = asked - session.leasesAt;
  // A clock that was set back has closed the vault: this hello opens it. The vault notes what the clock shows whenever
  // somebody works, which may be later than any hello of this session.
  const noted = Date.parse((await session.store.clockSeen()) ?? '1970-01-01');
  const ranBack = asked < Math.max(session.leasesAt, session.greetedAt ?? 0, noted);
  session.greetedAt = asked;
  if (names === session.leasedNames && !ranBack && since < LEASES_EVERY_MS) return;
  const until = (lease: string) => new Date(Date.parse(lease) + ahead).toISOString();
  const leases = hello.compartments.map((c) => [c.compartment, until(c.leaseUntil)] as const);
  await session.store.leases(Object.fromEntries(leases), hello.serverTime);
  session.leasesAt = asked;
  session.leasedNames = names;
}

/** Tells the screen how far the logs that have grown are, in all; a page or less is not worth a progress bar. */
function progressOf(session: Session, grown: HelloAnswer['compartments'], cursors: Map<string, Cursor>) {
  const sizeOf = (compartment: string) => cursors.get(compartment)?.tree.size ?? 0;
  const total = grown.reduce((sum, { compartment, head }) => sum + Math.max(head, sizeOf(compartment)), 0);
  let received = grown.reduce((sum, { compartment }) => sum + sizeOf(compartment), 0);
  const missing = total - received;
  // The directory comes before, and belongs to what makes the first pages readable.
  const unseen = grown.some(({ compartment }) => kindOf(compartment) === 'desk' && !session.previewed.has(compartment));
  let step: Progress['step'] = unseen ? 'first_pages' : 'history';
  const now = (): Progress => ({ step, received, total: Math.max(total, received) });
  const tell = () => session.receiving(missing > limits.pageEvents ? now() : null);
  // On hold a round that brings nothing of them must not seem to receive.
  if (missing > 0 && !session.onHold()) tell();
  return {
    now,
    history() {
      step = 'history';
    },
    took(events: number) {
      received += events;
      tell();
    },
  };
}

export async function tellComplete(session: Session, instant: string, changed: boolean): Promise<void> {
  const now = session.clock();
  if (!changed && Math.abs(now - session.completeAt) < COMPLETE_EVERY_MS) return;
  await session.store.completeAsOf(instant);
  session.completeAt = now;
}
