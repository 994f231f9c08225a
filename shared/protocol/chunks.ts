import { open, seal, type Random } from './envelope.ts';

/** Attachments travel in pieces of this many plain bytes; the last is shorter, an empty file has none. */
export const CHUNK_BYTES = 1 << 20;

/** Binds a chunk to its case, its attachment and its place, so that chunks cannot be swapped. */
const chunkAad = (caseId: string, attachment: string, index: number) =>
  Buffer.from(`candour-chunk-v1 ${caseId} ${attachment} ${index}`, 'utf8');

/** Seals one piece of a file with the case key; it is addressed by the SHA-256 of what this answers. */
export const sealChunk = (
  caseKey: Uint8Array,
  caseId: string,
  attachment: string,
  index: number,
  plain: Uint8Array,
  random?: Random,
): Buffer => seal(caseKey, plain, chunkAad(caseId, attachment, index), random);

/** The plain bytes, or null when key, bytes or place are not those it was sealed with. */
export const openChunk = (
  caseKey: Uint8Array,
  caseId: string,
  attachment: string,
  index: number,
  sealed: Uint8Array,
): Buffer | null => open(caseKey, sealed, chunkAad(caseId, attachment, index));
