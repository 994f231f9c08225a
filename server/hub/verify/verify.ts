import { z } from 'zod';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import { emptyDirectory, foldDirectory, type Directory } from '../../../shared/domain/directory.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import { readCheckpoint, type Checkpoint } from '../../../shared/protocol/checkpoint.ts';
import type { Hub } from '../parts.ts';
import { listLogs, type Log } from '../store/compartments.ts';
import { allHeaders } from '../store/events.ts';
import { Fault, fault } from './fault.ts';
import { verifyLog } from './verify-log.ts';
import {
  verifyCases,
  verifyChunks,
  verifyDirectory,
  verifyLedger,
  verifyErasures,
  verifyMoves,
} from './verify-tables.ts';

/** One line of a verification: what was looked at, and its first fault. */
export const VerifiedPart = z.strictObject({
  /** A log by its compartment's name, or one of `ledger`, `cases`, `moves`, `directory tables`, `files`, `checkpoints from outside`. */
  part: z.string(),
  /** For a log: how many events were read. */
  events: z.int().nullable(),
  /** For a log that is in order: its checkpoint, to be kept elsewhere. */
  checkpoint: z.string().nullable(),
  fault: Fault.nullable(),
});
export type VerifiedPart = z.infer<typeof VerifiedPart>;

/**
 * Goes through all that the hub keeps and says of each part whether it is what was accepted. Nothing is believed but the
 * hub's own signing key, which is not in the database, and the signatures of devices.
 * @param kept checkpoints that were kept outside of the database; they tell a log whose end was taken away together with its own
 */
export async function* verifyHub(
  hub: Pick<Hub, 'db' | 'identity'>,
  kept: readonly string[] = [],
): AsyncGenerator<VerifiedPart> {
  const { db, identity } = hub;
  const { hubId, hubKey } = identity;
  const notes = kept.map((note) => readCheckpoint(note, hubKey.publicKey));
  const witnesses = notes.filter((note) => note?.hubId === hubId) as Checkpoint[];
  const logs = await listLogs(db);
  const missing = witnesses.find((note) => note.size > 0 && !logs.some((log) => log.compartment === note.compartment));
  if (kept.length > 0) {
    const wrong =
      witnesses.length < kept.length
        ? fault('witness_unreadable', null, null)
        : missing === undefined
          ? null
          : fault('witness_beyond', missing.compartment, 1, `signed for ${missing.size}`);
    yield { part: 'checkpoints from outside', events: null, checkpoint: null, fault: wrong };
  }
  yield* verifyLogs(hub, logs, witnesses);
  const directory = await directoryOf(db);
  const tables = [
    ['ledger', () => verifyLedger(db)],
    ['cases', () => verifyCases(db)],
    ['moves', () => verifyMoves(db)],
    ['erasures', () => verifyErasures(db)],
    ['directory tables', () => verifyDirectory(db, directory)],
    ['files', () => verifyChunks(db)],
  ] as const;
  for (const [part, check] of tables) yield { part, events: null, checkpoint: null, fault: await check() };
}

/** Each of these logs from its start; without witnesses it can only be held to what this database says of it. */
export async function* verifyLogs(
  { db, identity: { hubId, hubEpoch, hubKey } }: Pick<Hub, 'db' | 'identity'>,
  logs: readonly Log[],
  witnesses: readonly Checkpoint[] = [],
): AsyncGenerator<VerifiedPart> {
  const directory = await directoryOf(db);
  for (const log of logs) {
    const of = witnesses.filter(({ compartment, epoch }) => compartment === log.compartment && epoch <= hubEpoch);
    const verified = await verifyLog(db, log, {
      hubId,
      hubEpoch,
      hubKey: hubKey.publicKey,
      directory,
      // A restored hub may rightly have lost the end of what it signed in an epoch before.
      witnesses: of.filter(({ epoch, size }) => epoch === hubEpoch || size <= log.tree.size),
    });
    const checkpoint = verified.fault === null ? log.checkpoint : null;
    yield { part: log.compartment, events: verified.events, checkpoint, fault: verified.fault };
  }
}

/** The directory as its log has it. What cannot be read is left out here, and found when the log itself is read. */
async function directoryOf(db: Hub['db']): Promise<Directory> {
  return (await allHeaders(db, DIRECTORY)).reduce((directory, text) => {
    try {
      const header = EventHeader.safeParse(JSON.parse(text));
      return header.success ? foldDirectory(directory, header.data) : directory;
    } catch {
      return directory;
    }
  }, emptyDirectory);
}
