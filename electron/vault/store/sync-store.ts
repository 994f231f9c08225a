import type { SyncStore } from '../sync/sync-store.ts';
import { syncOperations } from './sync-operations.ts';
import type { WritingVault } from './writing-vault.ts';

type Operations = typeof syncOperations;
type Input<N extends keyof Operations> = Parameters<Operations[N]>[1];
type Finished<Result> = Result extends Generator<unknown, infer Value, never> ? Value : Result;
export type SyncCall = <N extends keyof Operations>(
  name: N,
  input: Input<N>,
) => Promise<Finished<ReturnType<Operations[N]>>>;

/** `SyncStore` over whatever carries out the operations: the writer thread, or the same functions right here. */
export const syncStoreOver = (call: SyncCall): SyncStore => ({
  identity: () => call('sync.identity', undefined),
  directory: () => call('sync.directory', undefined),
  cursors: () => call('sync.cursors', undefined),
  lastOffered: () => call('sync.lastOffered', undefined),
  intake: (page) => call('sync.intake', page),
  intakeProvisional: (compartment, events) => call('sync.intakeProvisional', { compartment, events }),
  unitKeys: () => call('sync.unitKeys', undefined),
  keepUnitKeys: (keys) => call('sync.keepUnitKeys', keys),
  caseKeys: (caseIds) => call('sync.caseKeys', caseIds),
  unopened: (limit, after) => call('sync.unopened', { limit, after: after ?? null }),
  opened: (events) => call('sync.opened', events),
  unverified: (limit, after) => call('sync.unverified', { limit, after: after ?? null }),
  verified: (results) => call('sync.verified', results),
  outbox: (maxEvents, maxChars, after = 0) => call('sync.outbox', { maxEvents, maxChars, after }),
  answered: () => call('sync.answered', undefined),
  verdicts: (results) => call('sync.verdicts', results),
  idTaken: (event, anew) => call('sync.idTaken', { event, anew }),
  leases: (leases, hubTime) => call('sync.leases', { leases, hubTime }),
  lastHello: () => call('sync.lastHello', undefined),
  clockSeen: () => call('sync.clockSeen', undefined),
  freeze: (compartment, epoch, code) => call('sync.freeze', { compartment, epoch, code }),
  resetCompartment: (compartment) => call('sync.resetCompartment', compartment),
  shut: (code) => call('sync.shut', code),
  purge: (compartment) => call('sync.purge', compartment),
  keepPage: (page) => call('sync.keepPage', page),
  pageBehind: (compartment, epoch, seq) => call('sync.pageBehind', { compartment, epoch, seq }),
  pagesAhead: () => call('sync.pagesAhead', undefined),
  wantedKept: () => call('sync.wantedKept', undefined),
  takeKept: (kept) => call('sync.takeKept', kept),
  receiptsDue: (skip = 0) => call('sync.receiptsDue', skip),
  receiptsSent: (sent) => call('sync.receiptsSent', sent),
  startEpoch: (epoch, lastDeviceSeq) => call('sync.startEpoch', { epoch, lastDeviceSeq }),
  onHold: () => call('sync.onHold', undefined),
  hold: (held) => call('sync.hold', held),
  completeAsOf: (at) => call('sync.completeAsOf', at),
});

/** Runs a job of the writer to its end without letting anything else between its steps. */
export function runThrough<Result>(result: Result): Finished<Result> {
  if (typeof result !== 'object' || result === null || !(Symbol.iterator in result) || !('next' in result))
    return result as Finished<Result>;
  const steps = result as unknown as Generator<undefined, Finished<Result>, undefined>;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The store on a connection of this very thread: for simulations and tests, where a crash may come at every await. */
export const directSyncStore = (vault: WritingVault): SyncStore =>
  syncStoreOver(<N extends keyof Operations>(name: N, input: Input<N>) =>
    Promise.resolve().then(() => {
      const operation = syncOperations[name] as (vault: WritingVault, input: Input<N>) => ReturnType<Operations[N]>;
      return runThrough(operation(vault, input));
    }),
  );
