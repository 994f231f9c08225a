/** One print: a hidden sandboxed window gets its contents from the vault, once, and what it has laid out is printed. */
import type { BrowserWindow, Session, WebContents } from 'electron';
import type { MessagePortMain } from 'electron';
import type { LanguageChoice } from '../../shared/bridge/shell.ts';
import { printingOf } from './print-guard.ts';
import { openPrintWindow } from './windows.ts';

/** Milliseconds for the vault to enter the journal and for the page to lay itself out. */
const readyLimit = 30_000;

export interface PrintJob {
  /** Resolves when the pages are laid out; a code where they never will be. */
  readonly ready: Promise<string | null>;
  /** On paper, with no dialog that could write a file in the clear. False where the printer did not take it. */
  toPrinter(name: string): Promise<boolean>;
  toPdf(): Promise<Uint8Array>;
  /** The print window says that it is ready, or why it is not; any other page is not heard. */
  hear(page: WebContents, code: string | null): void;
  /** Ends the window and its process: nothing of the case stays in it. */
  end(): void;
}

/**
 * @param language of the words around what people wrote
 * @param contents the port over which the vault delivers
 */
export function startPrintJob(
  session: Session,
  folder: string,
  language: LanguageChoice,
  contents: () => MessagePortMain,
): PrintJob {
  const window: BrowserWindow = openPrintWindow(session, folder, language);
  let settle: (code: string | null) => void = () => undefined;
  const ready = new Promise<string | null>((resolve) => (settle = resolve));
  const late = setTimeout(() => settle('print_failed'), readyLimit);
  void ready.then(() => clearTimeout(late));
  window.webContents.once('render-process-gone', () => settle('print_failed'));
  window.once('closed', () => settle('print_failed'));
  window.webContents.once('did-finish-load', () => window.webContents.postMessage('print-port', null, [contents()]));
  return {
    ready,
    toPrinter: (deviceName) =>
      new Promise((resolve) => {
        const paper = { pageSize: 'A4', margins: { marginType: 'none' }, printBackground: true } as const;
        printingOf(window.webContents).print({ silent: true, deviceName, ...paper }, (taken) => resolve(taken));
      }),
    toPdf: () => printingOf(window.webContents).printToPDF({ preferCSSPageSize: true, printBackground: true }),
    hear(page, code) {
      if (!window.isDestroyed() && page === window.webContents) settle(code);
    },
    end() {
      settle('print_failed');
      if (window.isDestroyed()) return;
      window.webContents.forcefullyCrashRenderer();
      window.destroy();
    },
  };
}
