/** The database of the reports' files by itself: what is kept, what is refused, and that what is purged is gone. */
import { createDecipheriv, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sealChunk } from '../../../shared/protocol/chunks.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import {
  finishFile,
  heldFiles,
  keepChunk,
  missingChunks,
  purgeFiles,
  readSlice,
  type PromisedFile,
} from '../../../electron/vault/attachments/files.ts';
import { openAttachments } from '../../../electron/vault/attachments/open-attachments.ts';
import { diskFailure } from '../../../electron/vault/threads/failure-code.ts';
import { temporaryFolder } from '../vault/support/vault.ts';

const canary = 'CANARY-of-a-purged-file';
const key = randomBytes(32);
const caseKey = randomBytes(32);

function opened() {
  const file = join(temporaryFolder(), 'attachments.db');
  const db = openAttachments(file, key, 1);
  onTestFinished(() => {
    try {
      db.close();
    } catch {
      // The test closed it.
    }
  });
  return { file, db };
}

function promised(bytes: Buffer, compartment = 'desk:MPS') {
  const [caseId, attachment] = [v7(), v7()];
  const sealed = sealChunk(caseKey, caseId, attachment, 0, bytes);
  const file: PromisedFile = {
    caseId,
    attachment,
    compartment,
    size: bytes.length,
    sha256: sha256(bytes),
    chunks: [sha256(sealed)],
  };
  return { file, chunk: { caseId, attachment, place: 0, promised: sha256(sealed), sealed, keys: [caseKey] } };
}

/** Every page as SQLCipher 4 lays it out, free ones included; the last 80 bytes are nonce and HMAC. */
function decryptedPages(file: Buffer, key: Uint8Array): Buffer {
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length; at += 4096) {
    const page = file.subarray(at, at + 4096);
    const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(4016, 4032)).setAutoPadding(false);
    pages.push(decipher.update(page.subarray(at === 0 ? 16 : 0, 4016)), decipher.final());
  }
  return Buffer.concat(pages);
}

describe('a chunk', () => {
  it('is kept only with the promised hash, the case’s key and its own place', () => {
    const { db } = opened();
    const { file, chunk } = promised(Buffer.from(canary));
    expect(keepChunk(db, chunk)).toBe('gone');
    expect(missingChunks(db, file)).toEqual([0]);
    expect(keepChunk(db, { ...chunk, sealed: Buffer.from('other') })).toBe('blob_hash_mismatch');
    expect(keepChunk(db, { ...chunk, keys: [randomBytes(32)] })).toBe('attachment_unopenable');
    expect(keepChunk(db, { ...chunk, place: 1 })).toBe('attachment_unopenable');
    expect(keepChunk(db, { ...chunk, keys: [] })).toBe('attachment_unopenable');
    expect(readSlice(db, file, 0, 10)).toBeNull();
    expect(keepChunk(db, chunk)).toBe('kept');
    expect(readSlice(db, file, 0, 10)).toBeNull();
    expect(finishFile(db, file)).toBe('whole');
    expect(Buffer.from(readSlice(db, file, 0, 6)!).toString()).toBe(canary.slice(0, 6));
  });

  it('of a file that is not the one the report promised is thrown away, and nothing is given out', () => {
    for (const change of [{ size: 5 }, { sha256: 'a'.repeat(64) }]) {
      const { db } = opened();
      const { file, chunk } = promised(Buffer.from(canary));
      missingChunks(db, file);
      keepChunk(db, chunk);
      expect(finishFile(db, { ...file, ...change })).toBe('attachment_not_as_promised');
      expect(readSlice(db, file, 0, 10)).toBeNull();
      expect(missingChunks(db, file)).toEqual([0]);
    }
  });

  it('for which the disk has no room says so, and what was there stays', () => {
    const { db } = opened();
    const small = promised(Buffer.from(canary));
    missingChunks(db, small.file);
    keepChunk(db, small.chunk);
    finishFile(db, small.file);
    db.exec('PRAGMA max_page_count = 40');
    const large = promised(randomBytes(900_000));
    missingChunks(db, large.file);
    let code: string | null = null;
    try {
      keepChunk(db, large.chunk);
    } catch (error) {
      code = diskFailure(error);
    }
    expect(code).toBe('disk_full');
    expect(heldFiles(db, small.file.caseId)).toMatchObject([{ whole: true, received: canary.length }]);
  });
});

describe('a purge', () => {
  it('leaves no byte of the compartment’s files in the decrypted pages, and those of others alone', () => {
    const { db, file } = opened();
    const gone = promised(Buffer.from(canary.repeat(2000)));
    const stays = promised(Buffer.from('what stays '.repeat(500)), 'desk:GMP');
    for (const one of [gone, stays]) {
      missingChunks(db, one.file);
      keepChunk(db, one.chunk);
      finishFile(db, one.file);
    }
    const pagesOf = () => {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return decryptedPages(readFileSync(file), key);
    };
    expect(pagesOf().includes(canary)).toBe(true);
    purgeFiles(db, 'desk:MPS');
    expect(pagesOf().includes(canary)).toBe(false);
    expect(pagesOf().includes('what stays')).toBe(true);
    expect(readFileSync(`${file}-wal`).length).toBe(0);
    expect(readSlice(db, gone.file, 0, 1)).toBeNull();
    expect(readSlice(db, stays.file, 0, 4)).not.toBeNull();
  });
});

describe('a database that does not open', () => {
  it('is set aside, never deleted, and a new one is begun', () => {
    const { db, file } = opened();
    db.close();
    const damaged = readFileSync(file);
    damaged[100]! ^= 1;
    writeFileSync(file, damaged);
    const again = openAttachments(file, key, 77);
    onTestFinished(() => again.close());
    expect(heldFiles(again, v7())).toEqual([]);
    const kept = readdirSync(dirname(file)).find((name) => name.includes('.77.unopened'));
    expect(kept).toBeDefined();
    expect(readFileSync(join(dirname(file), kept!))).toEqual(damaged);
  });
});
