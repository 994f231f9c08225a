import { kindOf } from '../../../shared/domain/compartment.ts';
import { saidByKeyring } from '../../../shared/domain/directory.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { leftBy } from '../../../shared/domain/left.ts';
import { foldFacts, type Facts } from '../../../shared/domain/facts.ts';
import { foldTrusted, type TrustedDirectory, type WitnessedHead } from '../../../shared/protocol/trusted-directory.ts';
import { keepNotices, noticeOf } from '../audit/directory-notices.ts';
import { foldRow, type Fresh } from '../cases/fold-row.ts';
import { holdIndexing } from '../search/index-case.ts';
import { foldReferral } from '../referrals/fold-referral.ts';
import type { TakenEvent, TakenPage } from '../sync/sync-store.ts';
import { isBare } from '../audit/bare-log.ts';
import { dropPagesUpTo } from './bundle-pages.ts';
import { keepClosed } from './closed-leaves.ts';
import { freeze, moveCursor } from './compartments.ts';
import { unlessDamaged } from './damaged-row.ts';
import { directoryRootAt } from './directory-roots.ts';
import { followMove, heedOwnMove, letGo, letGoBare } from './departures.ts';
import { hearOfDeparture } from './known-departures.ts';
import { eraseHeld, isErased } from './erasure.ts';
import { lastSeq, storeAccepted, type Meeting } from './events.ts';
import { acceptedFacts, foldAccepted, keepFacts } from './facts.ts';
import { keepCaseKey } from './keys.ts';
import type { KeptNotice } from './kept-notice.ts';
import { identityOf, keepDirectory, trustedOf } from './meta.ts';
import { SLICE_MS, type JoinedSteps, type Told } from './steps.ts';
import { makeWay } from './taken-id.ts';
import type { WritingVault } from './writing-vault.ts';

/**
 * Events of one transaction of an intake while somebody is at work: each transaction writes again the pages of three
 * dozen indexes, and a piece of the index of words that has to be merged with the others later. 15 ms by themselves hold
 * ten. Where nobody would wait for the commit, a transaction is as long as the page of the feed.
 */
const TOGETHER = 128;

/** Those after which a reader's or recipient's workstation may be without the keys, or another may hold them. */
const givesKeys = ({ type }: EventHeader): boolean =>
  type.startsWith('reader_') ||
  type.startsWith('referral_key_') ||
  ['report_received', 'moved', 'referral_issued'].includes(type);

/** Folds what a stretch of events touched, once for each case at the end. */
class Touched {
  readonly #vault: WritingVault;
  readonly #compartment: string;
  readonly #epoch: number;
  readonly #facts = new Map<string, Facts | null>();
  readonly #fresh = new Map<string, Fresh>();
  readonly #notices: KeptNotice[] = [];
  /** Whether the rest of the page brings a case again that has gone at this place. */
  readonly #comesBack: (caseId: string, seq: number) => boolean;
  /** Cases that lay in another log until now. */
  readonly #moved = new Set<string>();
  #trusted: TrustedDirectory | null = null;

  /** An auditor's desk: its headers are kept, and no case is folded from them. */
  readonly #bare: boolean;
  /** Of named readers or recipients: a case here has keys of its own. */
  readonly #ofReaders: boolean;

  /** Something was purged, of which the WAL may still hold pages. */
  purged = false;

  constructor(
    vault: WritingVault,
    compartment: string,
    epoch: number,
    comesBack: (caseId: string, seq: number) => boolean,
  ) {
    this.#vault = vault;
    this.#compartment = compartment;
    this.#epoch = epoch;
    this.#comesBack = comesBack;
    this.#bare = isBare(vault.db, compartment);
    this.#ofReaders = ['readers', 'referral'].includes(kindOf(compartment));
  }

