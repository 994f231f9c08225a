import { createHash } from 'node:crypto';
import { FileKind, fileKind, KIND_BYTES } from '../../../shared/domain/file-kind.ts';
import { CHUNK_BYTES, openChunk } from '../../../shared/protocol/chunks.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import type { ReadConnection, SqlRow, WriteConnection } from '../store/connection.ts';

/** Which file is meant. */
export interface FileName {
  readonly caseId: string;
  readonly attachment: string;
}

/** What the report says of a file, and where its chunks are on the hub. */
export interface PromisedFile extends FileName {
  readonly compartment: string;
  readonly size: number;
  readonly sha256: string;
  /** SHA-256 of the sealed chunks, in order. */
  readonly chunks: readonly string[];
}

export interface HeldFile {
  readonly attachment: string;
  readonly received: number;
  readonly whole: boolean;
  readonly kind: FileKind | null;
  readonly closedPage: boolean;
  readonly viewings: number;
}

interface FileRow extends SqlRow {
  n: number;
  size: number;
  whole: number;
}

const rowOf = (db: ReadConnection, { caseId, attachment }: FileName) =>
  db.get<FileRow>('SELECT n, size, whole FROM files WHERE case_id = ? AND attachment = ?', [caseId, attachment]);

/** What is here of the files of a case. */
export const heldFiles = (db: ReadConnection, caseId: string): HeldFile[] =>
  db
    .all<{
      attachment: string;
      received: number | null;
      whole: number;
      kind: string | null;
      decoding: number;
      viewings: number;
    }>(
      `SELECT attachment, (SELECT sum(length(bytes)) FROM chunks WHERE file = n) AS received, whole, kind, decoding, viewings
       FROM files WHERE case_id = ?`,
      [caseId],
    )
    .map(({ attachment, received, whole, kind, decoding, viewings }) => ({
      attachment,
      received: received ?? 0,
      whole: whole === 1,
      kind: kind === null ? null : FileKind.parse(kind),
      closedPage: decoding === 2,
      viewings,
    }));

/** Which chunks are still to come, by place; notes the file on first sight. `[]` for one that is wholly here. */
export function missingChunks(db: WriteConnection, file: PromisedFile): number[] {
  db.run(
    `INSERT INTO files (case_id, attachment, compartment, size) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET compartment = excluded.compartment`,
    [file.caseId, file.attachment, file.compartment, file.size],
  );
  const row = rowOf(db, file)!;
  if (row.whole === 1) return [];
  const here = new Set(db.column<number>('SELECT place FROM chunks WHERE file = ?', [row.n]));
  return file.chunks.map((_, place) => place).filter((place) => !here.has(place));
}

export type Kept = 'kept' | 'blob_hash_mismatch' | 'attachment_unopenable' | 'gone';

/** Where a sealed chunk belongs, and the case's keys, newest first (raw 32 bytes each). */
export interface ArrivedChunk extends FileName {
  readonly place: number;
  readonly promised: string;
  readonly sealed: Uint8Array;
  readonly keys: readonly Uint8Array[];
}

/** The key of its time opens a chunk: files come with the report, so that the oldest is tried first. */
function openWithAny({ keys, caseId, attachment, place, sealed }: ArrivedChunk): Buffer | null {
  for (const key of keys.toReversed()) {
    const plain = openChunk(key, caseId, attachment, place, sealed);
    if (plain !== null) return plain;
  }
  return null;
}

/** Keeps a chunk if it is the one that was promised, and opens with a key of the case at this place. */
export function keepChunk(db: WriteConnection, chunk: ArrivedChunk): Kept {
  if (sha256(chunk.sealed) !== chunk.promised) return 'blob_hash_mismatch';
  const plain = openWithAny(chunk);
  if (plain === null || plain.length > CHUNK_BYTES) return 'attachment_unopenable';
  // Purged while it was on its way.
  const row = rowOf(db, chunk);
  if (row === undefined) return 'gone';
  db.run('INSERT INTO chunks (file, place, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    row.n,
    chunk.place,
    new Uint8Array(plain),
  ]);
  return 'kept';
}

/**
 * Compares the whole with what the report promised, and recognises its kind. What does not fit is thrown away whole: no
 * byte of it is ever given out.
 */
