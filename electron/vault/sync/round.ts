import { DIRECTORY, kindOf } from '../../../shared/domain/compartment.ts';
import { limits, type HelloAnswer } from '../../../shared/protocol/calls.ts';
import { previewCases, worthPreviewing } from './first-pages.ts';
import { openWaiting, takeGrants } from './late-opening.ts';
import { heldOf, pullCompartment } from './pull.ts';
import { pushOutbox } from './push.ts';
import { haltOf, type Halt } from './round-end.ts';
import type { Session } from './session.ts';
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
}

/**
 * One round of sync: own work out, hello, directory, keys, the logs that have grown, own work again. Every step leaves
 * the vault in order, so that a round may end anywhere.
 */
export async function syncRound(session: Session): Promise<RoundEnd> {
  let again = false;
  const ended = (halt: Halt | null): RoundEnd => ({ halt, again });
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
  if (!greeted.ok) return ended(greeted.halt);
  const { hello } = greeted;
  const version = session.grantsVersion;
  const cursors = new Map((await session.store.cursors()).map((cursor) => [cursor.compartment, cursor]));
  await withdraw(session, hello, cursors);
  await renewLeases(session, hello);

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
    if (kindOf(compartment) === 'desk' && worthPreviewing(held, head) && !session.previewed.has(compartment)) {
      const halt = await previewCases(session, held);
      if (halt !== null) return ended(halt);
    }
    const pulled = await pullCompartment(session, held, progress);
    received += pulled.received;
    again ||= pulled.pushed > 0;
    if (pulled.halt !== null) return ended(pulled.halt);
    session.comparedAt.set(compartment, session.clock());
    if (compartment !== DIRECTORY) continue;
    session.toGrant = true;
    await takeGrants(session);
    const halt = await push();
    if (halt !== null) return ended(halt);
  }
  await takeGrants(session);
  let halt: Halt | null = null;
  await openWaiting(session, async () => {
    halt = session.halted() ? { kind: 'halted' } : await push();
    return halt === null;
  });
  halt ??= await push();
  if (halt !== null) return ended(halt);
  again ||= session.grantsVersion !== version;
  if (session.frozen.size === 0) await tellComplete(session, hello.serverTime, received > 0);
  return ended(null);
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

type Greeted = { readonly ok: true; readonly hello: HelloAnswer } | { readonly ok: false; readonly halt: Halt };

async function greet(session: Session): Promise<Greeted> {
  const no = (halt: Halt): Greeted => ({ ok: false, halt });
  const answer = await session.hub.hello();
  if (session.halted()) return no({ kind: 'halted' });
  if (!answer.ok) return no(haltOf(answer.failure));
  const halt = await heed(session, answer.value);
  if (halt !== null) return no(halt);
  session.greeted = true;
  return { ok: true, hello: answer.value };
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
  return null;
}

/** What the hub no longer names may no longer be held. The directory and one's own journal are nobody's to withdraw. */
export async function withdraw(session: Session, hello: HelloAnswer, cursors: Map<string, Cursor>): Promise<void> {
  const named = new Set(hello.compartments.map(({ compartment }) => compartment));
  for (const compartment of [...cursors.keys()]) {
    const kind = kindOf(compartment);
    if (named.has(compartment) || kind === 'directory' || kind === 'journal') continue;
    await session.store.purge(compartment);
    session.unitKeys = await session.store.unitKeys();
    cursors.delete(compartment);
    session.frozen.delete(compartment);
    session.previewed.delete(compartment);
  }
}

export async function renewLeases(session: Session, hello: HelloAnswer): Promise<void> {
  const names = hello.compartments.map(({ compartment }) => compartment).join(' ');
  const now = session.clock();
  const since = now - session.leasesAt;
  // A clock that was set back has closed the vault: this hello opens it.
  if (names === session.leasedNames && since >= 0 && since < LEASES_EVERY_MS) return;
  // By the local clock, which is what it will be compared with: one that is wrong must neither win nor lose time.
  const ahead = now - Date.parse(hello.serverTime);
  const until = (lease: string) => new Date(Date.parse(lease) + ahead).toISOString();
  await session.store.leases(Object.fromEntries(hello.compartments.map((c) => [c.compartment, until(c.leaseUntil)])));
  session.leasesAt = now;
  session.leasedNames = names;
}

/** Tells the screen how far it is; a page or less is not worth a progress bar. */
function progressOf(session: Session, grown: HelloAnswer['compartments'], cursors: Map<string, Cursor>) {
  const missing = grown.map(({ compartment, head }) => head - (cursors.get(compartment)?.tree.size ?? 0));
  const total = missing.reduce((sum, count) => sum + Math.max(0, count), 0);
  const long = total > limits.pageEvents;
  let received = 0;
  const tell = () => session.receiving(long ? { received, total: Math.max(total, received) } : null);
  if (total > 0) tell();
  return (events: number) => {
    received += events;
    tell();
  };
}

export async function tellComplete(session: Session, instant: string, changed: boolean): Promise<void> {
  const now = session.clock();
  if (!changed && Math.abs(now - session.completeAt) < COMPLETE_EVERY_MS) return;
  await session.store.completeAsOf(instant);
  session.completeAt = now;
}
