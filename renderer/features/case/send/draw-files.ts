/**
 * The files of a pack, drawn anew: each page or picture is rasterised in this sandboxed page, its covers are burnt in, and
 * what comes of it is looked at again before it may leave. Nothing of the file itself goes along.
 */
import type { CallError } from '../../../../shared/bridge/call.ts';
import { PAGE_CHARS, type PackRefusal } from '../../../../shared/domain/events/pack.ts';
import type { SealedAttachment } from '../../../../shared/domain/events/report.ts';
import type { FileKind } from '../../../../shared/domain/file-kind.ts';
import { bareJpeg, jpegFlaw } from '../../../../shared/domain/jpeg.ts';
import type { CoveredRegion, PackFile, PackPage } from '../../../../shared/domain/pack.ts';
import { rasterPdf, type RasterPage } from '../../../../shared/domain/raster-pdf.ts';
import { call } from '../../../app/bridge.ts';
import { toBase64 } from '../../../words/base64.ts';
import { decodeImage } from '../attachments/image/decode.ts';
import { type Beside, openPdf, type OpenPdf } from '../attachments/pdf/pdf-document.ts';
import { decoding, readBytes } from '../attachments/read-file.ts';

/** Pixels of the longer side of a page that leaves: enough to read small print by. */
const LONGER_SIDE = 1600;
/** CSS pixels that a PDF's page is drawn wide. */
const DRAWN = 1100;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];
/** The brightest that a burnt-in pixel may be after JPEG's rounding, of 255. */
const DARK = 48;
export const MOST_DRAWN_PAGES = 100;

export interface WantedFile {
  readonly file: SealedAttachment;
  readonly kind: FileKind;
  /** Its id in the pack. */
  readonly id: string;
  readonly leftOut: readonly number[];
  readonly regions: readonly CoveredRegion[];
}

export type Drawing =
  | { readonly ok: true; readonly files: PackFile[]; readonly jpegs: ReadonlyMap<string, Uint8Array<ArrayBuffer>> }
  | { readonly ok: false; readonly error: CallError };

const no = (code: string): { ok: false; error: CallError } => ({ ok: false, error: { code, message: '' } });
const besideCode: Readonly<Record<Beside, PackRefusal>> = {
  text: 'pack_file_text',
  annotations: 'pack_file_annotations',
  attachments: 'pack_file_attachments',
  metadata: 'pack_file_metadata',
  unreadable: 'pack_page_unclean',
};

type Canvas = HTMLCanvasElement;

function scaled(drawn: CanvasImageSource, width: number, height: number): Canvas {
  const by = Math.min(1, LONGER_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * by));
  canvas.height = Math.max(1, Math.round(height * by));
  const context = canvas.getContext('2d', { alpha: false })!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** In whole pixels, at least what was marked. */
const pixelsOf = ({ x, y, width, height }: CoveredRegion, canvas: { width: number; height: number }) => {
  const left = Math.floor(x * canvas.width);
  const top = Math.floor(y * canvas.height);
  return [
    left,
    top,
    Math.min(canvas.width, Math.ceil((x + width) * canvas.width)) - left,
    Math.min(canvas.height, Math.ceil((y + height) * canvas.height)) - top,
  ] as const;
};

async function encoded(canvas: Canvas): Promise<Uint8Array<ArrayBuffer> | null> {
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    const bare = blob === null ? null : bareJpeg(new Uint8Array(await blob.arrayBuffer()));
    if (bare !== null && Math.ceil(bare.length / 3) * 4 <= PAGE_CHARS) return bare;
  }
  return null;
}

