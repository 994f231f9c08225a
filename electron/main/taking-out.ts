/** What main does for a print or an encrypted copy: it relays, and keeps nothing. The vault has granted it before. */
import { type BrowserWindow, dialog, type Session, type WebContents } from 'electron';
import type { LanguageChoice, Printer, TakenOut } from '../../shared/bridge/shell.ts';
import { log } from './log.ts';
import { type PrintJob, startPrintJob } from './print-job.ts';
import type { VaultProcess } from './vault-process.ts';
import type { Say } from './words.ts';

export interface TakingOutParts {
  readonly session: Session;
  readonly folder: string;
  readonly vault: () => VaultProcess;
  readonly window: () => BrowserWindow;
  readonly today: () => Date;
  /** Of the screens, which the paper speaks too. */
  readonly language: () => LanguageChoice;
  readonly say: Say;
}

export interface TakingOut {
  printers(): Promise<Printer[]>;
  /** On this printer, or, with null, into an encrypted PDF for which a dialog asks where. */
  print(grant: string, printer: string | null): Promise<TakenOut>;
  /** An encrypted copy of the case, for which a dialog asks where. */
  export(grant: string): Promise<TakenOut>;
  /** The print window has laid its pages out, or says why not. */
  printReady(page: WebContents, code: string | null): void;
  /** A lock, or the way out: what is under way is given up. */
  end(): void;
}

const failed = (code: string): TakenOut => ({ outcome: 'failed', code });
const done = (outcome: 'printed' | 'saved' | 'cancelled'): TakenOut => ({ outcome, code: null });

/** The name tells nothing of the case: `candour-export-2026-11-21.age`. */
export const exportName = (what: 'export' | 'print', today: Date): string =>
  `candour-${what}-${today.toISOString().slice(0, 10)}${what === 'print' ? '.pdf' : ''}.age`;

export function openTakingOut({ session, folder, vault, window, today, language, say: t }: TakingOutParts): TakingOut {
  let job: PrintJob | undefined;
  let busy = false;

  async function alone(work: () => Promise<TakenOut>): Promise<TakenOut> {
    if (busy) return failed('print_busy');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  }

  async function chosenFile(what: 'export' | 'print'): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(window(), {
      title: 'Candour',
      defaultPath: exportName(what, today()),
      filters: [{ name: t('age-encrypted file'), extensions: ['age'] }],
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    });
    if (canceled || filePath === '') return null;
    return filePath.endsWith('.age') ? filePath : `${filePath}.age`;
  }

  async function run(grant: string, use: (running: PrintJob) => Promise<TakenOut>): Promise<TakenOut> {
    const current = vault();
    const running = startPrintJob(session, folder, language(), () => current.print(grant));
    job = running;
    try {
      const code = await running.ready;
      return code === null ? await use(running) : failed(code);
    } catch {
      return failed('print_failed');
    } finally {
      running.end();
      job = undefined;
    }
  }

  async function saved(grant: string, file: string, pdf: Uint8Array | null): Promise<TakenOut> {
    const code = await vault().save(grant, file, pdf);
    log('taken_out', { what: pdf === null ? 'export' : 'print', saved: code === null });
    return code === null ? done('saved') : failed(code);
  }

  return {
    printers: async () =>
      (await window().webContents.getPrintersAsync()).slice(0, 100).map(({ name, displayName }) => ({
        name: name.slice(0, 300),
        words: (displayName || name).slice(0, 300),
      })),
    print: (grant, printer) =>
      alone(async () => {
        const file = printer === null ? await chosenFile('print') : null;
        if (printer === null && file === null) return done('cancelled');
        return run(grant, async (running) => {
          if (file !== null) return saved(grant, file, await running.toPdf());
          const taken = await running.toPrinter(printer!);
          log('taken_out', { what: 'print', saved: taken });
          return taken ? done('printed') : failed('print_failed');
        });
      }),
    export: (grant) =>
      alone(async () => {
        const file = await chosenFile('export');
        return file === null ? done('cancelled') : saved(grant, file, null);
      }),
    printReady: (page, code) => job?.hear(page, code),
    end: () => job?.end(),
  };
}
