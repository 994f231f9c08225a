/** The second window: files of a report and nothing else. It is covered, locked and left with the first. */
import type { BrowserWindow, Session, WebContents } from 'electron';
import type { FilesShown, ShellCallName, WindowBounds } from '../../shared/bridge/shell.ts';
import { filesPage } from './assets.ts';
import { log } from './log.ts';
import { boundsOf, openWindow } from './windows.ts';

/** What the second window may ask of main: it neither takes anything out, nor chooses a person, nor a hub. */
const filesCalls: ReadonlySet<ShellCallName> = new Set<ShellCallName>([
  'shell.connect',
  'shell.preferences.read',
  'shell.lock',
  'shell.about',
  'shell.policy',
  'shell.copy',
  'shell.cover',
  'shell.files.shown',
]);

const usual: WindowBounds = { width: 900, height: 900, maximised: false };
const nothing: FilesShown = { caseId: null, attachment: null };

export interface FilesWindowParts {
  readonly session: Session;
  readonly folder: string;
  readonly bounds: () => WindowBounds | null;
  readonly rememberBounds: (bounds: WindowBounds) => void;
  /** The first window, which hears what becomes of this one. */
  readonly first: () => BrowserWindow;
  /** Its page fell over: the vault then remembers which file did it. */
  readonly onPageGone: () => void;
}

export interface FilesWindow {
  /** Shows this, in a new window only with `open`. Answers whether there is one. */
  show(shown: FilesShown, open: boolean): { open: boolean };
  shown(): FilesShown;
  /** The window while it has the focus. */
  inFront(): BrowserWindow | undefined;
  /** Whether a page may ask for this call: every other page than the second window's may ask for all. */
  mayAsk(name: ShellCallName, page: WebContents): boolean;
  /** Takes it out of sight while the workstation is covered; covered from here, the first page covers itself too. */
  cover(covered: boolean, by: WebContents): void;
  /** At once, when a lock or the way out begins; what was typed there is still saved. */
  hide(): void;
  /** Ends the window and its process: nothing of the case stays in it. */
  end(): void;
}

export function openFilesWindows(parts: FilesWindowParts): FilesWindow {
  let window: BrowserWindow | undefined;
  let shown = nothing;
  /** Covered, or locking: it stays out of sight even where its first paint comes only now. */
  let hidden = false;

  const tell = (whom: BrowserWindow, notice: string, payload: object = {}) => {
    if (!whom.isDestroyed()) whom.webContents.send('shell-notice', { notice, payload });
  };

  function open(): void {
    const made = openWindow(parts.session, parts.folder, parts.bounds() ?? usual, filesPage);
    window = made;
    made.on('show', () => hidden && made.hide());
    made.on('close', () => parts.rememberBounds(boundsOf(made)));
    made.on('closed', () => {
      if (window !== made) return;
      window = undefined;
      shown = nothing;
      tell(parts.first(), 'files.closed');
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (window !== made) return;
      log('page_gone', { reason });
      parts.onPageGone();
    });
  }

  return {
    show(what, mayOpen) {
      if (window === undefined && !mayOpen) return { open: false };
      shown = what;
      if (window === undefined) open();
      else {
        tell(window, 'files.show', what);
        if (mayOpen) {
          if (window.isMinimized()) window.restore();
          window.focus();
        }
      }
      return { open: true };
    },
    shown: () => shown,
    inFront: () => (window?.isFocused() === true ? window : undefined),
    mayAsk: (name, page) => window === undefined || page !== window.webContents || filesCalls.has(name),
    cover(covered, by) {
      hidden = covered;
      if (window === undefined) return;
      if (covered) window.hide();
      else window.showInactive();
      if (covered && by === window.webContents) tell(parts.first(), 'files.covered');
    },
    hide() {
      hidden = true;
      window?.hide();
    },
    end() {
      const ended = window;
      window = undefined;
      shown = nothing;
      hidden = false;
      if (ended === undefined || ended.isDestroyed()) return;
      parts.rememberBounds(boundsOf(ended));
      ended.webContents.forcefullyCrashRenderer();
      ended.destroy();
    },
  };
}
