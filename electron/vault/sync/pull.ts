import { emptyTree } from '../../../shared/protocol/merkle.ts';
import { withNewer } from './case-keys.ts';
import type { Held, PageFault } from './page-check.ts';
import { pushOutbox } from './push.ts';
import { haltOf, type Halt } from './round-end.ts';
import { ownKeys, type Session } from './session.ts';
import type { Failure } from './signed-call.ts';
import type { Cursor, SyncStore, TakenPage } from './sync-store.ts';

export interface Pulled {
  readonly received: number;
  /** Of one's own events, sent between pages. */
  readonly pushed: number;
  readonly halt: Halt | null;
}

/** Where the vault stands in a compartment, for checking what comes next. */
export function heldOf(session: Session, compartment: string, cursor: Cursor | undefined): Held {
  const { hubId, hubKey } = session.identity;
  const { grantsVersion } = session;
  return { compartment, epoch: session.epoch!, grantsVersion, tree: cursor?.tree ?? emptyTree, hubId, hubKey };
}

/**
 * Takes in one compartment's log up to its head. While the vault writes one page, the next is fetched, checked and
 * opened; after each page one's own work goes out, so that a person's decision never waits for a first sync. A hub that
 * contradicts itself freezes the compartment, here and in this session's `frozen`.
 */
export async function pullCompartment(
  session: Session,
  start: Held,
  onPage: (events: number) => void,
): Promise<Pulled> {
  const { hub, crypto, store } = session;
  const { compartment } = start;
  let held = start;
  let received = 0;
  let pushed = 0;
  let writing: Writing = { done: Promise.resolve(), keys: {} };
  const ended = async (halt: Halt | null): Promise<Pulled> => {
    await writing.done;
    return { received, pushed, halt };
  };
  const freeze = (code: string) => {
    session.frozen.set(compartment, code);
    return ended(null);
  };
  const fetchAfter = (seq: number) => hub.feed(compartment, held.epoch, seq);
  let fetching = fetchAfter(held.tree.size);
  for (;;) {
    const answer = await fetching;
    if (session.halted()) return ended({ kind: 'halted' });
    if (!answer.ok) return isAhead(answer.failure) ? freeze('cursor_ahead') : ended(haltOf(answer.failure));
    const check = await crypto.checkFeed(answer.value, held);
    if (!check.ok) return check.fault === 'stale' ? ended({ kind: 'stale' }) : freeze(problemOf(check.fault));
    if (check.hasMore) fetching = fetchAfter(check.size);
    const stored = check.cases.length === 0 ? {} : await store.caseKeys(check.cases);
    const coming = Object.entries(writing.keys).map(([caseId, keys]) => [caseId, withNewer(stored[caseId], keys)]);
    const page = await crypto.takeFeed(ownKeys(session), { ...stored, ...Object.fromEntries(coming) });
    // A reader who was let in, or whose key was passed on, holds sealed events from before.
    if (page.events.some(({ header, caseKey }) => caseKey !== null && header.type.startsWith('reader_')))
      session.toOpen = true;
    await writing.done;
    received += page.events.length;
    writing = write(store, page, () => onPage(page.events.length));
    held = { ...held, tree: page.tree, grantsVersion: check.grantsVersion };
    session.grantsVersion = Math.max(session.grantsVersion, check.grantsVersion);
    if (!check.hasMore) return ended(null);
    const out = await pushOutbox(session);
    pushed += out.pushed;
    if (out.halt !== null) return ended(out.halt);
  }
}

/** A page on its way into the database, and the keys that it brings, which cannot be asked of the database yet. */
interface Writing {
  readonly done: Promise<void>;
  readonly keys: Readonly<Record<string, string>>;
}

function write(store: SyncStore, page: TakenPage, onWritten: () => void): Writing {
  if (page.events.length === 0) return { done: Promise.resolve(), keys: {} };
  const done = store.intake(page).then(onWritten);
  // Awaited by the next page; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  const keys: Record<string, string> = {};
  for (const { header, caseKey } of page.events)
    if (caseKey !== null) keys[header.caseId] = withNewer(keys[header.caseId], caseKey);
  return { done, keys };
}

const isAhead = (failure: Failure) => failure.kind === 'problem' && failure.problem.code === 'cursor_ahead';
const problemOf = (fault: Exclude<PageFault, 'stale'>) => (fault === 'unreadable' ? 'invalid_answer' : fault);
