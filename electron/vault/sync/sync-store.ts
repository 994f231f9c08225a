import type { Directory } from '../../../shared/domain/directory.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import type { FeedAnswer, LeafOnly, PushVerdict, WireEvent } from '../../../shared/protocol/calls.ts';
import type { Receipt, ReceiptStatement } from '../../../shared/protocol/receipt.ts';
import type { TreeHead } from '../../../shared/protocol/merkle.ts';

/** Who this vault is. Private keys are raw 32 bytes in base64 and never leave the vault process. */
export interface VaultIdentity {
  readonly device: string;
  readonly user: string;
  readonly name: string;
  readonly hub: string;
  readonly hubId: string;
  /** The hub's Ed25519 key, pinned at enrolment; checkpoints are checked against it. */
  readonly hubKey: string;
  /** The signing key of the organisation's keyring, pinned at enrolment; null or none when there was no keyring yet. */
  readonly keyringKey?: string | null | undefined;
  readonly signing: { readonly publicKey: string; readonly privateKey: string };
  readonly sealing: { readonly publicKey: string; readonly privateKey: string };
}

/** How far this vault has taken in one compartment: contiguous up to `tree.size`. */
export interface Cursor {
  readonly compartment: string;
  readonly epoch: number;
  readonly tree: TreeHead;
  /** By this workstation's own clock. */
  readonly leaseUntil: string;
  /** The last checkpoint that the log came to here. */
  readonly checkpoint: string | null;
  /** Why nothing more is taken in of this log, or null. */
  readonly frozen: string | null;
}

/** An accepted event, digest checked, opened if its key is held here. */
export interface TakenEvent {
  readonly header: EventHeader;
  readonly signature: string | null;
  /** Null once erased. */
  readonly sealed: Uint8Array | null;
  readonly seq: number;
  readonly hubTime: string;
  /** The parsed contents; null when erased, empty or not openable here. */
  readonly payload: unknown;
  /** True when there are contents and the case key is not held yet: opened later, by `opened`. */
  readonly sealedToUs: boolean;
  /** Base64; set on the event that brings the case's key. */
  readonly caseKey: string | null;
}

/** A stretch of one compartment's log, verified: contiguous after the cursor, digests right, tree grown. */
export interface TakenPage {
  readonly compartment: string;
  readonly epoch: number;
  readonly events: readonly TakenEvent[];
  /** Places whose case has gone from the log: their hashes alone. */
  readonly leaves?: readonly LeafOnly[];
  /** The tree after the last event of the page. */
  readonly tree: TreeHead;
  /** True when the page ends at a checkpoint of the hub whose root equals ours. */
  readonly checkpoint: string | null;
}

/** Where what is kept of a log begins, behind what is missing. */
export interface PageAhead {
  readonly compartment: string;
  readonly first: number;
}

/** An event that the hub keeps for a case that this person supervises, and where the case lies. */
export interface WantedKept {
  readonly event: string;
  readonly compartment: string;
}

/** An event that the hub kept, opened if one of the case's keys does; `good`: its author signed it. */
export interface OpenedKept {
  readonly header: EventHeader;
  readonly signature: string;
  readonly good: boolean;
  readonly payload: unknown;
  readonly keptAt: string;
}

/** An event to push, in the order of `deviceSeq`. */
export type Outgoing = WireEvent;

/**
 * What the sync engine asks of the vault's writer. Every call is one transaction (an intake may be cut into several
 * prefixes so that none takes over 20 ms: a cursor stands after every event). The engine holds no state of its own
 * that matters: after a kill at any await, starting again goes on from here.
 */
