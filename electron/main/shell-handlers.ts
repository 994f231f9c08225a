/** What main does for each call of the page. */
import { app, nativeTheme } from 'electron';
import { chooseBackup, chooseBundleIn, chooseBundleOut, chooseFolder } from './choose-place.ts';
import type { Copies } from './copies.ts';
import type { FilesWindow } from './files-window.ts';
import type { Attention } from './attention.ts';
import type { CoverClock } from './locking.ts';
import type { KnownPeople } from './people.ts';
import type { KeptPreferences } from './preferences.ts';
import type { PolicyInForce } from './refused-policy.ts';
import { isSandboxed } from './sandbox.ts';
import type { ShellHandlers } from './shell-calls.ts';
import type { TakingOut } from './taking-out.ts';
import type { Say } from './words.ts';
import type { Workstation } from './workstation.ts';

export interface ShellParts {
  readonly workstation: Workstation;
  readonly preferences: KeptPreferences;
  readonly inForce: PolicyInForce;
  readonly people: KnownPeople;
  readonly copies: Copies;
  readonly cover: CoverClock;
  readonly takingOut: TakingOut;
  readonly files: FilesWindow;
  readonly attention: Attention;
  /** In the language that is chosen now. */
  readonly say: Say;
  /** The application's menu, in that language. */
  readonly showMenu: () => void;
  readonly unlockKeystore: () => Promise<{ opened: boolean }>;
}

export function shellHandlers(parts: ShellParts): ShellHandlers {
  const { workstation, preferences, inForce, people, copies, cover, takingOut, files, attention, say } = parts;
  const { policy, file, fields } = inForce;
  return {
    'shell.connect': (_nothing, page) => workstation.connect(page),
    'shell.preferences.read': () => preferences.read(),
    'shell.preferences.write': (change) => {
      const changed = preferences.write(policy.hubAddress === null ? change : { ...change, hub: policy.hubAddress });
      nativeTheme.themeSource = changed.theme;
      if (change.language !== undefined) parts.showMenu();
      return changed;
    },
    'shell.lock': () => void workstation.lock('asked'),
    'shell.quit': () => void workstation.quit(),
    'shell.about': (_nothing, page) => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      sandboxed: isSandboxed(page.getOSProcessId()),
      demonstration: __DEMONSTRATION__,
    }),
    'shell.policy': () => ({
      ...policy,
      file,
      fromFile: [...fields],
      // Windows and macOS keep the window out of screenshots; see windows.ts.
      watermark: process.platform === 'linux',
    }),
    'shell.copy': ({ text, reference }) => copies.copy(text, reference),
    'shell.cover': ({ covered }, page) => {
      files.cover(covered, page);
      cover.covered(covered);
    },
    'shell.access': () => ({ assistive: app.isAccessibilitySupportEnabled() }),
    'shell.files.show': ({ shown, open }) => files.show(shown, open),
    'shell.files.shown': () => files.shown(),
    'shell.attention': (state) => attention.tell(state),
    'shell.attention.needed': () => attention.needed(),
    'shell.attention.kept': () => ({ unacknowledged: attention.kept() }),
    'shell.keystore.unlock': () => parts.unlockKeystore(),
    'shell.people': () => people.list(),
    'shell.people.choose': ({ id }) => {
      attention.forget();
      void workstation.handOver(() => people.choose(id));
    },
    'shell.people.add': () => {
      attention.forget();
      void workstation.handOver(() => people.add());
    },
    'shell.people.called': ({ name }) => people.called(name),
    'shell.printers': () => takingOut.printers(),
    'shell.print': ({ grant, printer }) => takingOut.print(grant, printer),
    'shell.export': ({ grant }) => takingOut.export(grant),
    'shell.print.ready': ({ code }, page) => takingOut.printReady(page, code),
    'shell.choose.folder': (_nothing, page) => chooseFolder(page, say),
    'shell.choose.backup': (_nothing, page) => chooseBackup(page, say),
    'shell.choose.bundleOut': async ({ what }, page) => {
      const file = await chooseBundleOut(page, what, new Date(), say);
      if (file !== null) await workstation.vault().chosen(file);
      return file;
    },
    'shell.choose.bundleIn': (_nothing, page) => chooseBundleIn(page, say),
  };
}
