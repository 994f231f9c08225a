import type { FileKind } from '../../../../../shared/domain/file-kind.ts';
import { imageSize, judgeSize } from './image-size.ts';

/** What is kept of a decoded picture: enough for any screen. A larger one is made smaller while it is decoded. */
const KEPT_PIXELS = 16_000_000;
/** Bytes of a picture's file. */
export const MOST_BYTES = 64 * 2 ** 20;

const types: Partial<Record<FileKind, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
};

export interface Decoded {
  readonly bitmap: ImageBitmap;
  /** What its header says. */
  readonly width: number;
  readonly height: number;
}

/** Decodes the first frame of a picture whose header promises a size that fits; else says why not, undecoded. */
export async function decodeImage(
  bytes: Uint8Array<ArrayBuffer>,
  kind: FileKind,
): Promise<{ readonly ok: true; readonly image: Decoded } | { readonly ok: false; readonly flaw: string }> {
  const size = imageSize(bytes, kind);
  const verdict = judgeSize(size);
  const type = types[kind];
  if (verdict !== 'fits' || size === null || type === undefined)
    return { ok: false, flaw: verdict === 'fits' ? 'no_size' : verdict };
  const shrink = Math.min(1, Math.sqrt(KEPT_PIXELS / (size.width * size.height)));
  try {
    const whole = new Blob([bytes], { type });
    const bitmap =
      shrink === 1
        ? await createImageBitmap(whole)
        : await createImageBitmap(whole, {
            resizeWidth: Math.max(1, Math.floor(size.width * shrink)),
            resizeQuality: 'high',
          });
    return { ok: true, image: { bitmap, ...size } };
  } catch {
    return { ok: false, flaw: 'image_damaged' };
  }
}

/** Draws it turned; the canvas takes the size that it then has. */
export function drawTurned(canvas: HTMLCanvasElement, bitmap: ImageBitmap, turns: number): void {
  const upright = turns % 2 === 0;
  canvas.width = upright ? bitmap.width : bitmap.height;
  canvas.height = upright ? bitmap.height : bitmap.width;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
}
