/** The window and the vault behind it, which live and die together: locking ends both and begins anew. */
import { app, type BrowserWindow, type Session, type WebContents } from 'electron';
import type { WindowBounds } from '../../shared/bridge/shell.ts';
import type { VaultStart } from '../../shared/bridge/vault-start.ts';
import type { LockReason } from './locking.ts';
import { log } from './log.ts';
import { startVaultProcess, type VaultProcess } from './vault-process.ts';
import { boundsOf, openWindow } from './windows.ts';

export interface WorkstationParts {
  readonly session: Session;
  /** Of the build: holds main, preload, vault and renderer. */
  readonly folder: string;
  readonly vaultFolder: string;
  readonly vaultStart: (threads: VaultStart['threads']) => Promise<VaultStart>;
  readonly bounds: () => WindowBounds;
  readonly rememberBounds: (bounds: WindowBounds) => void;
  /** Runs first when a lock or the way out begins: whatever else shows a case goes too. */
  readonly onClosing: () => void;
  /** Runs as soon as the vault has gone, by a lock or on the way out. */
  readonly onLeaving: () => Promise<void>;
  /** Runs when a lock has ended vault and page; the next ones are not there yet. */
  readonly onGone: () => void;
}

export interface Workstation {
  lock(reason: LockReason): Promise<void>;
  /** Locks, so that the next vault is another person's. `change` says whether there is anything to change. */
  handOver(change: () => boolean): Promise<void>;
  /** Commits drafts, then leaves. */
  quit(): Promise<void>;
  connect(page: WebContents): void;
  /** The vault that is there now. */
  vault(): VaultProcess;
  /** The window that is there now. */
  window(): BrowserWindow;
  focus(): void;
}

/** A window that does not come up must not keep the old one. */
const shownLimit = 5000;
const pageTries = 3;
const clipboardLimit = 500;

function shownOrLate(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    window.once('show', () => resolve());
    window.once('closed', () => resolve());
    window.webContents.once('render-process-gone', () => resolve());
    setTimeout(resolve, shownLimit);
  });
}

export function openWorkstation(parts: WorkstationParts): Workstation {
  let vault: VaultProcess = start();
  let window: BrowserWindow = show(parts.bounds());
  let locking: Promise<void> | undefined;
  let leaving = false;

  function start(): VaultProcess {
    return startVaultProcess(parts.vaultFolder, parts.vaultStart);
  }

  function show(bounds: WindowBounds): BrowserWindow {
    const shown = openWindow(parts.session, parts.folder, bounds);
    shown.on('close', (event) => {
      parts.rememberBounds(boundsOf(shown));
      if (leaving) return;
      // The window goes only when what was typed in it is safe.
      event.preventDefault();
      void quit();
    });
    shown.webContents.on('render-process-gone', (_event, { reason }) => {
      if (shown !== window || locking || leaving) return;
      log('page_gone', { reason });
      void lock('page_gone');
    });
    return shown;
  }

  /** Gives whether the new page, too, has fallen over. */
  async function replaceWindow(bounds: WindowBounds): Promise<boolean> {
    const old = window;
    window = show(bounds);
    await shownOrLate(window);
    old.destroy();
    return window.webContents.isCrashed();
  }

  async function lockNow(reason: LockReason): Promise<void> {
    log('locking', { reason });
    parts.onClosing();
    await vault.flush();
    await vault.end();
    void parts.onLeaving();
    const bounds = boundsOf(window);
    parts.rememberBounds(bounds);
    // First its process, so that nothing of the page outlives the vault by as much as the next page takes to come up;
    // the old window stays, empty, until the new one is there, so that the desktop behind does not flash through.
    window.webContents.forcefullyCrashRenderer();
    parts.onGone();
    await parts.session.clearStorageData();
    await parts.session.clearCache();
    vault = start();
    for (let tries = 1; await replaceWindow(bounds); tries++) {
      // No accident any more; a fresh start of everything is better than a blank window.
      if (tries === pageTries) return void quit();
    }
    log('locked', { reason });
  }

  function lock(reason: LockReason): Promise<void> {
    if (leaving) return Promise.resolve();
    locking ??= lockNow(reason).finally(() => (locking = undefined));
    return locking;
  }

  async function handOver(change: () => boolean): Promise<void> {
    // A lock that is under way has begun the vault of the person who was there before.
    await locking;
    if (!leaving && change()) await lock('another_person');
  }

  async function quit(): Promise<void> {
    if (leaving) return;
    leaving = true;
    parts.onClosing();
    await locking;
    if (!window.isDestroyed()) parts.rememberBounds(boundsOf(window));
    await vault.flush();
    await vault.end();
    // Another program that holds the clipboard may be slow to answer, or hang.
    await Promise.race([parts.onLeaving(), new Promise((resolve) => setTimeout(resolve, clipboardLimit))]);
    log('quit');
    app.exit(0);
  }

  return {
    lock,
    handOver,
    quit,
    connect: (page) => vault.attach(page),
    vault: () => vault,
    window: () => window,
    focus() {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}
