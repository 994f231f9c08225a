import type { PushVerdict } from '../../../shared/protocol/calls.ts';
import type { TakenEvent, TakenPage } from '../sync/sync-store.ts';
import { cursorsOf, freeze, keepLeases, resetCompartment } from './compartments.ts';
import { startEpoch } from './epoch.ts';
import { intake, intakeProvisional } from './intake.ts';
import { caseKeysOf, keepUnitKeys, unitKeysOf } from './keys.ts';
import { directoryOf, dropMeta, identityOf, readMeta, writeMeta } from './meta.ts';
import { takeOpened, takeVerified, unopened, unverified, type Opened } from './opening.ts';
import { answeredUpTo, lastOffered, offer, takeVerdicts } from './outbox.ts';
import { purge } from './purge.ts';
import { instant, type WritingVault } from './writing-vault.ts';

/**
 * What the hub can send again needs no flush of the disk at every step: after a power cut the database is whole, only
 * a little older, cursor included.
 */
function* replayable<Result>(vault: WritingVault, steps: Generator<undefined, Result, undefined>) {
  for (;;) {
    vault.db.exec('PRAGMA synchronous = NORMAL');
    const step = (() => {
      try {
        return steps.next();
      } finally {
        vault.db.exec('PRAGMA synchronous = FULL');
      }
    })();
    if (step.done === true) return step.value;
    yield;
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
  'sync.leases': (vault: WritingVault, leases: Readonly<Record<string, string>>) =>
    vault.db.transaction(() => {
      const epoch = cursorsOf(vault.db).reduce((highest, cursor) => Math.max(highest, cursor.epoch), 1);
      keepLeases(vault.db, leases, epoch);
      // The hub's word is newer than whatever the clock has shown, and it has let this device in.
      writeMeta(vault.db, 'clock_seen', instant(vault.clock()));
      dropMeta(vault.db, 'shut');
    }),
  'sync.freeze': (
    vault: WritingVault,
    { compartment, epoch, code }: { compartment: string; epoch: number; code: string },
  ) => vault.db.transaction(() => freeze(vault.db, compartment, epoch, code)),
  'sync.resetCompartment': (vault: WritingVault, compartment: string) =>
    vault.db.transaction(() => resetCompartment(vault.db, compartment)),
  'sync.shut': (vault: WritingVault, code: 'device_revoked' | 'device_forked') =>
    vault.db.transaction(() => writeMeta(vault.db, 'shut', code)),
  'sync.purge': (vault: WritingVault, compartment: string) => purge(vault, compartment),
  'sync.startEpoch': (vault: WritingVault, { epoch, lastDeviceSeq }: { epoch: number; lastDeviceSeq: number }) =>
    startEpoch(vault, epoch, lastDeviceSeq),
  'sync.completeAsOf': (vault: WritingVault, at: string) =>
    vault.db.transaction(() => {
      if ((readMeta(vault.db, 'complete_as_of') ?? '') < at) writeMeta(vault.db, 'complete_as_of', at);
    }),
};
