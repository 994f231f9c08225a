/** What no page, switch or link may do. Each rule is checked by a test of its own in test/security/shell-*.test.ts. */
import { app, type Session, type WebContents } from 'electron';
import { pageOrigin } from './assets.ts';
import { log } from './log.ts';
import type { Switches } from './switches.ts';

/** The exit code for a command line that we do not start with (EX_USAGE of sysexits.h). */
export const refusedCommandLine = 64;

/**
 * Ends a release build that was given a switch it does not know, before Chromium acts on it. A test build is driven
 * through the inspector and is never shipped.
 */
export function refuseUnknownSwitches(switches: Switches): void {
  if (__TEST_BUILD__ || switches.unknown.length === 0) return;
  process.stderr.write(`Candour does not start with these switches: ${switches.unknown.join(', ')}\n`);
  process.exit(refusedCommandLine);
}

/** Applies to every page, whoever made it: it stays where it is and opens nothing. */
export function confinePages(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const deny = (what: string) => (event: { preventDefault(): void }) => {
      event.preventDefault();
      log('page_denied', { what });
    };
    contents.on('will-navigate', deny('navigation'));
    contents.on('will-frame-navigate', deny('frame_navigation'));
    contents.on('will-redirect', deny('redirect'));
    contents.on('will-attach-webview', deny('webview'));
    contents.setWindowOpenHandler(() => {
      log('page_denied', { what: 'window' });
      return { action: 'deny' };
    });
  });
}

/** Applies to every session as soon as it is made, the one that Chromium makes for itself too. Before the app is ready. */
export function confineSessions(): void {
  app.on('session-created', confineSession);
}

/** No permission, no device, no download, no request to anywhere but our own files. */
export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  // Switched off is not enough: a session that was made with a language fetches its dictionary from Google all the same.
  session.setSpellCheckerDictionaryDownloadURL(`${pageOrigin}/no-dictionaries/`);
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => {
    event.preventDefault();
    log('page_denied', { what: 'download' });
  });
  for (const event of ['select-serial-port', 'select-hid-device', 'select-usb-device'] as const) {
    // The three share a shape, but not a signature that the compiler could use for all.
    (session as NodeJS.EventEmitter).on(event, (chosen: Event) => chosen.preventDefault());
  }
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const ours = url.startsWith(`${pageOrigin}/`) || url.startsWith(`blob:${pageOrigin}/`);
    const cancel = !(ours || (__TEST_BUILD__ && url.startsWith('devtools:')));
    if (cancel) log('page_denied', { what: 'request' });
    answer({ cancel });
  });
}
