import { saidByKeyring } from '../../../shared/domain/directory.ts';
import { foldFacts, type Facts } from '../../../shared/domain/facts.ts';
import { foldTrusted, type TrustedDirectory } from '../../../shared/protocol/trusted-directory.ts';
import { keepNotices, noticeOf } from '../audit/directory-notices.ts';
import { foldRow, type Fresh } from '../cases/fold-row.ts';
import { foldReferral } from '../referrals/fold-referral.ts';
import type { TakenEvent, TakenPage } from '../sync/sync-store.ts';
import { moveCursor } from './compartments.ts';
import { unlessDamaged } from './damaged-row.ts';
import { lastSeq, storeAccepted, type Meeting } from './events.ts';
import { acceptedFacts, foldAccepted, keepFacts } from './facts.ts';
import { keepCaseKey } from './keys.ts';
import type { KeptNotice } from './kept-notice.ts';
import { identityOf, keepDirectory, trustedOf } from './meta.ts';
import type { WritingVault } from './writing-vault.ts';

/** How long one transaction of an intake may take, ms: below the 20 ms that a person's own write may have to wait. */
export const SLICE_MS = 15;

/** A job of the writer in steps: each step is one transaction, and the person's own writes go between them. */
export type Steps<Result = void> = Generator<undefined, Result, undefined>;

/** Folds what a stretch of events touched, once for each case at the end. */
class Touched {
  readonly #vault: WritingVault;
  readonly #compartment: string;
  readonly #facts = new Map<string, Facts | null>();
  readonly #fresh = new Map<string, Fresh>();
  readonly #notices: KeptNotice[] = [];
  #trusted: TrustedDirectory | null = null;

  constructor(vault: WritingVault, compartment: string) {
    this.#vault = vault;
    this.#compartment = compartment;
  }

  take(event: TakenEvent, meeting: Meeting): void {
    const { header } = event;
    const { db } = this.#vault;
    if (this.#compartment === 'directory') {
      if (meeting === 'new' || meeting === 'own') this.#takeInDirectory(event);
      return;
    }
    if (event.caseKey !== null) keepCaseKey(db, header.caseId, this.#compartment, event.caseKey);
    if (meeting === 'confirmed') return;
    let facts = this.#facts.get(header.caseId);
    // What is here of the case may be damaged: its events are kept, and the others of the page are not held up.
    if (facts === undefined) facts = unlessDamaged(() => acceptedFacts(db, header.caseId)?.facts, null) ?? null;
    const opens = facts === null;
    this.#fresh.delete(header.caseId);
    // After a restored hub, or a history shown early, an event may come behind later ones: fold all in their order.
    facts =
      meeting === 'moved' || (!opens && lastSeq(db, header.caseId) > event.seq)
        ? unlessDamaged(() => foldAccepted(db, header.caseId), null)
        : foldFacts(facts, header);
    this.#facts.set(header.caseId, facts);
    if (opens && meeting === 'new' && facts?.kind === 'case')
      this.#fresh.set(header.caseId, { facts, compartment: this.#compartment, payload: event.payload });
  }

  #takeInDirectory({ header, signature, hubTime }: TakenEvent): void {
    const { db } = this.#vault;
    const before = this.#trusted ?? trustedOf(db);
    const { foreign, ...after } = foldTrusted(before, header, signature);
    this.#trusted = after;
    // Its signature has just been checked, against the one key that counts.
    if (saidByKeyring.has(header.type))
      db.run('UPDATE events SET verified = ? WHERE id = ?', [foreign ? 2 : 1, header.id]);
    const notice = noticeOf(header, hubTime, foreign, before.directory, identityOf(db).device);
    if (notice !== null) this.#notices.push(notice);
  }

  /** How many cases `fold` will write. */
  get size(): number {
    return this.#facts.size;
  }

  /** Writes facts, rows and the directory. Inside the transaction of the events. */
  fold(): void {
    const { db, changes } = this.#vault;
    if (this.#trusted !== null) {
      keepDirectory(db, this.#trusted);
      if (this.#notices.length > 0) keepNotices(this.#vault, this.#notices);
      changes.directory = true;
    }
    for (const [caseId, facts] of this.#facts) {
      if (facts === null) continue;
      keepFacts(db, caseId, { facts, compartment: this.#compartment });
      unlessDamaged(() => {
        if (facts.kind === 'case') foldRow(this.#vault, caseId, this.#fresh.get(caseId) ?? null);
        else if (facts.kind === 'referral') foldReferral(this.#vault, caseId);
      }, null);
    }
  }
}

function* takeEvents(
  vault: WritingVault,
  compartment: string,
  events: readonly TakenEvent[],
  provisional: boolean,
  last: () => void,
): Steps {
  const own = identityOf(vault.db).device;
  let next = 0;
  // What folding a case has taken lately, ms: counted in before a slice is full, since it comes at its end.
  let foldMs = 0.4;
  do {
    vault.db.transaction(() => {
      const began = performance.now();
      const touched = new Touched(vault, compartment);
      while (next < events.length && performance.now() - began + touched.size * foldMs < SLICE_MS) {
        const event = events[next++]!;
        const meeting = storeAccepted(vault.db, compartment, event, provisional, own);
        if (meeting !== 'known') touched.take(event, meeting);
      }
      const folding = performance.now();
      touched.fold();
      if (touched.size > 0) foldMs = (foldMs + (performance.now() - folding) / touched.size) / 2;
      if (next === events.length) last();
    });
    yield;
  } while (next < events.length);
}

/**
 * Takes in a verified page in transactions of at most about 20 ms. The cursor moves with the last of them: a page that
 * was interrupted is asked for again, and what was already taken is known by its id and place and folded once.
 */
export const intake = (vault: WritingVault, page: TakenPage): Steps =>
  takeEvents(vault, page.compartment, page.events, false, () =>
    moveCursor(vault.db, { compartment: page.compartment, epoch: page.epoch, tree: page.tree }, page.checkpoint),
  );

/** Shows whole histories before the feed has confirmed them; a case that the feed has begun to bring is left alone. */
export const intakeProvisional = (vault: WritingVault, compartment: string, events: readonly TakenEvent[]): Steps =>
  takeEvents(vault, compartment, events, true, () => undefined);