export interface SyncStore {
  identity(): Promise<VaultIdentity>;
  directory(): Promise<Directory>;
  cursors(): Promise<readonly Cursor[]>;
  /** The last number of an own event that this vault ever handed out by `outbox`; 0 for none. */
  lastOffered(): Promise<number>;
  /** Inserts events and moves the cursor; folds facts, case, row and search index of what it touched. */
  intake(page: TakenPage): Promise<void>;
  /** Whole histories shown before the feed has confirmed them; replaced by `intake` as it reaches each event. */
  intakeProvisional(compartment: string, events: readonly TakenEvent[]): Promise<void>;
  /** Opened private keys of units, base64 by key id. */
  unitKeys(): Promise<Readonly<Record<string, string>>>;
  keepUnitKeys(keys: Readonly<Record<string, string>>): Promise<void>;
  /** Case keys held, base64 by case id, of those asked for. */
  caseKeys(caseIds: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /**
   * Accepted events whose contents wait for a key, oldest first, in the same order every time. `after` is the id of
   * the last one of the batch before: without it, events of a desk whose key never comes would hide all later ones.
   */
  unopened(limit: number, after?: string): Promise<readonly { header: EventHeader; sealed: Uint8Array }[]>;
  opened(events: readonly { id: string; payload: unknown; caseId: string; caseKey: string | null }[]): Promise<void>;
  /** Accepted events whose author's signature has not been checked, in the order of `unopened`. */
  unverified(limit: number, after?: string): Promise<readonly { header: EventHeader; signature: string }[]>;
  verified(results: readonly { id: string; good: boolean }[]): Promise<void>;
  /** Signed events that the hub has not answered, by `deviceSeq` behind `after`, at most so many events and characters of JSON. */
  outbox(maxEvents: number, maxChars: number, after?: number): Promise<readonly Outgoing[]>;
  /** Up to which `deviceSeq` every own event has been answered. */
  answered(): Promise<number>;
  /**
   * Final verdicts: accepted ones wait for the feed, refused ones go back to their author as words. Answers with the ids
   * of those that were still waiting and that a person signed.
   */
  verdicts(results: readonly PushVerdict[]): Promise<readonly string[]>;
  /**
   * The hub has another event under the id of this own one, which waits. A person is told, lastingly, and the journal.
   * @param anew it is signed again under another id, and so is what names it; else it waits
   * @returns whether it was signed again
   */
  idTaken(event: string, anew: boolean): Promise<boolean>;
  /** Until when each may be read, by this workstation's own clock. The hub has let this device in, at `hubTime`. */
  leases(leases: Readonly<Record<string, string>>, hubTime: string): Promise<void>;
  /** The `hubTime` of the last leases; null before any. */
  lastHello(): Promise<string | null>;
  /** The latest moment that this workstation's clock has shown since the last leases; null before any. */
  clockSeen(): Promise<string | null>;
  /** The hub contradicted itself in this log: nothing more of it is taken in until a new epoch, also after a restart. */
  freeze(compartment: string, epoch: number, code: string): Promise<void>;
  /** The place in this log is lost: it is read again from its start. */
  resetCompartment(compartment: string): Promise<void>;
  /** The hub has shut this device out: its cases stay closed until it lets it in again. */
  shut(code: 'device_revoked' | 'device_forked'): Promise<void>;
  /** Access is gone: rows, keys, index entries and drafts of the compartment are deleted and the WAL truncated. */
  purge(compartment: string): Promise<void>;
  /** Keeps a page of a bundle that stands behind a gap; false where there is no room. */
  keepPage(page: FeedAnswer): Promise<boolean>;
  /** What is kept that goes on behind this place of a log. */
  pageBehind(compartment: string, epoch: number, seq: number): Promise<FeedAnswer | null>;
  /** The first place of what is kept of each log. */
  pagesAhead(): Promise<readonly PageAhead[]>;
  /** Work that the hub keeps for this person's cases and that has not come here. */
  wantedKept(): Promise<readonly WantedKept[]>;
  takeKept(kept: readonly OpenedKept[]): Promise<void>;
  /**
   * What this vault holds no more and has not told the hub: signed, the oldest first, as many as one call takes, behind the
   * first `skip`.
   */
  receiptsDue(skip?: number): Promise<readonly Receipt[]>;
  receiptsSent(sent: readonly ReceiptStatement[]): Promise<void>;
  /** A new hub epoch: cursors go back to the start and own events above `lastDeviceSeq` are offered again. */
  startEpoch(epoch: number, lastDeviceSeq: number): Promise<void>;
  /** Whether the person has the rest of long logs wait; kept over locks and restarts. */
  onHold(): Promise<boolean>;
  hold(held: boolean): Promise<void>;
  /**
   * The first moment after which the vault can say it has everything: shown as "complete as of". What a restored hub no
   * longer has is set aside.
   */
  completeAsOf(instant: string): Promise<void>;
}