export function finishFile(db: WriteConnection, file: PromisedFile): 'whole' | 'attachment_not_as_promised' | 'gone' {
  const row = rowOf(db, file);
  if (row === undefined) return 'gone';
  if (row.whole === 1) return 'whole';
  const hash = createHash('sha256');
  let size = 0;
  let first = new Uint8Array();
  for (const place of file.chunks.keys()) {
    const [bytes] = db.column<Uint8Array<ArrayBuffer>>('SELECT bytes FROM chunks WHERE file = ? AND place = ?', [
      row.n,
      place,
    ]);
    if (bytes === undefined) break;
    if (place === 0) first = bytes.slice(0, KIND_BYTES);
    hash.update(bytes);
    size += bytes.length;
  }
  if (size !== file.size || hash.digest('hex') !== file.sha256) {
    db.run('DELETE FROM chunks WHERE file = ?', [row.n]);
    return 'attachment_not_as_promised';
  }
  db.run('UPDATE files SET whole = 1, kind = ? WHERE n = ?', [fileKind(first), row.n]);
  return 'whole';
}

/** Bytes `[from, from + length)` of a file that is wholly here, fewer at its end; null for any other. */
export function readSlice(db: ReadConnection, name: FileName, from: number, length: number): Uint8Array | null {
  const row = rowOf(db, name);
  if (row?.whole !== 1) return null;
  const end = Math.min(row.size, from + length);
  const pieces: Uint8Array[] = [];
  for (let at = from; at < end;) {
    const place = Math.floor(at / CHUNK_BYTES);
    const within = at - place * CHUNK_BYTES;
    const some = Math.min(end - at, CHUNK_BYTES - within);
    const [bytes] = db.column<Uint8Array<ArrayBuffer>>(
      'SELECT substr(bytes, ?, ?) FROM chunks WHERE file = ? AND place = ?',
      [within + 1, some, row.n, place],
    );
    if (bytes === undefined || bytes.length !== some) return null;
    pieces.push(bytes);
    at += some;
  }
  // A copy of its own: what goes over the port must not carry a larger buffer along.
  return new Uint8Array(Buffer.concat(pieces));
}

/** Counts a viewing. */
export const countViewing = (db: WriteConnection, { caseId, attachment }: FileName) =>
  void db.run('UPDATE files SET viewings = viewings + 1 WHERE case_id = ? AND attachment = ?', [caseId, attachment]);

/** Kept before the page decodes, so that it is known afterwards which file the page fell over. */
export const markDecoding = (db: WriteConnection, { caseId, attachment }: FileName, under: boolean, forget: boolean) =>
  void db.run(`UPDATE files SET decoding = ? WHERE case_id = ? AND attachment = ? AND (decoding < 2 OR ?)`, [
    under ? 1 : 0,
    caseId,
    attachment,
    forget ? 1 : 0,
  ]);

/** A new session: a file that was being decoded when the last one ended took the page down, or came near it. */
export const settleDecoding = (db: WriteConnection) => void db.run('UPDATE files SET decoding = 2 WHERE decoding = 1');

/** Every file that is wholly here, as `case attachment`. */
export const wholeFiles = (db: ReadConnection): string[] =>
  db.column<string>(`SELECT case_id || ' ' || attachment FROM files WHERE whole = 1`);

/** How many bytes all files take here. */
export const heldBytes = (db: ReadConnection): number =>
  db.column<number | null>('SELECT sum(length(bytes)) FROM chunks')[0] ?? 0;

function cutLog(db: WriteConnection): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** Access to a compartment is gone, and so are its files. */
export function purgeFiles(db: WriteConnection, compartment: string): void {
  if (db.run('DELETE FROM files WHERE compartment = ?', [compartment]).changes > 0) cutLog(db);
}

/** Deletes the files of every case that is not among these: purged, erased or closed to this person meanwhile. */
export function keepFilesOf(db: WriteConnection, caseIds: readonly string[]): void {
  const { changes } = db.run('DELETE FROM files WHERE case_id NOT IN (SELECT value FROM json_each(?))', [
    JSON.stringify(caseIds),
  ]);
  if (changes > 0) cutLog(db);
}
