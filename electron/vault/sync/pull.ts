import type { Problem } from '../../../shared/protocol/calls.ts';
import { readCheckpoint } from '../../../shared/protocol/checkpoint.ts';
import { emptyTree } from '../../../shared/protocol/merkle.ts';
import { isLong } from './first-pages.ts';
import { leftBy, targetOf } from '../../../shared/domain/left.ts';
import { withNewer } from './case-keys.ts';
import { bringsLateKey } from './opening.ts';
import type { Held, PageFault } from './page-check.ts';
import { pushOutbox, type Pushed } from './push.ts';
import { reactionTo } from './reactions.ts';
import { haltOf, type Halt } from './round-end.ts';
import { ownKeys, type Session } from './session.ts';
import type { Cursor, SyncStore, TakenPage } from './sync-store.ts';

export interface Pulled {
  readonly received: number;
  /** Of these: made by another device than this one. */
  readonly ofOthers: number;
  /** Of one's own events, sent between pages. */
  readonly pushed: number;
  readonly halt: Halt | null;
}

const nothingPushed: Promise<Pushed> = Promise.resolve({ pushed: 0, halt: null });

/** Where the vault stands in a compartment, for checking what comes next. */
export function heldOf(session: Session, compartment: string, cursor: Cursor | undefined): Held {
  const { hubId, hubKey } = session.identity;
  const { grantsVersion } = session;
  const tree = cursor?.tree ?? emptyTree;
  const kept = cursor?.checkpoint ? readCheckpoint(cursor.checkpoint, hubKey) : null;
  const epoch = session.epoch!;
  return { compartment, epoch, grantsVersion, tree, hubId, hubKey, kept: kept?.epoch === epoch ? kept : null };
}

/**
 * Takes in one compartment's log up to its head. While the vault writes one page, the next is fetched, checked and
 * opened; before that is written one's own work goes out, so that a person's decision never waits for a first sync. A hub
 * that contradicts itself freezes the compartment, here and in this session's `frozen`.
 * @param head as the hub said it: while more than a page is missing to it, a person may have the rest wait
 */
export async function pullCompartment(
  session: Session,
  start: Held,
  onPage: (events: number) => void,
  head = 0,
): Promise<Pulled> {
  const { hub, crypto, store } = session;
  const { compartment } = start;
  let held = start;
  let received = 0;
  let ofOthers = 0;
  let pushed = 0;
  let writing: Writing = { done: Promise.resolve(), keys: {} };
  let pushing: Promise<Pushed> = nothingPushed;
  /** Until the last page is written and one's own work has gone out behind it. @returns what speaks against going on */
  const written = async (): Promise<Halt | null> => {
    const out = await pushing;
    pushing = nothingPushed;
    pushed += out.pushed;
    await writing.done;
    return out.halt;
  };
  const ended = async (halt: Halt | null): Promise<Pulled> => {
    const against = await written();
    return { received, ofOthers, pushed, halt: halt ?? against };
  };
  const freeze = async (code: string) => {
    await written();
    // A page that cannot be read may come from something on the way; a contradiction is proven, and stays so.
    if (code === 'checkpoint_inconsistent') await store.freeze(compartment, held.epoch, code);
    session.frozen.set(compartment, code);
    return ended(null);
  };
  /** The hub does not know this place in its log. */
  const lost = async ({ code, expected }: Problem) => {
    // It signed more than it has: its end was taken away. Or it does so again after a log was read anew.
    const cut = code === 'cursor_ahead' && (held.kept?.size ?? 0) > (expected ?? 0);
    if (cut) return freeze('checkpoint_inconsistent');
    if (session.readAnew.has(compartment)) return freeze(code);
    session.readAnew.add(compartment);
    await written();
    await store.resetCompartment(compartment);
    return ended({ kind: 'stale' });
  };
  const fetchAfter = (seq: number) => hub.feed(compartment, held.epoch, seq);
  let fetching = fetchAfter(held.tree.size);
  for (;;) {
    const answer = await fetching;
    if (session.halted()) return ended({ kind: 'halted' });
    if (!answer.ok) {
      const { failure } = answer;
      if (failure.kind === 'problem' && reactionTo(failure.problem.code) === 'reset_log') return lost(failure.problem);
      if (failure.kind === 'problem' && reactionTo(failure.problem.code) === 'freeze')
        return freeze(failure.problem.code);
      return ended(haltOf(failure));
    }
    const check = await crypto.checkFeed(answer.value, held);
    if (!check.ok) return check.fault === 'stale' ? ended({ kind: 'stale' }) : freeze(problemOf(check.fault));
    if (check.hasMore) fetching = fetchAfter(check.size);
    const stored = check.cases.length === 0 ? {} : await store.caseKeys(check.cases);
    const coming = Object.entries(writing.keys).map(([caseId, keys]) => [caseId, withNewer(stored[caseId], keys)]);
    const page = await crypto.takeFeed(ownKeys(session), { ...stored, ...Object.fromEntries(coming) });
    // Who was let in, or given a case that moved, holds sealed events from before.
    if (page.events.some(({ header, caseKey }) => caseKey !== null && bringsLateKey(header))) session.toOpen = true;
    const against = await written();
    if (against !== null) return ended(against);
    if (await mustAskAgain(session, page.events, head)) return ended({ kind: 'stale' });
    const places = page.tree.size - held.tree.size;
    received += places;
    ofOthers += page.events.filter(({ header }) => header.device !== session.identity.device).length;
    writing = write(store, page, places, () => onPage(places));
    held = { ...held, tree: page.tree, grantsVersion: check.grantsVersion };
    session.grantsVersion = Math.max(session.grantsVersion, check.grantsVersion);
    if (!check.hasMore || (session.onHold() && isLong(held, head))) return ended(null);
    pushing = pushOutbox(session);
    // Awaited before the next page is written; until then a failure must not count as unhandled.
    pushing.catch(() => undefined);
  }
}

/**
 * Whether a case went where nothing is held, and after the hello: a newer one has to say first whether that may be. Once for
 * each departure.
 * @param head up to where the hello knew the log when it said what may be held
 */
async function mustAskAgain(
  { store, askedAbout }: Session,
  events: TakenPage['events'],
  head: number,
): Promise<boolean> {
  const departures = events.flatMap(({ header, seq }) => {
    const left = seq > head ? leftBy(header) : null;
    return left === null ? [] : [{ event: header.id, target: targetOf(left) }];
  });
  if (departures.length === 0) return false;
  const held = new Set((await store.cursors()).map(({ compartment }) => compartment));
  const asks = departures.filter(({ event, target }) => !held.has(target) && askedAbout?.has(event) === false);
  for (const { event } of asks) askedAbout?.add(event);
  return asks.length > 0;
}

/** A page on its way into the database, and the keys that it brings, which cannot be asked of the database yet. */
interface Writing {
  readonly done: Promise<void>;
  readonly keys: Readonly<Record<string, string>>;
}

function write(store: SyncStore, page: TakenPage, places: number, onWritten: () => void): Writing {
  if (places === 0) return { done: Promise.resolve(), keys: {} };
  const done = store.intake(page).then(onWritten);
  // Awaited by the next page; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  const keys: Record<string, string> = {};
  for (const { header, caseKey } of page.events)
    if (caseKey !== null) keys[header.caseId] = withNewer(keys[header.caseId], caseKey);
  return { done, keys };
}

const problemOf = (fault: Exclude<PageFault, 'stale'>) => (fault === 'unreadable' ? 'invalid_answer' : fault);
