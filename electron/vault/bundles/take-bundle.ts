import { DIRECTORY, kindOf } from '../../../shared/domain/compartment.ts';
import type { BundleFault, BundleRecord } from '../../../shared/protocol/bundle/format.ts';
import { BundleBroken, type CheckedBundle } from '../../../shared/protocol/bundle/read.ts';
import type { HelloAnswer, KeptAnswer, PushVerdict } from '../../../shared/protocol/calls.ts';
import { takeLateWork } from '../sync/kept-work.ts';
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
  /** Entries of others in the cases that were new here; like those below without what workstations enter by themselves. */
  readonly events: number;
  readonly accepted: number;
  readonly refused: readonly PushVerdict[];
  readonly chunks: number;
  readonly gaps: readonly Gap[];
  /** What stands behind one of the gaps was more than could be kept here: the file has to be read again. */
  readonly toReadAgain: boolean;
  /** An older bundle than the last one: it brought what was still missing, and changed neither access nor leases. */
  readonly older: boolean;
  /** The hub contradicted itself in these logs. */
  readonly frozen: readonly string[];
}

export type TakeFault =
  | BundleFault
  /** From before the hub was restored. */
  | 'bundle_superseded'
  | 'vault_restored'
  /** The hub has shut this device out; its cases are closed by now. */
  | 'device_revoked'
  | 'device_forked';
export type TakeOutcome =
  { readonly ok: true; readonly taken: Taken } | { readonly ok: false; readonly code: TakeFault };

export interface TakeParts {
  readonly bundle: CheckedBundle;
  readonly line: RecordLine;
  /** Keeps a sealed chunk that was asked for; false: nobody waits for it, or it is not what it says. */
  keepChunk(compartment: string, sha256: string, sealed: Buffer): Promise<boolean>;
}

interface Taking extends TakeParts {
  /** Whether a page behind a gap was more than could be kept. */
  unkept(): boolean;
}

const cursorsBy = async ({ store }: Session) =>
  new Map((await store.cursors()).map((cursor): [string, Cursor] => [cursor.compartment, cursor]));

/**
 * Takes in a checked bundle through the code that takes in the feed: contiguity, digests, checkpoints, and the cursor in
 * one transaction with its page. Each step leaves the vault in order; the same bundle again changes nothing.
 * @param session lent by the engine, speaking to `bundleHub`
 */
export async function takeBundle(session: Session, parts: Taking): Promise<TakeOutcome> {
  try {
    return await take(session, parts);
  } catch (error) {
    if (error instanceof BundleBroken) return { ok: false, code: error.code };
    throw error;
  } finally {
    await parts.line.end();
  }
}

async function take(session: Session, { bundle, line, keepChunk, unkept }: Taking): Promise<TakeOutcome> {
  const first = await line.peek();
  if (first?.is === 'shut') return shutBy(session, first.code, bundle.opening.created);
  const hello = await helloOf(line);
  const older = await isOlder(session, hello);
  const fault = await greetBy(session, hello, older);
  if (fault !== null) return { ok: false, code: fault };

  let [events, chunks, accepted] = [0, 0, 0];
  const refused: PushVerdict[] = [];
  const late: KeptAnswer['events'] = [];
  for (;;) {
    if (session.halted()) return { ok: false, code: 'bundle_cancelled' };
    const record: BundleRecord | null = await line.peek();
    if (record === null) break;
    if (record.is === 'page') {
      const { compartment } = record.page;
      events += await takeLog(session, compartment, older);
      if (session.halted()) return { ok: false, code: 'bundle_cancelled' };
      await skipPages(line, compartment);
    } else if (record.is === 'verdicts') {
      const told = new Set(await session.store.verdicts(record.results));
      const answered = record.results.filter(({ id }) => told.has(id));
      accepted += answered.filter(({ status }) => status === 'accepted').length;
      refused.push(...answered.filter(({ status }) => status === 'refused'));
      line.drop();
    } else if (record.is === 'chunk') {
      if (await keepChunk(record.compartment, record.sha256, Buffer.from(record.bytes, 'base64'))) chunks++;
      line.drop();
    } else if (record.is === 'kept') {
      late.push(...record.kept.events);
      line.drop();
    } else throw new BundleBroken('bundle_unknown');
  }
  await takeGrants(session);
  await openWaiting(session, () => Promise.resolve(!session.halted()));
  // Their cases, and what opens them, may have come in this very file.
  await takeLateWork(session, late);

  const cursors = await cursorsBy(session);
  const reached = (compartment: string) => cursors.get(compartment)?.tree.size ?? 0;
  const ahead = await session.store.pagesAhead();
  const ranges = [
    ...bundle.closing.ranges,
    ...ahead.map(({ compartment, first }) => ({ compartment, after: first - 1 })),
  ];
  const gaps = new Map<string, Gap>();
  for (const { compartment, after } of ranges) {
    const here = reached(compartment);
    const held = cursors.has(compartment) || !older;
    // The first of several: what is behind it is told once it has closed.
    if (held && here < after && after < (gaps.get(compartment)?.to ?? Infinity))
      gaps.set(compartment, { compartment, from: here + 1, to: after });
  }
  const whole = hello.compartments.every(({ compartment, head }) => reached(compartment) >= head);
  if (whole && session.frozen.size === 0) await tellComplete(session, hello.serverTime, true);
  const frozen = [...session.frozen.keys()];
  return {
    ok: true,
    taken: { events, accepted, refused, chunks, gaps: [...gaps.values()], toReadAgain: unkept(), older, frozen },
  };
}

