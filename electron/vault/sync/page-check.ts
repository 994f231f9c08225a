import { HUB_DEVICE, type EventHeader } from '../../../shared/domain/header.ts';
import { madeByHub } from '../../../shared/domain/made-by-hub.ts';
import { known } from '../../../shared/domain/events/index.ts';
import { CasesAnswer, endOfPage, FeedAnswer, type FeedEvent, type LeafOnly } from '../../../shared/protocol/calls.ts';
import { readCheckpoint, type Checkpoint } from '../../../shared/protocol/checkpoint.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, root, type TreeHead } from '../../../shared/protocol/merkle.ts';
import { jsonOf } from './signed-call.ts';

/** What the vault holds of a compartment, and whom it believes, when a page comes in. */
export interface Held {
  readonly compartment: string;
  readonly epoch: number;
  readonly grantsVersion: number;
  readonly tree: TreeHead;
  /** A checkpoint of this epoch that the log had come to here before it is read again: it has to come to it once more. */
  readonly kept?: Pick<Checkpoint, 'size' | 'root'> | null;
  readonly hubId: string;
  readonly hubKey: string;
}

/** An event of a page whose digest holds. */
export interface CheckedEvent {
  readonly header: EventHeader;
  readonly signature: string | null;
  readonly sealed: Buffer | null;
  readonly seq: number;
  readonly hubTime: string;
}
interface Leafed {
  readonly event: CheckedEvent;
  readonly leaf: string;
}

/**
 * - `stale`: from another epoch, or from before a change of grants that is known here; discarded;
 * - `unreadable`: not what the protocol allows;
 * - `checkpoint_inconsistent`: the hub shows another log than it did, or than it signed; the compartment freezes.
 */
export type PageFault = 'stale' | 'unreadable' | 'checkpoint_inconsistent';
export type PageCheck<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: PageFault };

export interface FeedPage {
  readonly events: readonly CheckedEvent[];
  /** Places whose case has gone from the log. */
  readonly leaves: readonly LeafOnly[];
  readonly tree: TreeHead;
  /** The checkpoint, when the page ends where it stands. */
  readonly checkpoint: string | null;
  readonly hasMore: boolean;
  readonly grantsVersion: number;
}

const fault = (of: PageFault): PageCheck<never> => ({ ok: false, fault: of });

function authorIsPlausible({ header, signature }: FeedEvent): boolean {
  if (header.device !== HUB_DEVICE) return signature !== null;
  return signature === null && (madeByHub.has(header.type) || known(header) === null);
}

/** The event with its sealed bytes, or null when they are not those that its header names, or it cannot be genuine. */
function checked(event: FeedEvent): Leafed | null {
  const { header, signature, seq, hubTime } = event;
  const sealed = event.sealed === null ? null : Buffer.from(event.sealed, 'base64');
  if (!authorIsPlausible(event) || (sealed !== null && sha256(sealed) !== header.payloadHash)) return null;
  try {
    return { event: { header, signature, sealed, seq, hubTime }, leaf: leafOf(header, signature, hubTime) };
  } catch {
    // RFC 8785 refuses half a surrogate pair: nobody can have signed such a header.
    return null;
  }
}

/** Of a place whose case has moved away only the hash is shown: it counts for the tree, and nothing of it is kept. */
const inOrder = (events: readonly FeedEvent[], leaves: readonly LeafOnly[]): (FeedEvent | LeafOnly)[] =>
  [...events, ...leaves].sort((a, b) => a.seq - b.seq);

const isStale = (answer: { hubEpoch: number; grantsVersion: number }, held: Held) =>
  answer.hubEpoch !== held.epoch || answer.grantsVersion < held.grantsVersion;

/**
 * Checks a page of the feed: its form, that it goes on without a gap where the vault stands, the digest of every
 * payload, and that the log so far is the one that the hub signed. Pure.
 */
export function checkFeedPage(bytes: Uint8Array, held: Held): PageCheck<FeedPage> {
  const parsed = FeedAnswer.safeParse(jsonOf(bytes));
  if (!parsed.success || parsed.data.compartment !== held.compartment) return fault('unreadable');
  const answer = parsed.data;
  if (isStale(answer, held)) return fault('stale');
  const { hasMore, grantsVersion } = answer;
  if (hasMore && endOfPage(answer) === 0) return fault('unreadable');
  let tree = held.tree;
  const events: CheckedEvent[] = [];
  const places = answer.leaves === undefined ? answer.events : inOrder(answer.events, answer.leaves);
  for (const place of places) {
    if (place.seq !== tree.size + 1) return fault('checkpoint_inconsistent');
    const one = 'leafHash' in place ? null : checked(place);
    if (one === null && !('leafHash' in place)) return fault('checkpoint_inconsistent');
    tree = append(tree, 'leafHash' in place ? place.leafHash : one!.leaf);
    if (held.kept?.size === tree.size && held.kept.root !== root(tree)) return fault('checkpoint_inconsistent');
    if (one !== null) events.push(one.event);
  }
  const claim = readCheckpoint(answer.checkpoint, held.hubKey);
  if (claim === null || claim.hubId !== held.hubId || claim.compartment !== held.compartment)
    return fault('checkpoint_inconsistent');
  const reached = claim.size === tree.size;
  const fits = reached ? !hasMore && claim.root === root(tree) : hasMore && claim.size > tree.size;
  const shorter = held.kept !== undefined && held.kept !== null && claim.size < held.kept.size;
  if (claim.epoch !== held.epoch || !fits || shorter) return fault('checkpoint_inconsistent');
  const leaves = answer.leaves ?? [];
  return { ok: true, events, leaves, tree, checkpoint: reached ? answer.checkpoint : null, hasMore, grantsVersion };
}

export interface CasesPage {
  readonly events: readonly CheckedEvent[];
  readonly next: string | null;
  /** Of the compartment, as the hub says; null where it does not. */
  readonly total: number | null;
}

/** Checks a page of whole histories: form and digests. Order and completeness are for the feed to confirm. */
export function checkCasesPage(bytes: Uint8Array, held: Held): PageCheck<CasesPage> {
  const parsed = CasesAnswer.safeParse(jsonOf(bytes));
  if (!parsed.success || parsed.data.compartment !== held.compartment) return fault('unreadable');
  const answer = parsed.data;
  if (isStale(answer, held)) return fault('stale');
  const events: CheckedEvent[] = [];
  for (const { caseId, events: history } of answer.cases)
    for (const event of history) {
      const one = checked(event);
      if (one === null || event.header.caseId !== caseId) return fault('unreadable');
      events.push(one.event);
    }
  return { ok: true, events, next: answer.next, total: answer.total ?? null };
}
