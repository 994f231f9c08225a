import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncState } from '../../../shared/bridge/session.ts';
import type { VaultStart } from '../../../shared/bridge/vault-start.ts';
import { Consultations } from '../audit/consultations.ts';
import { makeJournalKey } from '../audit/journal-key.ts';
import { HoldTimers } from '../calls/hold-timers.ts';
import { passOn } from './pass-on.ts';
import { Bundles } from '../bundles/bundles.ts';
import { Attachments } from '../attachments/attachments.ts';
import { ATTACHMENTS, DATABASE } from '../keys/file-key.ts';
import { carryWhenCaughtUp } from '../restore/when-caught-up.ts';
import { syncStoreOver } from '../store/sync-store.ts';
import type { AttachmentOperations } from '../threads/attachment-operations.ts';
import { startThread, type Thread } from '../threads/call-operations.ts';
import { ThreadFailure, type Changed } from '../threads/operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import { hubAllowed } from '../sync/hub-address.ts';
import type { VaultIdentity } from '../sync/sync-store.ts';
import { newId } from '../cases/compose.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import { signInPlace } from '../sign-in/place.ts';
import { TakingOut } from '../taking-out/taking-out.ts';
import { ChangeNotices, throttled, type Tell } from './notices.ts';
import type { Closed } from './closed.ts';
import { ClosedWatch } from './closed-watch.ts';
import type { VaultParts } from './parts.ts';
import { declare } from '../readers/declare.ts';

export { DATABASE };

/** How often the page is told how sync goes, ms: each time it is asked of the database and drawn. */
const SYNC_TOLD_MS = 250;
/** How long sync's work waits when a person asks for something, ms: until the answer is read and drawn. */
const REST_MS = 100;

/** An open vault: its threads, its sync, and what it remembers for the session only. */
export interface OpenVault {
  readonly writer: Thread<WriterOperations>;
  readonly reader: Thread<ReaderOperations>;
  readonly consultations: Consultations;
  readonly holds: HoldTimers;
  readonly takingOut: TakingOut;
  /** What the administrator's policy says of backups. */
  readonly allowExport: boolean;
  /** Where the vault lies and its database's key, for threads that look through it or copy it. */
  readonly copying: { readonly profile: string; readonly file: string; readonly key: Uint8Array };
  readonly attachments: Attachments;
  /** Why no case is shown at this moment although the vault is open, or null. */
  closed(): Closed | null;
  readonly bundles: Pick<Bundles, 'allowed' | 'cancel' | 'write' | 'read'>;
  syncState(): Promise<SyncState>;
  /** The person waits for an answer: sync leaves them the processor for a moment. */
  awaited(): void;
  syncNow(): void;
  pauseSync(paused: boolean): void;
  holdSync(held: boolean): Promise<void>;
  /** Ends sync and both threads. Locking does not call this: it kills the process. */
  end(): Promise<void>;
}

/**
 * Opens the database with its threads and starts sync.
 * @param identity set for a vault that is being made
 * @param signIn the session's; without one nobody can sign in
 * @throws ThreadFailure `hub_not_allowed`, `vault_damaged`, `vault_newer`, `vault_missing`, `disk_full`, `disk_read_only`, `disk_failed`
 */
