/** The workstation begins here: a list of its parts. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, nativeTheme, powerMonitor, session } from 'electron';
import { deviceSecret } from './device-secret.ts';
import type { VaultStart } from '../../shared/bridge/vault-start.ts';
import { readDemonstrationSetUp, setUpOnly } from './demonstration.ts';
import { confinePages, confineSession, refuseUnknownSwitches } from './hardening.ts';
import { lockByItself } from './locking.ts';
import { log, openLog } from './log.ts';
import { setMenu } from './menu.ts';
import { openPreferences } from './preferences.ts';
import { openProfile } from './profile.ts';
import { declareScheme, servePage } from './protocol.ts';
import { isSandboxed } from './sandbox.ts';
import { openShellCalls } from './shell-calls.ts';
import { readSwitches } from './switches.ts';
import { endOnUnforeseenError } from './unforeseen.ts';
import { startVaultProcess } from './vault-process.ts';
import { openWorkstation } from './workstation.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const switches = readSwitches(process.argv.slice(1), process.platform);
refuseUnknownSwitches(switches);

endOnUnforeseenError();

const profile = openProfile(switches.profile);
if (!app.requestSingleInstanceLock()) app.exit(0);
app.enableSandbox();
confinePages();
declareScheme();

function begin(): void {
  openLog(join(profile, 'logs'));
  log('started', { version: app.getVersion(), electron: process.versions.electron ?? null });

  const preferences = openPreferences(profile, new Date());
  nativeTheme.themeSource = preferences.read().theme;

  // No `persist:` in its name: Chromium keeps this session in memory, and nothing of it on disk.
  const pages = session.fromPartition('candour', { cache: false });
  confineSession(pages);
  servePage(pages, join(folder, 'renderer'));

  const demonstrationSetUp = readDemonstrationSetUp(switches.demonstration);
  const vaultFolder = join(folder, 'vault');
  const vaultStart = (threads: VaultStart['threads']): VaultStart => ({
    kind: 'start',
    profile,
    deviceSecret: deviceSecret(profile),
    hub: demonstrationSetUp?.hub ?? preferences.read().hub,
    demonstration: __DEMONSTRATION__,
    demonstrationSetUp,
    threads,
  });
  if (__DEMONSTRATION__ && switches.setUpOnly && demonstrationSetUp !== null) {
    setUpOnly(startVaultProcess(vaultFolder, vaultStart), demonstrationSetUp, (code) => app.exit(code));
    return;
  }

  const workstation = openWorkstation({
    session: pages,
    folder,
    vaultFolder,
    vaultStart,
    bounds: () => preferences.read().bounds,
    rememberBounds: (bounds) => void preferences.write({ bounds }),
  });

  openShellCalls({
    'shell.connect': (_nothing, page) => workstation.connect(page),
    'shell.preferences.read': () => preferences.read(),
    'shell.preferences.write': (change) => {
      const changed = preferences.write(change);
      nativeTheme.themeSource = changed.theme;
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
  });

  setMenu(
    () => void workstation.lock('asked'),
    () => void workstation.quit(),
  );
  lockByItself(powerMonitor, setInterval, (reason) => void workstation.lock(reason));

  app.on('second-instance', () => workstation.focus());
  // However the app is asked to leave, what was typed is committed first.
  app.on('before-quit', (event) => {
    event.preventDefault();
    void workstation.quit();
  });
}

// Not awaited: Electron becomes ready only after this file has run to its end.
void app.whenReady().then(begin);