/** Whether every cover is dark in what was encoded, and nothing stands beside the picture. */
async function flawOf(jpeg: Uint8Array<ArrayBuffer>, regions: readonly CoveredRegion[]): Promise<PackRefusal | null> {
  if (jpegFlaw(jpeg) !== null) return 'pack_page_unclean';
  const bitmap = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
  const canvas = scaled(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  const context = canvas.getContext('2d')!;
  for (const region of regions) {
    const [left, top, width, height] = pixelsOf(region, canvas);
    // The outermost pixels of a cover share a block with what lies beside it.
    if (width <= 16 || height <= 16) continue;
    const { data } = context.getImageData(left + 8, top + 8, width - 16, height - 16);
    for (let at = 0; at < data.length; at += 4)
      if (data[at]! > DARK || data[at + 1]! > DARK || data[at + 2]! > DARK) return 'pack_file_uncovered';
  }
  return null;
}

interface Source {
  readonly pages: number;
  draw(page: number): Promise<Canvas | null>;
  close(): void;
}

async function sourceOf(bytes: Uint8Array<ArrayBuffer>, kind: FileKind): Promise<Source | string> {
  if (kind !== 'pdf') {
    const decoded = await decodeImage(bytes, kind);
    if (!decoded.ok) return decoded.flaw;
    const { bitmap } = decoded.image;
    return {
      pages: 1,
      draw: () => Promise.resolve(scaled(bitmap, bitmap.width, bitmap.height)),
      close: () => bitmap.close(),
    };
  }
  const opened = await openPdf(bytes);
  if (!opened.ok) return opened.flaw;
  const { pdf } = opened;
  return {
    pages: pdf.pages,
    async draw(page) {
      const aside = document.createElement('canvas');
      const { flaw } = await pdf.draw(aside, page, DRAWN, 0);
      return flaw === null ? scaled(aside, aside.width, aside.height) : null;
    },
    close: () => pdf.close(),
  };
}

/** What comes of the pages together, looked at as its recipient could: it may hold pictures and nothing else. */
export async function besideProduct(pages: readonly RasterPage[]): Promise<Beside | null> {
  const opened = await openPdf(rasterPdf(pages));
  if (!opened.ok) return 'unreadable';
  const product: OpenPdf = opened.pdf;
  try {
    return await product.beside();
  } finally {
    product.close();
  }
}

/**
 * Draws every wanted page and keeps it in the vault until the pack is sent. A refusal is entered in the journal.
 * @param told how many pages are done
 */
export async function drawFiles(
  caseId: string,
  unit: string,
  wanted: readonly WantedFile[],
  told: (done: number) => void,
): Promise<Drawing> {
  const files: PackFile[] = [];
  const jpegs = new Map<string, Uint8Array<ArrayBuffer>>();
  let done = 0;
  const refused = async (code: PackRefusal) => {
    await call('referral.refused', { caseId, unit, code });
    return no(code);
  };
  for (const { file, kind, id, leftOut, regions } of wanted) {
    const name = { caseId, attachment: file.id };
    const read = await readBytes(name, 0, file.size);
    if (!read.ok) return read;
    const source = await decoding(name, () => sourceOf(read.bytes, kind));
    if (typeof source === 'string') return no(source);
    const pages: PackPage[] = [];
    const product: RasterPage[] = [];
    try {
      for (let number = 1; number <= source.pages; number++) {
        if (leftOut.includes(number)) continue;
        if (done >= MOST_DRAWN_PAGES) return no('pack_too_many_pages');
        const canvas = await decoding(name, () => source.draw(number));
        if (canvas === null) return no('pdf_damaged');
        const here = regions.filter((region) => region.page === number);
        const context = canvas.getContext('2d')!;
        context.fillStyle = '#000000';
        for (const region of here) context.fillRect(...pixelsOf(region, canvas));
        const jpeg = await encoded(canvas);
        if (jpeg === null) return no('too_large');
        const flaw = await flawOf(jpeg, here);
        if (flaw !== null) return await refused(flaw);
        const kept = await call('referral.stage', { caseId, jpeg: toBase64(jpeg) });
        if (!kept.ok) return kept;
        const { sha256 } = kept.value;
        const reasons = [...new Set(here.map(({ reason }) => reason))].sort();
        const { width, height } = canvas;
        pages.push({ width, height, sha256, ...(reasons.length > 0 && { reasons }) });
        product.push({ jpeg, width, height });
        jpegs.set(sha256, jpeg);
        told(++done);
      }
    } finally {
      source.close();
    }
    if (pages.length === 0) continue;
    const beside = await besideProduct(product);
    if (beside !== null) return await refused(besideCode[beside]);
    files.push({ file: id, kind: kind === 'pdf' ? 'document' : 'picture', pages });
  }
  return { ok: true, files, jpegs };
}
