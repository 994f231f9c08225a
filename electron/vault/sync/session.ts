import type { HubLimits } from '../../../shared/protocol/calls.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import type { HubClient } from './hub-client.ts';
import type { OwnKeys } from './opening.ts';
import type { SyncCrypto } from './sync-crypto.ts';
import type { SyncStore, VaultIdentity } from './sync-store.ts';

/** How far a first sync or a long catch-up has come, in events. */
export interface Progress {
  /** First the urgent cases whole, then everything in its order. */
  readonly step: 'first_pages' | 'history';
  readonly received: number;
  readonly total: number;
}

/**
 * What the engine remembers between rounds. None of it has to survive: a new session learns it again from the store and
 * the hub's next hello.
 */
export interface Session {
  readonly identity: VaultIdentity;
  readonly store: SyncStore;
  readonly crypto: SyncCrypto;
  readonly hub: HubClient;
  readonly clock: () => number;
  readonly random: Random;
  /** True once the person paused or the engine stopped: every step ends as soon as it can. */
  halted(): boolean;
  receiving(progress: Progress | null): void;
  /** The person wants the rest of what is long to wait: everything else goes on. */
  onHold(): boolean;
  /** So many events of the person's are being sent just now. */
  sending(events: number): void;

  /** What the last hello said, in short: see `newsMark`. Null before the first. */
  mark: string | null;
  /** Null before the first hello. */
  epoch: number | null;
  grantsVersion: number;
  /** How far this clock is ahead of the hub's (below 0: behind), ms; null where that is no more than is let pass. */
  clockOff: number | null;
  /** What the hub takes at the most, once it has said so. */
  hubLimits?: HubLimits | undefined;
  /** The hub has said in this session that it heard no later number than we offered: nothing is pushed before. */
  greeted: boolean;
  unitKeys: Readonly<Record<string, string>>;
  /** Compartments in which the hub contradicted itself, with the code for the screen. */
  readonly frozen: Map<string, string>;
  /** Compartments whose first pages were fetched ahead of the feed, and the head that the log had then. */
  readonly previewed: Map<string, number>;
  /** How many cases the hub says a compartment holds whose log is not whole here yet. */
  readonly casesSaid: Map<string, number>;
  /** Logs that the hub had us read again from the start; a second time is a contradiction. */
  readonly readAnew: Set<string>;
  /** When (ms) the hub's checkpoint of a log that had not grown was last compared with ours. */
  readonly comparedAt: Map<string, number>;
  /** Why the hub takes no events of this device at all, and until when (ms) nothing is offered. */
  pushHeld: { readonly code: string; readonly until: number } | null;
  /**
   * Events by which cases left for where this vault holds nothing, and of which a later hello was asked for whether it may;
   * null where there is nobody to ask.
   */
  readonly askedAbout: Set<string> | null;
  /** Kept work that was asked for, by its event. */
  readonly keptAsked: Set<string>;
  /** The number that the hub last missed, after everything was offered again. */
  gapAt: number | null;
  /** Numbers of own events whose ids the hub said are taken: each is signed again once. */
  readonly idsTaken: Set<number>;
  /** The directory has changed since grants were last looked for in it. */
  toGrant: boolean;
  /** Contents may wait for keys that are held. */
  toOpen: boolean;
  leasesAt: number;
  /** When the last hello was asked for, ms of the local clock. */
  greetedAt?: number;
  leasedNames: string;
  completeAt: number;
  /** When (ms) the hub last took no receipts. */
  receiptsRefusedAt: number;
}

/** What a session is made of beside the store's own words. */
type SessionParts = Pick<
  Session,
  'identity' | 'store' | 'crypto' | 'hub' | 'clock' | 'random' | 'halted' | 'receiving' | 'onHold' | 'sending'
>;

/** A session as it begins, over what the store holds: of the hub nothing has been heard yet. */
export async function newSession(parts: SessionParts): Promise<Session> {
  const cursors = await parts.store.cursors();
  const frozen = cursors.flatMap((cursor) =>
    cursor.frozen === null ? [] : [[cursor.compartment, cursor.frozen] as const],
  );
  return {
    ...parts,
    mark: null,
    epoch: cursors.length === 0 ? null : Math.max(...cursors.map(({ epoch }) => epoch)),
    grantsVersion: 0,
    clockOff: null,
    greeted: false,
    unitKeys: await parts.store.unitKeys(),
    frozen: new Map(frozen),
    previewed: new Map(),
    casesSaid: new Map(),
    readAnew: new Set(),
    comparedAt: new Map(),
    pushHeld: null,
    askedAbout: new Set(),
    keptAsked: new Set(),
    gapAt: null,
    idsTaken: new Set(),
    toGrant: true,
    toOpen: true,
    leasesAt: Number.NEGATIVE_INFINITY,
    leasedNames: '',
    completeAt: Number.NEGATIVE_INFINITY,
    receiptsRefusedAt: Number.NEGATIVE_INFINITY,
  };
}

export const ownKeys = ({ identity, unitKeys }: Session): OwnKeys => ({
  device: identity.device,
  sealingKey: identity.sealing.privateKey,
  unitKeys,
});