/** The hub has shut this device out, unless that was before it let it in again. */
async function shutBy(
  { store }: Session,
  code: 'device_revoked' | 'device_forked',
  said: string,
): Promise<TakeOutcome> {
  const last = await store.lastHello();
  if (last !== null && said <= last) return { ok: false, code: 'bundle_superseded' };
  await store.shut(code);
  return { ok: false, code };
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
 * Every hello that changed anything left its moment behind, by the hub's clock: one from then or before is no news. It
 * must take nothing away that was granted since.
 */
async function isOlder(session: Session, hello: HelloAnswer): Promise<boolean> {
  if (session.epoch !== hello.hubEpoch) return false;
  const last = await session.store.lastHello();
  return last !== null && hello.serverTime <= last;
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
  // A newer hello says that the hub has heard less than it has answered: it lost that, and everything is offered again.
  if (hello.lastDeviceSeq < (await session.store.answered()))
    await session.store.startEpoch(hello.hubEpoch, hello.lastDeviceSeq);
  await withdraw(session, hello, await cursorsBy(session));
  // However lately a round renewed them: these are later, and say what may be held from now on.
  session.leasesAt = Number.NEGATIVE_INFINITY;
  // As the hub said them: nobody can tell the days on the way from a clock that is wrong, and they must not be won.
  await renewLeases(session, hello, 0);
  return null;
}

/** Takes in what the bundle brings of one log. @returns how many entries of its cases, by others, were new */
async function takeLog(session: Session, compartment: string, older: boolean): Promise<number> {
  const { frozen } = session;
  // Nobody's signature or grant can be checked against a directory that contradicts itself.
  if (frozen.has(compartment) || frozen.has(DIRECTORY)) return 0;
  const cursor = (await cursorsBy(session)).get(compartment);
  // Withdrawn since, as far as an older bundle can know.
  if (older && cursor === undefined) return 0;
  let ofOthers = 0;
  for (let at = cursor; ;) {
    const held = heldOf(session, compartment, at);
    const pulled = await pullCompartment(session, held, () => undefined);
    ofOthers += pulled.ofOthers;
    at = (await cursorsBy(session)).get(compartment);
    const size = at?.tree.size ?? 0;
    // A file ends where the log ended then; what is kept may go on behind it.
    const goesOn = size > held.tree.size && (await session.store.pageBehind(compartment, held.epoch, size)) !== null;
    if (!goesOn || frozen.has(compartment) || session.halted()) break;
  }
  if (compartment === DIRECTORY) {
    session.toGrant = true;
    await takeGrants(session);
  }
  return holdsCases(compartment) ? ofOthers : 0;
}

/** The directory and the journal are no entries that a person would count. */
const holdsCases = (compartment: string) => !['directory', 'journal'].includes(kindOf(compartment) ?? '');

async function skipPages(line: RecordLine, compartment: string): Promise<void> {
  for (;;) {
    const record = await line.peek();
    if (record?.is !== 'page' || record.page.compartment !== compartment) return;
    line.drop();
  }
}
