/** The one way in which windows are made: the one that people see, and the hidden one of a print. */
import { join } from 'node:path';
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  nativeTheme,
  type Rectangle,
  screen,
  type Session,
} from 'electron';
import type { LanguageChoice, WindowBounds } from '../../shared/bridge/shell.ts';
import { firstPage, printPage } from './assets.ts';
import { onSomeScreen } from './placement.ts';

/** The page's ground before its first paint: the canvas tokens of the visual language. */
const ground = () => (nativeTheme.shouldUseDarkColors ? '#13181D' : '#F4F6F8');

export const smallest = { width: 640, height: 480 };

/** @param preload the built preload */
export function windowOptions(session: Session, preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Candour',
    show: false,
    minWidth: smallest.width,
    minHeight: smallest.height,
    backgroundColor: ground(),
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: __TEST_BUILD__,
    },
  };
}

function placed({ x, y, width, height }: WindowBounds): Partial<Rectangle> {
  if (x === undefined || y === undefined) return { width, height };
  const bounds = { x, y, width, height };
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  return onSomeScreen(bounds, areas) ? bounds : { width, height };
}

/** What holds for both: out of screenshots and shared screens, and no report's word in the task bar. */
function conceal(window: BrowserWindow): BrowserWindow {
  window.setMenuBarVisibility(false);
  // Linux has no such thing; there the page shows a watermark.
  window.setContentProtection(true);
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}

/** Makes a window with a page in it; it is shown by itself at its first paint. */
export function openWindow(session: Session, folder: string, bounds: WindowBounds, address = firstPage): BrowserWindow {
  const preload = join(folder, 'preload', 'index.cjs');
  const window = conceal(new BrowserWindow({ ...windowOptions(session, preload), ...placed(bounds) }));
  window.once('ready-to-show', () => {
    if (bounds.maximised) window.maximize();
    window.show();
  });
  void window.loadURL(address);
  return window;
}

/** Makes the window of a print: the same session, protocol and protections, a bridge of its own, and never shown. */
export function openPrintWindow(session: Session, folder: string, language: LanguageChoice): BrowserWindow {
  const preload = join(folder, 'print-preload', 'print.cjs');
  const window = conceal(new BrowserWindow({ ...windowOptions(session, preload), skipTaskbar: true }));
  void window.loadURL(language === 'system' ? printPage : `${printPage}#${language}`);
  return window;
}

/** Where a window would have to be opened again. */
export function boundsOf(window: BrowserWindow): WindowBounds {
  const { x, y, width, height } = window.getNormalBounds();
  return {
    x,
    y,
    width: Math.max(smallest.width, width),
    height: Math.max(smallest.height, height),
    maximised: window.isMaximized(),
  };
}
