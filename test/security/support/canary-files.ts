/** Looks for secrets through folders: names, links, contents, and contents that were compressed. */
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { constants, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { Hit, Searcher } from './canary-search.ts';

export interface Looked {
  /** Every regular file that was read through. */
  readonly files: string[];
  readonly bytes: number;
  readonly hits: Hit[];
}

const piece = 8 << 20;
/** Beyond this a file is no longer searched for compressed parts; none that the app writes comes near it. */
const unpackUpTo = 64 << 20;

function searchPieces(searcher: Searcher, file: string): { hits: Hit[]; bytes: number } {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(piece + searcher.longest);
    const hits: Hit[] = [];
    let kept = 0;
    let bytes = 0;
    for (;;) {
      const read = readSync(handle, buffer, kept, piece, null);
      if (read === 0) return { hits, bytes };
      const filled = buffer.subarray(0, kept + read);
      for (const hit of searcher.search(filled, file)) hits.push({ ...hit, at: hit.at + bytes - kept });
      bytes += read;
      const keep = Math.min(filled.length, searcher.longest - 1);
      filled.copyWithin(0, filled.length - keep);
      kept = keep;
    }
  } finally {
    closeSync(handle);
  }
}

const broken = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackUpTo };
const packings = [
  {
    name: 'gzip',
    begins: Buffer.from([0x1f, 0x8b, 0x08]),
    unpack: (part: Buffer) => inflateRawSync(ofGzip(part), broken),
  },
  { name: 'zstd', begins: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), unpack: (part: Buffer) => zstdDecompressSync(part) },
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => ({
    name: 'zlib',
    begins: Buffer.from([0x78, level]),
    unpack: (part: Buffer) => inflateSync(part, broken),
  })),
  { name: 'zip', begins: Buffer.from('PK\u0003\u0004'), unpack: (part: Buffer) => inflateRawSync(ofZip(part), broken) },
] as const;

/** What follows the header of a gzip member (RFC 1952, 2.3); zlib's own reader stumbles over what comes after one. */
function ofGzip(part: Buffer): Buffer {
  const flags = part[3]!;
  let at = 10;
  if (flags & 4) at += 2 + part.readUInt16LE(at);
  for (const named of [8, 16]) if (flags & named) at = part.indexOf(0, at) + 1;
  return part.subarray(flags & 2 ? at + 2 : at);
}

/** What follows the header of a file in a zip. */
const ofZip = (part: Buffer) => part.subarray(30 + part.readUInt16LE(26) + part.readUInt16LE(28));

/** Whatever in these bytes begins as a compressed text does, unpacked and searched; most only look like a beginning. */
function searchUnpacked(searcher: Searcher, bytes: Buffer, where: string): Hit[] {
  const hits: Hit[] = [];
  for (const { name, begins, unpack } of packings) {
    for (let at = bytes.indexOf(begins); at >= 0; at = bytes.indexOf(begins, at + 1)) {
      try {
        hits.push(...searcher.search(unpack(bytes.subarray(at)), `${where} (${name} at ${at})`));
      } catch {
        // It only looked like one.
      }
    }
  }
  return hits;
}

/** Looks through one file. Answers nothing where it has gone meanwhile. */
export function lookThroughFile(searcher: Searcher, file: string): Looked {
  try {
    const { hits, bytes } = searchPieces(searcher, file);
    const unpacked = bytes <= unpackUpTo ? searchUnpacked(searcher, readFileSync(file), file) : [];
    return { files: [file], bytes, hits: [...hits, ...unpacked] };
  } catch (error) {
    if (!['ENOENT', 'ENXIO'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return { files: [], bytes: 0, hits: [] };
  }
}

/** Looks through files and folders; a name counts as much as what is in it. */
export function lookThrough(searcher: Searcher, ...places: readonly string[]): Looked {
  const files: string[] = [];
  const hits: Hit[] = [];
  let bytes = 0;
  const visit = (path: string) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return;
    hits.push(...searcher.search(Buffer.from(path), `name of ${path}`));
    if (found.isSymbolicLink()) hits.push(...searcher.search(Buffer.from(readlinkSync(path)), `link ${path}`));
    else if (found.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else if (found.isFile()) {
      const looked = lookThroughFile(searcher, path);
      files.push(...looked.files);
      hits.push(...looked.hits);
      bytes += looked.bytes;
    }
  };
  for (const place of places) visit(place);
  return { files, bytes, hits };
}
