/**
 * JPEG as it may leave: the picture and nothing beside it (ITU-T T.81, annex B). What a camera or a program wrote about it
 * stands in application segments and comments; what is hidden behind it, after its end.
 */

/** Start of a segment's marker; of those that carry a picture, by their second byte. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const isKept = (marker: number) =>
  // Frames without DHT, JPG and DAC of the same range, then tables.
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || marker === 0xdb || marker === 0xdd;

/** What a file has beside its picture; `not_jpeg` where it cannot be followed. */
export type JpegFlaw = 'not_jpeg' | 'metadata' | 'trailing';

interface Segment {
  readonly marker: number;
  readonly from: number;
  /** Behind its last byte; for a scan, behind its entropy-coded bytes too. */
  readonly to: number;
}

/** The segments between the first marker and the last, and where the last ends; null for anything else than JPEG. */
function segmentsOf(bytes: Uint8Array): { segments: Segment[]; end: number } | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const segments: Segment[] = [];
  for (let at = 2; at + 1 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === EOI) return { segments, end: at + 2 };
    if (at + 3 >= bytes.length) return null;
    let to = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (marker === SOS)
      // Until a marker that is neither a stuffed byte nor a restart.
      while (to + 1 < bytes.length && (bytes[to] !== 0xff || bytes[to + 1] === 0 || (bytes[to + 1]! & 0xf8) === 0xd0))
        to++;
    if (to > bytes.length || to <= at + 3) return null;
    segments.push({ marker, from: at, to });
    at = to;
  }
  return null;
}

/** A JFIF header without a thumbnail says only that it is a JPEG. */
const isBareJfif = (bytes: Uint8Array, { marker, from, to }: Segment) =>
  marker === APP0 && to - from === 18 && String.fromCharCode(...bytes.slice(from + 4, from + 8)) === 'JFIF';

/** What stands in a JPEG beside its picture, or null where there is nothing. */
export function jpegFlaw(bytes: Uint8Array): JpegFlaw | null {
  const read = segmentsOf(bytes);
  if (read === null || !read.segments.some(({ marker }) => marker === SOS)) return 'not_jpeg';
  if (!read.segments.every((each) => each.marker === SOS || isKept(each.marker) || isBareJfif(bytes, each)))
    return 'metadata';
  return read.end === bytes.length ? null : 'trailing';
}

/** The picture without anything beside it; null for anything else than JPEG. */
export function bareJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const read = segmentsOf(bytes);
  if (read === null) return null;
  const kept = read.segments.filter((each) => each.marker === SOS || isKept(each.marker) || isBareJfif(bytes, each));
  const made = new Uint8Array(4 + kept.reduce((sum, { from, to }) => sum + to - from, 0));
  made.set([0xff, SOI]);
  let at = 2;
  for (const { from, to } of kept) {
    made.set(bytes.subarray(from, to), at);
    at += to - from;
  }
  made.set([0xff, EOI], at);
  return made;
}

/** Width and height out of the frame header; null where there is none. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  const frame = segmentsOf(bytes)?.segments.find(
    ({ marker }) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc,
  );
  if (frame === undefined) return null;
  const at = frame.from + 5;
  return { height: (bytes[at]! << 8) | bytes[at + 1]!, width: (bytes[at + 2]! << 8) | bytes[at + 3]! };
}