  take(event: TakenEvent, meeting: Meeting): void {
    const { header } = event;
    const { db } = this.#vault;
    if (this.#compartment === 'directory') {
      if (meeting === 'new' || meeting === 'own') this.#takeInDirectory(event);
      return;
    }
    const left = leftBy(header);
    if (left !== null) {
      heedOwnMove(db, left);
      if (this.#comesBack(left.case, event.seq)) return;
      // Of a page from which several cases go each is let go.
      const gone = this.#bare ? letGoBare(db, left.case) : letGo(this.#vault, left.case);
      this.purged ||= gone;
      return;
    }
    if (this.#bare) return;
    if (header.type === 'departure_progressed') {
      hearOfDeparture(this.#vault, header);
      return;
    }
    // The key of contents that were erased opens nothing any more.
    const opensNothing = event.sealed === null || (meeting === 'confirmed' && isErased(db, header.caseId));
    if (event.caseKey !== null && !opensNothing) keepCaseKey(db, header.caseId, this.#compartment, event.caseKey);
    if (meeting === 'confirmed') return;
    if (this.#ofReaders && givesKeys(header)) this.#vault.changes.keys = true;
    let facts = this.#facts.get(header.caseId);
    // What is here of the case may be damaged: its events are kept, and the others of the page are not held up.
    if (facts === undefined) {
      const placed = unlessDamaged(() => acceptedFacts(db, header.caseId), null);
      facts = placed?.facts ?? null;
      if (placed !== null && placed.compartment !== this.#compartment) this.#moved.add(header.caseId);
    }
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

  #takeInDirectory({ header, signature, hubTime, seq }: TakenEvent): void {
    const { db } = this.#vault;
    const before = this.#trusted ?? trustedOf(db);
    const { found, ...after } = foldTrusted(before, header, signature);
    this.#trusted = after;
    // Its signature has just been checked, against the one key that counts.
    if (saidByKeyring.has(header.type))
      db.run('UPDATE events SET verified = ? WHERE id = ?', [found.foreign ? 2 : 1, header.id]);
    const differs = found.unwitnessed || (found.witnessed !== null && !this.#isShownHere(found.witnessed, seq));
    // Nobody's signature or grant can be checked against a directory of which the hub shows each a different one.
    if (differs) freeze(db, this.#compartment, this.#epoch, 'checkpoint_inconsistent');
    const notice = noticeOf(
      header,
      hubTime,
      { foreign: found.foreign, differs },
      before.directory,
      identityOf(db).device,
    );
    if (notice !== null) this.#notices.push(notice);
  }

  /** Whether the directory that the keyring's officers were shown is the one that was shown here. */
  #isShownHere({ size, root }: WitnessedHead, seq: number): boolean {
    return size < seq && directoryRootAt(this.#vault.db, size) === root;
  }

  /** Something was taken out of these cases under way. */
  again(cases: readonly string[]): void {
    for (const caseId of cases)
      if (this.#facts.has(caseId)) {
        this.#fresh.delete(caseId);
        this.#facts.set(caseId, foldAccepted(this.#vault.db, caseId));
      }
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
      db.run('DELETE FROM departures WHERE case_id = ?', [caseId]);
      keepFacts(db, caseId, { facts, compartment: this.#compartment });
      if (this.#moved.has(caseId)) followMove(db, caseId, this.#compartment);
      if (eraseHeld(this.#vault, caseId, facts)) {
        this.purged = true;
        this.#fresh.delete(caseId);
      }
      unlessDamaged(() => {
        if (facts.kind === 'case') foldRow(this.#vault, caseId, this.#fresh.get(caseId) ?? null);
        else if (facts.kind === 'referral') foldReferral(this.#vault, caseId);
      }, null);
    }
  }
}

function* takeEvents(
  vault: WritingVault,
  { compartment, epoch }: { readonly compartment: string; readonly epoch: number },
  events: readonly TakenEvent[],
  provisional: boolean,
  last: () => void,
): JoinedSteps {
  const own = identityOf(vault.db).device;
  const lastPlaces = new Map(events.map(({ header, seq }) => [header.caseId, seq]));
  const comesBack = (caseId: string, seq: number) => (lastPlaces.get(caseId) ?? 0) > seq;
  let next = 0;
  let purged = false;
  // What folding a case has taken lately, ms: counted in before a slice is full, since it comes at its end.
  let foldMs = 0.4;
  const slice = (end: number) => {
    const began = performance.now();
    const touched = new Touched(vault, compartment, epoch, comesBack);
    // A case that the next events go on with is folded once.
    const goesOn = () => next > 0 && events[next]!.header.caseId === events[next - 1]!.header.caseId;
    while (next < end && (goesOn() || performance.now() - began + touched.size * foldMs < SLICE_MS)) {
      const event = events[next++]!;
      const store = () => storeAccepted(vault.db, compartment, event, provisional, own);
      let meeting = store();
      if (meeting === 'taken') {
        const cases = makeWay(vault, event.header.id);
        // The hub took this id for another event before: it contradicts itself.
        if (cases === null) freeze(vault.db, compartment, epoch, 'checkpoint_inconsistent');
        else touched.again(cases);
        meeting = cases === null ? 'known' : store();
      }
      if (meeting !== 'known') touched.take(event, meeting);
    }
    const folding = performance.now();
    touched.fold();
    purged ||= touched.purged;
    if (touched.size > 0) foldMs = (foldMs + (performance.now() - folding) / touched.size) / 2;
  };
  do {
    const transaction = vault.db.begin();
    const indexing = holdIndexing(vault.db);
    let ended = false;
    try {
      const begun = next;
      let told: Told;
      const end = () => (told === 'alone' ? events.length : Math.min(begun + TOGETHER, events.length));
      do slice(end());
      while (next < events.length && (told = yield 'open') !== 'close' && next < end());
      if (next === events.length) last();
      indexing.write();
      transaction.commit();
      ended = true;
    } finally {
      indexing.end();
      if (!ended) transaction.rollback();
    }
    yield;
  } while (next < events.length);
  if (purged) vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/**
 * Takes in a verified page in steps of about 15 ms, many of them in one transaction while nobody waits. The cursor moves
 * with the last: a page that was interrupted is asked for again, and what was already taken is known by its id and
 * place and folded once.
 */
export const intake = (vault: WritingVault, page: TakenPage): JoinedSteps =>
  takeEvents(vault, page, page.events, false, () => {
    keepClosed(vault.db, page.compartment, page.leaves ?? []);
    // With the cursor: what stays of a kept page after its contents were erased would be there still.
    dropPagesUpTo(vault.db, page.compartment, page.tree.size);
    moveCursor(vault.db, { compartment: page.compartment, epoch: page.epoch, tree: page.tree }, page.checkpoint);
  });

/** Shows whole histories before the feed has confirmed them; a case that the feed has begun to bring is left alone. */
export const intakeProvisional = (
  vault: WritingVault,
  compartment: string,
  events: readonly TakenEvent[],
): JoinedSteps => takeEvents(vault, { compartment, epoch: 0 }, events, true, () => undefined);
