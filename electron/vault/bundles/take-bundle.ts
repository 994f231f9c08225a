import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import type { BundleFault, BundleRecord } from '../../../shared/protocol/bundle/format.ts';
import { BundleBroken, type CheckedBundle } from '../../../shared/protocol/bundle/read.ts';
import type { HelloAnswer, PushVerdict } from '../../../shared/protocol/calls.ts';
import { openWaiting, takeGrants } from '../sync/late-opening.ts';
import { heldOf, pullCompartment } from '../sync/pull.ts';
import { heed, renewLeases, tellComplete, withdraw } from '../sync/round.ts';
import type { Session } from '../sync/session.ts';
import type { Cursor } from '../sync/sync-store.ts';
import type { RecordLine } from './bundle-hub.ts';

/** A stretch of a log that has to come before what this bundle holds of it: `bundle_gap`. */
export interface Gap {
  readonly compartment: string;
  readonly from: number;
  readonly to: number;
}

export interface Taken {
  /** Events of the logs that were new here. */
  readonly events: number;
  readonly accepted: number;
  readonly refused: readonly PushVerdict[];
  readonly chunks: number;
  readonly gaps: readonly Gap[];
  /** An older bundle than the last one: it brought what was still missing, and changed neither access nor leases. */
  readonly older: boolean;
  /** The hub contradicted itself in these logs. */
  readonly frozen: readonly string[];
}

export type TakeFault =
  | BundleFault
  /** From before the hub was restored. */
  | 'bundle_superseded'
  | 'vault_restored';
export type TakeOutcome =
  { readonly ok: true; readonly taken: Taken } | { readonly ok: false; readonly code: TakeFault };

export interface TakeParts {
  readonly bundle: CheckedBundle;
  readonly line: RecordLine;
  /** Keeps a sealed chunk that was asked for; false: nobody waits for it, or it is not what it says. */
  keepChunk(compartment: string, sha256: string, sealed: Buffer): Promise<boolean>;
  onEvents(events: number): void;
}

const cursorsBy = async ({ store }: Session) =>
  new Map((await store.cursors()).map((cursor): [string, Cursor] => [cursor.compartment, cursor]));

/**
 * Takes in a checked bundle through the code that takes in the feed: contiguity, digests, checkpoints, and the cursor in
 * one transaction with its page. Each step leaves the vault in order; the same bundle again changes nothing.
 * @param session lent by the engine, speaking to `bundleHub`
 */
export async function takeBundle(session: Session, parts: TakeParts): Promise<TakeOutcome> {
  try {
    return await take(session, parts);
  } catch (error) {
    if (error instanceof BundleBroken) return { ok: false, code: error.code };
    throw error;
  } finally {
    await parts.line.end();
  }
}

async function take(session: Session, { bundle, line, keepChunk, onEvents }: TakeParts): Promise<TakeOutcome> {
  const hello = await helloOf(line);
  const older = await isOlder(session, hello);
  const fault = await greetBy(session, hello, older);
  if (fault !== null) return { ok: false, code: fault };

  let [events, chunks, accepted] = [0, 0, 0];
  const refused: PushVerdict[] = [];
  for (;;) {
    if (session.halted()) return { ok: false, code: 'bundle_cancelled' };
    const record: BundleRecord | null = await line.peek();
    if (record === null) break;
    if (record.is === 'page') {
      const { compartment } = record.page;
      events += await takeLog(session, compartment, older, onEvents);
      if (session.halted()) return { ok: false, code: 'bundle_cancelled' };
      await skipPages(line, compartment);
    } else if (record.is === 'verdicts') {
      await session.store.verdicts(record.results);
      accepted += record.results.filter(({ status }) => status === 'accepted').length;
      refused.push(...record.results.filter(({ status }) => status === 'refused'));
      line.drop();
    } else if (record.is === 'chunk') {
      if (await keepChunk(record.compartment, record.sha256, Buffer.from(record.bytes, 'base64'))) chunks++;
      line.drop();
    } else throw new BundleBroken('bundle_unknown');
  }
  await takeGrants(session);
  await openWaiting(session, () => Promise.resolve(!session.halted()));

  const cursors = await cursorsBy(session);
  const reached = (compartment: string) => cursors.get(compartment)?.tree.size ?? 0;
  const gaps = bundle.closing.ranges.flatMap(({ compartment, after }): Gap[] => {
    const here = reached(compartment);
    const held = cursors.has(compartment) || !older;
    return held && here < after ? [{ compartment, from: here + 1, to: after }] : [];
  });
  const whole = hello.compartments.every(({ compartment, head }) => reached(compartment) >= head);
  if (whole && session.frozen.size === 0) await tellComplete(session, hello.serverTime, true);
  const frozen = [...session.frozen.keys()];
  return { ok: true, taken: { events, accepted, refused, chunks, gaps, older, frozen } };
}

/** The enrolment, if there is one, has been taken before the vault was there; then comes who the hub is. */
async function helloOf(line: RecordLine): Promise<HelloAnswer> {
  if ((await line.peek())?.is === 'enrolment') line.drop();
  const record = await line.peek();
  if (record?.is !== 'hello') throw new BundleBroken('bundle_unknown');
  line.drop();
  return record.hello;
}

/**
 * Every hello that changed anything left its leases behind: one whose leases end no later is no news. Then it must take
 * nothing away that was granted since.
 */
async function isOlder(session: Session, hello: HelloAnswer): Promise<boolean> {
  if (session.epoch !== hello.hubEpoch) return false;
  const held = (await cursorsBy(session)).get(DIRECTORY)?.leaseUntil;
  const said = hello.compartments.find(({ compartment }) => compartment === DIRECTORY)?.leaseUntil;
  return held !== undefined && said !== undefined && said <= held;
}

async function greetBy(session: Session, hello: HelloAnswer, older: boolean): Promise<TakeFault | null> {
  if (older) return hello.lastDeviceSeq > (await session.store.lastOffered()) ? 'vault_restored' : null;
  const halt = await heed(session, hello);
  if (halt !== null)
    return halt.kind === 'fatal'
      ? 'vault_restored'
      : halt.kind === 'stale'
        ? 'bundle_superseded'
        : 'bundle_not_for_you';
  await withdraw(session, hello, await cursorsBy(session));
  // However lately a round renewed them: these are later, and say what may be held from now on.
  session.leasesAt = Number.NEGATIVE_INFINITY;
  await renewLeases(session, hello);
  return null;
}

/** Takes in what the bundle brings of one log. @returns how many events were new */
async function takeLog(
  session: Session,
  compartment: string,
  older: boolean,
  onEvents: (events: number) => void,
): Promise<number> {
  const { frozen } = session;
  // Nobody's signature or grant can be checked against a directory that contradicts itself.
  if (frozen.has(compartment) || frozen.has(DIRECTORY)) return 0;
  const cursor = (await cursorsBy(session)).get(compartment);
  // Withdrawn since, as far as an older bundle can know.
  if (older && cursor === undefined) return 0;
  const held = heldOf(session, compartment, cursor);
  const { received } = await pullCompartment(session, held, onEvents);
  if (compartment === DIRECTORY) {
    session.toGrant = true;
    await takeGrants(session);
  }
  return received;
}

async function skipPages(line: RecordLine, compartment: string): Promise<void> {
  for (;;) {
    const record = await line.peek();
    if (record?.is !== 'page' || record.page.compartment !== compartment) return;
    line.drop();
  }
}
