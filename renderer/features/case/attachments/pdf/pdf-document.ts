import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import workerAddress from './pdf-worker.ts?worker&url';
import { trustedWorker } from './worker-address.ts';

/** Pixels of a page as it is drawn, and of a picture in it. */
const PAGE_PIXELS = 16_000_000;
const PICTURE_PIXELS = 50_000_000;
/** Milliseconds that opening, or drawing one page, may take before the worker is ended. */
export const PATIENCE_MS = 30_000;
export const MOST_PAGES = 10_000;

export type PdfFlaw = 'pdf_damaged' | 'pdf_locked' | 'pdf_too_slow' | 'pdf_too_many_pages';
export type Opened = { readonly ok: true; readonly pdf: OpenPdf } | { readonly ok: false; readonly flaw: PdfFlaw };

/** What a PDF can hold beside what is drawn; `unreadable` where that cannot be told. */
export type Beside = 'text' | 'annotations' | 'attachments' | 'metadata' | 'unreadable';

/** Of the information that pdf.js tells of every PDF, what the file itself says. */
const writtenBySomebody = [
  'Title',
  'Author',
  'Subject',
  'Keywords',
  'Creator',
  'Producer',
  'CreationDate',
  'ModDate',
  'Custom',
];

export interface OpenPdf {
  readonly pages: number;
  /** Draws a page so that it is `width` CSS pixels wide before turning; answers its size. */
  draw(canvas: HTMLCanvasElement, page: number, width: number, turns: number): Promise<{ flaw: PdfFlaw | null }>;
  text(page: number): Promise<string>;
  /** The first thing that it holds beside its pictures, or null where it holds nothing else. */
  beside(): Promise<Beside | null>;
  close(): void;
}

class Late extends Error {}
class Locked extends Error {}
const flawIn = (error: unknown): PdfFlaw =>
  error instanceof Late ? 'pdf_too_slow' : error instanceof Locked ? 'pdf_locked' : 'pdf_damaged';

function within<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Late()), PATIENCE_MS)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Opens a PDF in a worker of its own. It is drawn and its text taken out, and that is all that pdf.js is asked for: no
 * script of it is ever handed to an interpreter, no form is filled, no link, action, attachment or XFA is looked at.
 * @param data the file; belongs to the worker afterwards
 */
export async function openPdf(data: Uint8Array<ArrayBuffer>): Promise<Opened> {
  const { getDocument, PDFWorker, AnnotationMode } = await import('pdfjs-dist/legacy/build/pdf.min.mjs');
  const address = new URL(workerAddress, document.baseURI).href;
  const thread = new Worker(trustedWorker(address), { type: 'module' });
  const worker = PDFWorker.create({ port: thread });
  const task = getDocument({
    data,
    worker,
    enableXfa: false,
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    maxImageSize: PICTURE_PIXELS,
    canvasMaxAreaInBytes: PAGE_PIXELS * 4,
    verbosity: 0,
  } as Parameters<typeof getDocument>[0]);
  // A failure of the worker shows in its answers; of its own accord it must not reach the page.
  thread.addEventListener('error', (event) => event.preventDefault());
  const close = () => {
    void task.destroy().catch(() => undefined);
    worker.destroy();
    thread.terminate();
  };
  const password = new Promise<never>((_, reject) => (task.onPassword = () => reject(new Locked())));
  let pdf: PDFDocumentProxy;
  try {
    pdf = await within(Promise.race([task.promise, password]));
  } catch (error) {
    close();
    return { ok: false, flaw: flawIn(error) };
  }
  if (pdf.numPages > MOST_PAGES) {
    close();
    return { ok: false, flaw: 'pdf_too_many_pages' };
  }

  const flawOf = (error: unknown): PdfFlaw => {
    const flaw = flawIn(error);
    // A worker that does not come to an end is ended.
    if (flaw === 'pdf_too_slow') close();
    return flaw;
  };
  const draw = async (page: PDFPageProxy, canvas: HTMLCanvasElement, width: number, turns: number) => {
    const rotation = (page.rotate + turns * 90) % 360;
    const plain = page.getViewport({ scale: 1, rotation });
    const across = turns % 2 === 0 ? plain.width : plain.height;
    const wanted = (width / across) * (window.devicePixelRatio || 1);
    const most = Math.sqrt(PAGE_PIXELS / (plain.width * plain.height));
    const viewport = page.getViewport({ scale: Math.min(wanted, most), rotation });
    canvas.width = Math.max(1, Math.floor(viewport.width));
    canvas.height = Math.max(1, Math.floor(viewport.height));
    const canvasContext = canvas.getContext('2d', { alpha: false })!;
    // Drawn, as they look on paper; there is no layer above in which any of them could be clicked.
    await page.render({ canvas, canvasContext, viewport, annotationMode: AnnotationMode.ENABLE }).promise;
  };
  return {
    ok: true,
    pdf: {
      pages: pdf.numPages,
      async draw(canvas, number, width, turns) {
        try {
          await within(pdf.getPage(number).then((page) => draw(page, canvas, width, turns)));
          return { flaw: null };
        } catch (error) {
          return { flaw: flawOf(error) };
        }
      },
      async text(number) {
        try {
          const content = await within(pdf.getPage(number).then((page) => page.getTextContent()));
          return content.items.map((piece) => ('str' in piece ? piece.str + (piece.hasEOL ? '\n' : '') : '')).join('');
        } catch (error) {
          flawOf(error);
          return '';
        }
      },
      async beside() {
        try {
          return await within(besideIn(pdf));
        } catch (error) {
          flawOf(error);
          return 'unreadable';
        }
      },
      close,
    },
  };
}

/** Looks for whatever a reader of the file could take out of it but its pictures. */
async function besideIn(pdf: PDFDocumentProxy): Promise<Beside | null> {
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    if (items.some((piece) => 'str' in piece && piece.str !== '')) return 'text';
    if ((await page.getAnnotations()).length > 0) return 'annotations';
    if ((await page.getJSActions()) !== null) return 'annotations';
  }
  // pdf.js answers null where there is none, whatever its types say.
  const attachments = (await pdf.getAttachments()) as object | null;
  if (attachments !== null && Object.keys(attachments).length > 0) return 'attachments';
  if ((await pdf.getJSActions()) !== null || (await pdf.getOutline()) !== null) return 'annotations';
  const { info, metadata } = (await pdf.getMetadata()) as unknown as {
    info: Record<string, unknown>;
    metadata: unknown;
  };
  if (metadata !== null && metadata !== undefined) return 'metadata';
  return writtenBySomebody.some((name) => info[name] !== undefined && info[name] !== null) ? 'metadata' : null;
}
