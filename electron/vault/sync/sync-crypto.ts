import type { KeyGrant } from '../../../shared/domain/directory.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { openGrants } from './grants.ts';
import { asTaken, casesToAsk, openContents, type BatchKeys, type OwnKeys } from './opening.ts';
import {
  checkCasesPage,
  checkFeedPage,
  type CheckedEvent,
  type FeedPage,
  type Held,
  type PageCheck,
} from './page-check.ts';
import { verifySignatures, type Authors } from './signatures.ts';
import type { TakenEvent, TakenPage } from './sync-store.ts';

export interface SealedEvent {
  readonly header: EventHeader;
  readonly sealed: Uint8Array;
}
export interface OpenedContents {
  readonly id: string;
  readonly caseId: string;
  readonly payload: unknown;
  readonly caseKey: string | null;
}

/**
 * The arithmetic of sync, so that it can run on a thread of its own: parsing, digests, trees, opening, signatures. A page
 * is taken in two steps, since the keys of its cases are asked of the vault in between: `check…` remembers the page,
 * `take…` opens the page that was checked last.
 */
export interface SyncCrypto {
  checkFeed(
    bytes: Uint8Array,
    held: Held,
  ): Promise<PageCheck<Pick<FeedPage, 'hasMore' | 'grantsVersion'> & { size: number; cases: readonly string[] }>>;
  takeFeed(own: OwnKeys, caseKeys: Readonly<Record<string, string>>): Promise<TakenPage>;
  checkCases(
    bytes: Uint8Array,
    held: Held,
  ): Promise<PageCheck<{ next: string | null; total: number | null; cases: readonly string[] }>>;
  takeCases(own: OwnKeys, caseKeys: Readonly<Record<string, string>>): Promise<TakenEvent[]>;
  /** Opens stored events whose keys came later; answers only those that could be opened. */
  openStored(
    events: readonly SealedEvent[],
    own: OwnKeys,
    caseKeys: Readonly<Record<string, string>>,
  ): Promise<OpenedContents[]>;
  /** Private keys of units out of their grants, base64 by key id; those that do not open or do not fit are left out. */
  openGrants(
    grants: readonly (KeyGrant & { publicKey: string })[],
    sealingKey: string,
  ): Promise<Record<string, string>>;
  verify(
    events: readonly { header: EventHeader; signature: string }[],
    authors: Authors,
  ): Promise<{ id: string; good: boolean }[]>;
}

/** In this very thread. */
export function createSyncCrypto(): SyncCrypto {
  const batches: BatchKeys = new Map();
  let page: (FeedPage & { held: Held }) | null = null;
  let histories: readonly CheckedEvent[] | null = null;
  return {
    async checkFeed(bytes, held) {
      const checked = checkFeedPage(bytes, held);
      if (!checked.ok) return checked;
      page = { ...checked, held };
      const { hasMore, grantsVersion, events, tree } = checked;
      return { ok: true, hasMore, grantsVersion, size: tree.size, cases: casesToAsk(events) };
    },
    async takeFeed(own, caseKeys) {
      if (page === null) throw new Error('no page was checked');
      const { events, leaves, tree, checkpoint, held } = page;
      page = null;
      const opened = await openContents(events, own, caseKeys, batches);
      const { compartment, epoch } = held;
      return { compartment, epoch, events: opened.map(asTaken), leaves, tree, checkpoint };
    },
    async checkCases(bytes, held) {
      const checked = checkCasesPage(bytes, held);
      if (!checked.ok) return checked;
      histories = checked.events;
      return { ok: true, next: checked.next, total: checked.total, cases: casesToAsk(checked.events) };
    },
    async takeCases(own, caseKeys) {
      if (histories === null) throw new Error('no page was checked');
      const events = histories;
      histories = null;
      return (await openContents(events, own, caseKeys, batches)).map(asTaken);
    },
    async openStored(events, own, caseKeys) {
      const opened = await openContents(events, own, caseKeys, batches);
      return opened
        .filter(({ sealedToUs }) => !sealedToUs)
        .map(({ event: { header }, payload, caseKey }) => ({ id: header.id, caseId: header.caseId, payload, caseKey }));
    },
    openGrants: async (grants, sealingKey) => openGrants(grants, sealingKey),
    verify: async (events, authors) => verifySignatures(events, authors),
  };
}