export async function openVault(
  start: Pick<VaultStart, 'profile' | 'threads' | 'policy'>,
  parts: VaultParts,
  dataKey: Uint8Array,
  tell: Tell,
  identity: VaultIdentity | null,
  signIn = new SignIn({ clock: parts.clock, browse: () => Promise.resolve(false), changed: () => undefined }),
): Promise<OpenVault> {
  const opening = { file: join(start.profile, DATABASE), key: parts.fileKey(dataKey, DATABASE) };
  // Without it the writer would make an empty one, and everything not yet synced would seem never to have been.
  if (identity === null && !existsSync(opening.file)) throw new ThreadFailure('vault_missing');
  const notices = new ChangeNotices(tell);
  let paused = false;
  // Assigned once the threads are there; nothing changes before.
  let onChanged: (changed: Changed) => void = () => undefined;
  // A file that is there is opened by both at once: what the writer may change in it first, the reader sees after.
  const reading =
    identity === null ? startThread<ReaderOperations>(start.threads.reader, opening) : Promise.resolve(null);
  reading.catch(() => undefined);
  const writer = await startThread<WriterOperations>(start.threads.writer, opening, (changed) =>
    onChanged(changed),
  ).catch((error: unknown) => {
    // What only one of the two could open is not left open by the other.
    reading.then((reader) => reader?.end()).catch(() => undefined);
    throw error;
  });
  if (identity !== null) await writer.call('session.setUp', identity);
  // Before the journal, sync or anything is read: a vault of another hub than the policy names is left as it is.
  const owner = identity ?? (await writer.call('sync.identity', undefined));
  const { hub } = owner;
  if (!hubAllowed(hub, start.policy)) {
    await Promise.all([writer.end(), reading.then((reader) => reader?.end())]);
    throw new ThreadFailure('hub_not_allowed');
  }
  // Beside the rest: nobody waits for files before the Desk is there.
  const holding = startThread<AttachmentOperations>(start.threads.attachments, {
    file: join(start.profile, ATTACHMENTS),
    key: parts.fileKey(dataKey, ATTACHMENTS),
  });
  holding.catch(() => undefined);
  await writer.call('session.begin', undefined);
  const reader = (await reading) ?? (await startThread<ReaderOperations>(start.threads.reader, opening));

  const held = await holding;

  const openJournal = async () => {
    const auditors = await writer.call('journal.auditorsKey', undefined);
    if (auditors !== null) await writer.call('journal.open', await makeJournalKey(auditors, randomBytes));
  };
  // A reader's or recipient's workstation that was enrolled later is given the keys, and one that was withdrawn leads to a
  // new one, by whichever reader's vault hears of it first. Whoever sealed the keys may not have heard of it yet, so that it is
  // looked for when keys were given as well.
  const passKeysOn = throttled(async () => {
    try {
      await passOn({ reader, writer }, parts.recoveryRecipient(start.profile), randomBytes);
      const { interests, unserved } = await reader.call('interests.own', undefined);
      if (unserved > 0 && interests.names.length + interests.stations.length > 0)
        await declare({ reader, writer }, interests);
    } catch {
      // The vault is being locked, or the disk is full: the next start tries again.
    }
  });
  const watch = new ClosedWatch({
    read: () => reader.call('session.standing', undefined),
    clock: parts.clock,
    changed: () => tell('session', {}),
  });
  await watch.look();
  const store = syncStoreOver((name, input) => writer.call(name, input as never) as never);
  const purging = {
    ...store,
    // First the files: if the vault is killed in between, the hub's next answer has the rest purged.
    purge: async (compartment: string) => {
      await held.call('purge', compartment);
      await store.purge(compartment);
      await watch.look();
    },
    leases: async (leases: Readonly<Record<string, string>>, hubTime: string) => {
      await store.leases(leases, hubTime);
      await watch.look();
    },
    shut: async (code: 'device_revoked' | 'device_forked') => {
      await store.shut(code);
      await watch.look();
    },
  };
  const place = signInPlace({ owner, openHub: parts.openHub, writer, went: () => sync.wake('request') });
  await signIn.opened(place, await writer.call('signIn.kept', undefined));
  const told = ({ phase }: { phase: string }) => {
    if (phase === 'idle') attachments.lineIsThere();
    tellSync();
  };
  const sync = parts.startSync(purging, told, signIn);
  const attachments = new Attachments({
    thread: held,
    reader,
    hub: async () => parts.openHub(await reader.call('attachment.identity', undefined), signIn),
    mayCall: () => !paused,
    tell,
  });
  const syncState = async (): Promise<SyncState> => {
    const { casesSaid, ...state } = sync.state();
    return { ...state, ...(await reader.call('sync.counts', { said: casesSaid })) };
  };
  let carryRestored: () => void = () => undefined;
  const tellSync = throttled(async () => {
    try {
      tell('sync', await syncState());
      carryRestored();
    } catch {
      // The vault is being locked.
    }
  }, SYNC_TOLD_MS);

  onChanged = ({ cases, desk, outbox, directory, keys }) => {
    notices.changed(cases, desk);
    if (outbox) sync.wake('work');
    tellSync();
    if (desk) attachments.lookAround();
    if (directory) {
      tell('session', {});
      openJournal().catch(() => undefined);
    }
    if (directory || keys) passKeysOn();
  };
  carryRestored = await carryWhenCaughtUp({
    profile: start.profile,
    writer,
    reader,
    clock: parts.clock,
    caughtUp: async () => {
      const { phase, completeAsOf } = await syncState();
      return phase === 'idle' && completeAsOf !== null;
    },
    openJournal,
    onChange: () => tell('session', {}),
  });
  passKeysOn();
  // What an earlier version folded is folded again behind everything else.
  writer.call('rows.refold', undefined).catch(() => undefined);

  const allowExport = start.policy?.allowExport ?? true;
  const takingOut = new TakingOut({
    writer,
    reader,
    sealer: () => startThread<ReaderOperations>(start.threads.reader, opening),
    policy: { allowPrint: start.policy?.allowPrint ?? true, allowExport },
    clock: parts.clock,
    newId: () => newId({ clock: parts.clock, random: randomBytes }),
  });

  return {
    writer,
    reader,
    takingOut,
    allowExport,
    copying: { profile: start.profile, ...opening },
    attachments,
    bundles: new Bundles({
      store: purging,
      engine: sync,
      attachments: () => attachments,
      allowed: start.policy?.allowBundles ?? true,
      clock: parts.clock,
      random: randomBytes,
      tell,
    }),
    consultations: new Consultations(writer),
    holds: new HoldTimers(writer, reader, parts.clock, notices, tell, () => parts.recoveryRecipient(start.profile)),
    closed: () => watch.now(),
    syncState,
    awaited: () => void writer.call('writer.rest', REST_MS).catch(() => undefined),
    syncNow: () => sync.wake('request'),
    pauseSync: (wanted) => {
      paused = wanted;
      sync.pause(wanted);
    },
    holdSync: (held) => sync.hold(held),
    async end() {
      watch.end();
      await Promise.all([sync.stop(), attachments.end()]);
      await Promise.all([writer.end(), reader.end(), held.end()]);
    },
  };
}
