/** The workstation begins here: a list of its parts. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, nativeTheme, powerMonitor, safeStorage, session } from 'electron';
import type { VaultStart } from '../../shared/bridge/vault-start.ts';
import { keepAttention } from './attention.ts';
import { boards } from './boards.ts';
import { keepCopies } from './copies.ts';
import { switchCoresOff } from './core-limit.ts';
import { readDemonstrationSetUp, setUpOnly } from './demonstration.ts';
import { deviceSecret } from './device-secret.ts';
import { followFront } from './front.ts';
import { openFilesWindows } from './files-window.ts';
import { confinePages, confineSessions, refuseUnknownSwitches } from './hardening.ts';
import { keystoreUnlocking } from './keystore-unlocking.ts';
import { lockByItself, lockUnderCover } from './locking.ts';
import { log, openLog } from './log.ts';
import { listenToLogind } from './logind.ts';
import { setMenu } from './menu.ts';
import { notify } from './notification.ts';
import { openPeople } from './people.ts';
import { languageOf, openPreferences } from './preferences.ts';
import { openProfile } from './profile.ts';
import { guardPrinting } from './print-guard.ts';
import { declareScheme, servePage } from './protocol.ts';
import { type PolicyInForce, policyOrWords } from './refused-policy.ts';
import { openShellCalls } from './shell-calls.ts';
import { shellHandlers } from './shell-handlers.ts';
import { delaySleep } from './sleep-delay.ts';
import { readSwitches } from './switches.ts';
import { openTakingOut } from './taking-out.ts';
import { endOnUnforeseenError } from './unforeseen.ts';
import { startVaultProcess } from './vault-process.ts';
import { type Say, wordsIn } from './words.ts';
import { openWorkstation, type Workstation } from './workstation.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const switches = readSwitches(process.argv.slice(1), process.platform);
refuseUnknownSwitches(switches);

endOnUnforeseenError();

const profile = openProfile(switches.profile);
if (!app.requestSingleInstanceLock()) app.exit(0);
// Fields for dates are read day first, whatever language the system speaks.
app.commandLine.appendSwitch('lang', 'en-GB');
app.enableSandbox();
confinePages();
guardPrinting();
confineSessions();
declareScheme();

function begin(): void {
  openLog(join(profile, 'logs'));
  log('started', { version: app.getVersion(), electron: process.versions.electron ?? null });
  switchCoresOff();
  const inForce = policyOrWords(switches.policy, wordsIn(languageOf(profile)));
  if (inForce !== undefined) open(inForce);
}

function open(inForce: PolicyInForce): void {
  const { policy } = inForce;
  const preferences = openPreferences(profile, new Date());
  nativeTheme.themeSource = preferences.read().theme;
  const say: Say = (message, values) => wordsIn(preferences.read().language)(message, values);

  // No `persist:` in its name: Chromium keeps this session in memory, and nothing of it on disk.
  const pages = session.fromPartition('candour', { cache: false });
  servePage(pages, join(folder, 'renderer'));

  const people = openPeople(profile, policy.showLastUser);
  const copies = keepCopies(boards(), policy.clipboardClearSeconds);
  followFront(copies);

  const demonstrationSetUp = readDemonstrationSetUp(switches.demonstration);
  const vaultFolder = join(folder, 'vault');
  const vaultStart = async (threads: VaultStart['threads']): Promise<VaultStart> => ({
    kind: 'start',
    profile: people.folder(),
    deviceSecret: await deviceSecret(people.folder(), policy.passphraseOnly || __DEMONSTRATION__),
    hub: policy.hubAddress ?? demonstrationSetUp?.hub ?? preferences.read().hub,
    policy: {
      hubAddress: policy.hubAddress,
      hubAuthority: policy.hubAuthority,
      hubKeys: policy.hubKeys,
      recoveryRecipient: policy.recoveryRecipient,
      signInIssuer: policy.signInIssuer,
      destroySlotAfterTenTries: policy.destroySlotAfterTenTries,
      allowExport: policy.allowExport,
      allowBundles: policy.allowBundles,
      allowPrint: policy.allowPrint,
      showLastUser: policy.showLastUser,
    },
    demonstration: __DEMONSTRATION__,
    demonstrationSetUp,
    threads,
  });
  if (__DEMONSTRATION__ && switches.setUpOnly && demonstrationSetUp !== null) {
    setUpOnly(startVaultProcess(vaultFolder, vaultStart), demonstrationSetUp, (code) => app.exit(code));
    return;
  }

  // Both are called only once there is something to lock.
  const lock: Workstation['lock'] = (reason) => workstation.lock(reason);
  const cover = lockUnderCover(policy.coverLockSeconds, (reason) => void lock(reason));
  const sleep = delaySleep();
  const workstation = openWorkstation({
    session: pages,
    folder,
    vaultFolder,
    vaultStart,
    bounds: () => preferences.read().bounds,
    rememberBounds: (bounds) => void preferences.write({ bounds }),
    onClosing() {
      takingOut.end();
      files.hide();
    },
    onLeaving() {
      files.end();
      cover.forget();
      return copies.clear();
    },
    onGone: sleep.gone,
  });

  const takingOut = openTakingOut({
    session: pages,
    folder,
    vault: () => workstation.vault(),
    window: () => workstation.window(),
    today: () => new Date(),
    language: () => preferences.read().language,
    say,
  });

  const files = openFilesWindows({
    session: pages,
    folder,
    bounds: () => preferences.read().filesBounds,
    rememberBounds: (filesBounds) => void preferences.write({ filesBounds }),
    first: () => workstation.window(),
    onPageGone: () => void lock('page_gone'),
  });

  // Who looks at the window sees the line in it.
  const attention = keepAttention(() => {
    if (!workstation.window().isFocused()) notify(say, () => workstation.focus());
  });
  const unlockKeystore = keystoreUnlocking(switches.passwordStore, () => void lock('keystore_opened'));
  const showMenu = () =>
    setMenu(
      say,
      () => void lock('asked'),
      () => void workstation.quit(),
      (id) => tellFront('command', { id }),
    );
  showMenu();
  openShellCalls(
    shellHandlers({
      workstation,
      preferences,
      inForce,
      people,
      copies,
      cover,
      takingOut,
      files,
      attention,
      say,
      showMenu,
      unlockKeystore,
    }),
    (name, page) => files.mayAsk(name, page),
  );
  lockByItself(
    powerMonitor,
    setInterval,
    policy.idleLockMinutes,
    (reason) => void lock(reason),
    (seconds) => workstation.window().webContents.send('shell-notice', { notice: 'locking', payload: { seconds } }),
  );
  listenToLogind((reason) => {
    const locked = lock(reason);
    if (reason === 'suspend') sleep.coming(locked);
  }, sleep.over);

  function tellFront(notice: string, payload: object): void {
    const front = files.inFront() ?? workstation.window();
    front.webContents.send('shell-notice', { notice, payload });
  }
  app.on('accessibility-support-changed', (_event, assistive) => {
    workstation.window().webContents.send('shell-notice', { notice: 'access', payload: { assistive } });
  });
  app.on('second-instance', () => workstation.focus());
  // However the app is asked to leave, what was typed is committed first.
  app.on('before-quit', (event) => {
    event.preventDefault();
    void workstation.quit();
  });
}

/** Waits for the person's answer to the system, while the workstation that started this goes on. */
function answerForKeystore(): void {
  app.exit(safeStorage.isEncryptionAvailable() ? 0 : 1);
}

// Not awaited: Electron becomes ready only after this file has run to its end.
void app.whenReady().then(switches.askKeystore ? answerForKeystore : begin);
