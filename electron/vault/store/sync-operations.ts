import type { ReceiptStatement } from '../../../shared/protocol/receipt.ts';
import type { FeedAnswer, PushVerdict } from '../../../shared/protocol/calls.ts';
import type { OpenedKept, TakenEvent, TakenPage } from '../sync/sync-store.ts';
import { keepPage, pageBehind, pagesAhead } from './bundle-pages.ts';
import { cursorsOf, freeze, keepLeases, resetCompartment } from './compartments.ts';
import { startEpoch } from './epoch.ts';
import { setForgottenAside } from './forgotten.ts';

import { intake, intakeProvisional } from './intake.ts';
import type { JoinedSteps, Steps, Told } from './steps.ts';
import { takeKept, wantedKept } from './kept-work.ts';
import { caseKeysOf, keepUnitKeys, unitKeysOf } from './keys.ts';
import { directoryOf, dropMeta, identityOf, readMeta, writeMeta } from './meta.ts';
import { takeOpened, takeVerified, unopened, unverified, type Opened } from './opening.ts';
import { answeredUpTo, lastOffered, offer, takeVerdicts } from './outbox.ts';
import { purge } from './purge.ts';
import { receiptsDue, receiptsSent } from './receipts.ts';
import { idTaken } from './taken-id.ts';
import { instant, type WritingVault } from './writing-vault.ts';

/**
 * What the hub can send again needs no flush of the disk at every step: after a power cut the database is whole, only
 * a little older, cursor included.
 */
function* replayable<Result>(vault: WritingVault, steps: Steps<Result> | JoinedSteps<Result>): JoinedSteps<Result> {
  let told: Told;
  let open = false;
  for (;;) {
    // Cannot be changed within a transaction.
    if (!open) vault.db.exec('PRAGMA synchronous = NORMAL');
    open = false;
    try {
      const step = (steps as JoinedSteps<Result>).next(told);
      if (step.done === true) return step.value;
      open = step.value === 'open';
    } finally {
      if (!open) vault.db.exec('PRAGMA synchronous = FULL');
    }
    told = yield open ? 'open' : undefined;
  }
}

/** Sync's part of the writer: the methods of `SyncStore` with one argument each, in steps where they take long. */
export const syncOperations = {
  'sync.identity': (vault: WritingVault) => identityOf(vault.db),
  'sync.directory': (vault: WritingVault) => directoryOf(vault.db),
  'sync.cursors': (vault: WritingVault) => cursorsOf(vault.db),
  'sync.lastOffered': (vault: WritingVault) => lastOffered(vault.db),
  'sync.intake': (vault: WritingVault, page: TakenPage) => replayable(vault, intake(vault, page)),
  'sync.intakeProvisional': (
    vault: WritingVault,
    { compartment, events }: { compartment: string; events: readonly TakenEvent[] },
  ) => replayable(vault, intakeProvisional(vault, compartment, events)),
  'sync.unitKeys': (vault: WritingVault) => unitKeysOf(vault.db),
  'sync.keepUnitKeys': (vault: WritingVault, keys: Readonly<Record<string, string>>) =>
    vault.db.transaction(() => {
      keepUnitKeys(vault.db, keys);
      vault.changes.directory = true;
    }),
  'sync.caseKeys': (vault: WritingVault, caseIds: readonly string[]) => caseKeysOf(vault.db, caseIds),
  'sync.unopened': (vault: WritingVault, { limit, after }: { limit: number; after: string | null }) =>
    unopened(vault.db, limit, after),
  'sync.opened': (vault: WritingVault, events: readonly Opened[]) => replayable(vault, takeOpened(vault, events)),
  'sync.unverified': (vault: WritingVault, { limit, after }: { limit: number; after: string | null }) =>
    unverified(vault.db, limit, after),
  'sync.verified': (vault: WritingVault, results: readonly { id: string; good: boolean }[]) =>
    replayable(vault, takeVerified(vault, results)),
  'sync.outbox': (
    vault: WritingVault,
    { maxEvents, maxChars, after }: { maxEvents: number; maxChars: number; after: number },
  ) => offer(vault.db, maxEvents, maxChars, after),
  'sync.answered': (vault: WritingVault) => answeredUpTo(vault.db),
  'sync.verdicts': (vault: WritingVault, verdicts: readonly PushVerdict[]) => takeVerdicts(vault, verdicts),
  'sync.idTaken': (vault: WritingVault, { event, anew }: { event: string; anew: boolean }) =>
    idTaken(vault, event, anew),
  'sync.leases': (
    vault: WritingVault,
    { leases, hubTime }: { leases: Readonly<Record<string, string>>; hubTime: string },
  ) =>
    vault.db.transaction(() => {
      const epoch = cursorsOf(vault.db).reduce((highest, cursor) => Math.max(highest, cursor.epoch), 1);
      keepLeases(vault.db, leases, epoch);
      writeMeta(vault.db, 'last_hello', hubTime);
      // The hub's word is newer than whatever the clock has shown, and it has let this device in.
      writeMeta(vault.db, 'clock_seen', instant(vault.clock()));
      dropMeta(vault.db, 'shut');
    }),
  'sync.lastHello': (vault: WritingVault) => readMeta(vault.db, 'last_hello'),
  'sync.clockSeen': (vault: WritingVault) => readMeta(vault.db, 'clock_seen'),
  'sync.freeze': (
    vault: WritingVault,
    { compartment, epoch, code }: { compartment: string; epoch: number; code: string },
  ) => vault.db.transaction(() => freeze(vault.db, compartment, epoch, code)),
  'sync.resetCompartment': (vault: WritingVault, compartment: string) =>
    vault.db.transaction(() => resetCompartment(vault.db, compartment)),
  'sync.shut': (vault: WritingVault, code: 'device_revoked' | 'device_forked') =>
    vault.db.transaction(() => writeMeta(vault.db, 'shut', code)),
  'sync.purge': (vault: WritingVault, compartment: string) => purge(vault, compartment),
  'sync.keepPage': (vault: WritingVault, page: FeedAnswer) => keepPage(vault, page),
  'sync.pageBehind': (
    vault: WritingVault,
    { compartment, epoch, seq }: { compartment: string; epoch: number; seq: number },
  ) => pageBehind(vault.db, compartment, epoch, seq),
  'sync.pagesAhead': (vault: WritingVault) => pagesAhead(vault.db),
  'sync.wantedKept': (vault: WritingVault) => wantedKept(vault.db),
  'sync.takeKept': (vault: WritingVault, kept: readonly OpenedKept[]) => takeKept(vault, kept),
  'sync.receiptsDue': (vault: WritingVault, skip: number) => receiptsDue(vault.db, skip),
  'sync.receiptsSent': (vault: WritingVault, sent: readonly ReceiptStatement[]) => receiptsSent(vault, sent),
  'sync.startEpoch': (vault: WritingVault, { epoch, lastDeviceSeq }: { epoch: number; lastDeviceSeq: number }) =>
    startEpoch(vault, epoch, lastDeviceSeq),
  'sync.onHold': (vault: WritingVault) => readMeta(vault.db, 'sync_held') ?? false,
  'sync.hold': (vault: WritingVault, held: boolean) =>
    vault.db.transaction(() => writeMeta(vault.db, 'sync_held', held)),
  'sync.completeAsOf': (vault: WritingVault, at: string) => {
    const purged = vault.db.transaction(() => {
      if ((readMeta(vault.db, 'complete_as_of') ?? '') < at) writeMeta(vault.db, 'complete_as_of', at);
      return setForgottenAside(vault);
    });
    if (purged) vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  },
};
