import type { FileKind } from '../../../../../shared/domain/file-kind.ts';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The most that is decoded: 50 million pixels are 200 MB in memory. */
export const MOST_PIXELS = 50_000_000;
export const LONGEST_SIDE = 30_000;

/**
 * The size that a picture claims in its header, before anything decodes it; null where the header does not say. Every
 * offset that the file names is checked, and a JPEG is followed for at most so many segments.
 */
export function imageSize(bytes: Uint8Array, kind: FileKind): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (kind) {
      case 'png':
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case 'gif':
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case 'bmp':
        return bmpSize(view);
      case 'webp':
        return webpSize(view);
      case 'jpeg':
        return jpegSize(view);
      default:
        return null;
    }
  } catch {
    // The file ends within its header.
    return null;
  }
}

function bmpSize(view: DataView): ImageSize {
  // The oldest header (BITMAPCOREHEADER, 12 bytes) has 16-bit sides.
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

/** WebP container specification (RFC 9649): `VP8 `, `VP8L` and `VP8X` each keep the size in their own way. */
function webpSize(view: DataView): ImageSize | null {
  switch (view.getUint32(12)) {
    case 0x56503820:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858: {
      const three = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
      return { width: three(24) + 1, height: three(27) + 1 };
    }
    default:
      return null;
  }
}

const SEGMENTS = 1000;
/** Start-of-frame markers of ITU-T T.81: C0 to CF without DHT (C4), JPG (C8) and DAC (CC). */
const startsFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The largest frame that any header before the scan names: a decoder may take any of them. */
function jpegSize(view: DataView): ImageSize | null {
  let at = 2;
  let found: ImageSize | null = null;
  for (let n = 0; n < SEGMENTS && at + 4 <= view.byteLength; n++) {
    if (view.getUint8(at) !== 0xff) return found;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return found;
    if (startsFrame(marker)) {
      const size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      if (found === null || size.width * size.height > found.width * found.height) found = size;
    }
    at += 2 + (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 0 : view.getUint16(at + 2));
  }
  return found;
}

export type SizeVerdict = 'fits' | 'too_many_pixels' | 'no_size';

export function judgeSize(size: ImageSize | null): SizeVerdict {
  if (size === null || size.width < 1 || size.height < 1) return 'no_size';
  if (size.width > LONGEST_SIDE || size.height > LONGEST_SIDE) return 'too_many_pixels';
  return size.width * size.height > MOST_PIXELS ? 'too_many_pixels' : 'fits';
}
