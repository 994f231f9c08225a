import {
  countViewing,
  finishFile,
  heldBytes,
  heldFiles,
  keepChunk,
  keepFilesOf,
  markDecoding,
  missingChunks,
  purgeFiles,
  readSlice,
  wholeFiles,
  type ArrivedChunk,
  type FileName,
  type PromisedFile,
} from '../attachments/files.ts';
import type { WriteConnection } from '../store/connection.ts';

/** What the thread of the files does. Hashing a large one takes its time here, where neither desk nor signing waits. */
export const attachmentOperations = {
  held: (db: WriteConnection, caseId: string) => heldFiles(db, caseId),
  missing: (db: WriteConnection, file: PromisedFile) => missingChunks(db, file),
  keep: (db: WriteConnection, chunk: ArrivedChunk) => keepChunk(db, chunk),
  finish: (db: WriteConnection, file: PromisedFile) => finishFile(db, file),
  slice: (db: WriteConnection, { from, length, ...name }: FileName & { from: number; length: number }) =>
    readSlice(db, name, from, length),
  viewed: (db: WriteConnection, name: FileName) => countViewing(db, name),
  decoding: (db: WriteConnection, { now, ...name }: FileName & { now: 'begins' | 'ends' | 'forget' }) =>
    markDecoding(db, name, now === 'begins', now === 'forget'),
  bytes: (db: WriteConnection) => heldBytes(db),
  whole: (db: WriteConnection) => wholeFiles(db),
  purge: (db: WriteConnection, compartment: string) => purgeFiles(db, compartment),
  keepOnly: (db: WriteConnection, caseIds: readonly string[]) => keepFilesOf(db, caseIds),
};
export type AttachmentOperations = typeof attachmentOperations;
