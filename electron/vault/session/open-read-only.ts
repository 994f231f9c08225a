import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncState } from '../../../shared/bridge/session.ts';
import type { VaultStart } from '../../../shared/bridge/vault-start.ts';
import { failed } from '../calls/failure.ts';
import { Attachments } from '../attachments/attachments.ts';
import { Consultations } from '../audit/consultations.ts';
import { HoldTimers } from '../calls/hold-timers.ts';
import { newId } from '../cases/compose.ts';
import { DATABASE } from '../keys/file-key.ts';
import { TakingOut } from '../taking-out/taking-out.ts';
import type { AttachmentOperations } from '../threads/attachment-operations.ts';
import { startThread, type Thread } from '../threads/call-operations.ts';
import { ThreadFailure } from '../threads/operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import { closedBecause } from './closed.ts';
import { ChangeNotices, type Tell } from './notices.ts';
import type { OpenVault } from './open-vault.ts';
import type { VaultParts } from './parts.ts';

/** Nothing is kept: what would write is refused, and there is nothing to wait for before a lock. */
const noWriter: Thread<WriterOperations> = {
  call: (name) =>
    name === 'flush' ? Promise.resolve(undefined as never) : Promise.reject(new ThreadFailure('vault_read_only')),
  end: () => Promise.resolve(),
};

/** The reports' files stay closed: their database, too, would be written to. */
const noFiles: Thread<AttachmentOperations> = {
  call: () => Promise.reject(new ThreadFailure('vault_read_only')),
  end: () => Promise.resolve(),
};

const readOnly = () => Promise.resolve(failed('vault_read_only'));
const noBundles: OpenVault['bundles'] = { allowed: false, cancel: () => undefined, write: readOnly, read: readOnly };

const stopped: Omit<
  SyncState,
  'waiting' | 'refused' | 'conflicts' | 'cases' | 'casesSaid' | 'unverified' | 'completeAsOf' | 'refolding'
> = {
  phase: 'stopped',
  offlineSince: null,
  progress: null,
  problem: 'vault_read_only',
  hub: null,
  clockOff: null,
  held: false,
  sending: 0,
};

/**
 * Opens a database that cannot be opened for writing, with a reader alone and without sync: whatever its pages still
 * give can be read, and no byte of it changes.
 * @throws ThreadFailure `vault_damaged` where not even the first page opens, `vault_newer`, `vault_missing`, disk codes
 */
export async function openReadOnly(
  start: Pick<VaultStart, 'profile' | 'threads' | 'policy'>,
  parts: VaultParts,
  dataKey: Uint8Array,
  tell: Tell,
): Promise<OpenVault> {
  const opening = { file: join(start.profile, DATABASE), key: parts.fileKey(dataKey, DATABASE) };
  if (!existsSync(opening.file)) throw new ThreadFailure('vault_missing');
  const reader = await startThread<ReaderOperations>(start.threads.reader, opening);
  try {
    await reader.call('vault.readable', undefined);
  } catch (error) {
    await reader.end();
    throw error;
  }
  // On damaged pages it cannot always be told; what is left of one's own work can be saved all the same.
  const standing = await reader.call('session.standing', undefined).catch(() => null);
  const syncState = async (): Promise<SyncState> => {
    try {
      return { ...stopped, ...(await reader.call('sync.counts', { said: {} })) };
    } catch {
      const none = { waiting: 0, refused: 0, conflicts: 0, cases: 0, casesSaid: null, unverified: 0 };
      return { ...stopped, ...none, completeAsOf: null, refolding: null };
    }
  };
  return {
    writer: noWriter,
    reader,
    copying: { profile: start.profile, ...opening },
    attachments: new Attachments({
      thread: noFiles,
      reader,
      hub: () => Promise.reject(new ThreadFailure('vault_read_only')),
      mayCall: () => false,
      tell,
    }),
    consultations: new Consultations(noWriter),
    holds: new HoldTimers(noWriter, reader, parts.clock, new ChangeNotices(tell), tell),
    // Nothing is printed or copied out: there is no journal to say so first.
    takingOut: new TakingOut({
      writer: noWriter,
      reader,
      sealer: () => startThread<ReaderOperations>(start.threads.reader, opening),
      policy: { allowPrint: false, allowExport: false },
      clock: parts.clock,
      newId: () => newId({ clock: parts.clock, random: randomBytes }),
    }),
    allowExport: start.policy?.allowExport ?? true,
    closed: () => (standing === null ? null : closedBecause(standing, parts.clock())),
    bundles: noBundles,
    syncState,
    awaited: () => undefined,
    syncNow: () => undefined,
    pauseSync: () => undefined,
    holdSync: () => Promise.resolve(),
    end: () => reader.end(),
  };
}
