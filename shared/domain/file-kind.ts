import { z } from 'zod';

/** What a file is by its first bytes, whatever its name or its sender says. */
export const FileKind = z.enum([
  'png',
  'jpeg',
  'gif',
  'webp',
  'bmp',
  'heif',
  'tiff',
  'pdf',
  'wav',
  'mp3',
  'ogg',
  'flac',
  'mp4',
  'webm',
  'zip',
  'gzip',
  'rar',
  'seven_zip',
  'xz',
  'ole',
  'rtf',
  'executable',
  'text',
  'unknown',
]);
export type FileKind = z.infer<typeof FileKind>;

/** So many first bytes tell every kind apart. */
export const KIND_BYTES = 1024;

type Sign = readonly [FileKind, number, string];

/** Signatures in Latin-1: kind, offset, bytes. The first that fits counts. */
const signs: readonly Sign[] = [
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['webp', 8, 'WEBP'],
  ['wav', 8, 'WAVE'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['heif', 4, 'ftyphei'],
  ['heif', 4, 'ftyphev'],
  ['heif', 4, 'ftypmif1'],
  ['heif', 4, 'ftypavi'],
  ['mp4', 4, 'ftyp'],
  ['mp3', 0, 'ID3'],
  ['ogg', 0, 'OggS'],
  ['flac', 0, 'fLaC'],
  ['webm', 0, '\x1a\x45\xdf\xa3'],
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['gzip', 0, '\x1f\x8b'],
  ['rar', 0, 'Rar!\x1a\x07'],
  ['seven_zip', 0, "7z\xbc\xaf'\x1c"],
  ['xz', 0, '\xfd7zXZ\0'],
  ['ole', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['rtf', 0, '{\\rtf'],
  ['executable', 0, 'MZ'],
  ['executable', 0, '\x7fELF'],
];

const latin1 = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** Bytes that no text of any of the four encodings holds, outside UTF-16: control characters but tab and line ends. */
const isControl = (byte: number) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13;

/**
 * Recognises a file by its signature and nothing else: no length, offset or table of the file is followed, so that
 * there is nothing to attack here. The vault may call this; it opens no file's format beyond it.
 * @param first up to `KIND_BYTES` of its beginning
 */
export function fileKind(first: Uint8Array): FileKind {
  for (const [kind, at, sign] of signs) if (latin1(first, at, sign.length) === sign) return kind;
  if (latin1(first, 0, 2) === 'BM' && first.length > 26 && first[6] === 0 && first[7] === 0) return 'bmp';
  // A PDF may begin within the first 1,024 bytes (ISO 32000-1, implementation note 13 of 1.7).
  if (latin1(first, 0, Math.min(first.length, KIND_BYTES)).includes('%PDF-')) return 'pdf';
  if ((first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff)) return 'text';
  // An MPEG audio frame: eleven ones, a layer and a rate that exist.
  if (first[0] === 0xff && (first[1]! & 0xe0) === 0xe0 && (first[1]! & 0x06) !== 0 && first[2]! >> 4 !== 15)
    return 'mp3';
  let controls = 0;
  for (const byte of first) if (isControl(byte)) controls += 1;
  return controls === 0 ? 'text' : looksUtf16(first) ? 'text' : 'unknown';
}

/** Text of two bytes a letter without a mark at its front: nearly every other byte is zero, on one side only. */
function looksUtf16(bytes: Uint8Array): boolean {
  const pairs = bytes.length >> 1;
  if (pairs < 4) return false;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  return Math.max(even, odd) > pairs * 0.7 && Math.min(even, odd) === 0;
}

/** How the page shows a kind, or why it does not. */
export type Opening = 'image' | 'pdf' | 'text' | 'sound' | 'film' | 'never';

const openings: Partial<Record<FileKind, Opening>> = {
  png: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
  pdf: 'pdf',
  text: 'text',
  rtf: 'text',
  wav: 'sound',
  mp3: 'sound',
  ogg: 'sound',
  flac: 'sound',
  mp4: 'film',
  webm: 'film',
};

export const openingOf = (kind: FileKind): Opening => openings[kind] ?? 'never';
