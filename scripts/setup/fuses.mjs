/**
 * Electron's fuses: switches in the executable itself, which nobody can turn back at start. Every fuse that the
 * executable has is set; one that we do not know stops the packaging, until somebody has decided about it.
 */
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { join } from 'node:path';

/**
 * What each fuse must be. Only the inspector's differs: a test build is driven through it.
 * @returns {Record<string, boolean>} by the fuse's name
 */
export function wantedFuses(test) {
  return {
    RunAsNode: false,
    // Off: with it Chromium asks the system's keystore by itself, in main's own thread, before there is a window. There is
    // nothing to encrypt: every session is in memory, and no page has a cookie.
    EnableCookieEncryption: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: test,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    // Off: WebAssembly checks its bounds in code and installs no signal handler. The page runs none.
    WasmTrapHandlers: false,
  };
}

/** '1' is on, '0' off, 'r' removed by a newer Electron. */
const letters = { 48: false, 49: true };

/** Reads back every fuse that an executable has, by name; a removed one is left out. */
export async function readFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  const states = {};
  for (const [index, state] of Object.entries(wire)) {
    if (index !== 'version' && state in letters) states[FuseV1Options[index] ?? `fuse ${index}`] = letters[state];
  }
  return states;
}

/** Sets every fuse that the executable has, and throws where it has one that is not decided above. */
export async function setFuses(executable, test) {
  const wanted = wantedFuses(test);
  const settings = {};
  for (const index of Object.keys(await getCurrentFuseWire(executable))) {
    if (index === 'version') continue;
    const name = FuseV1Options[index];
    if (name === undefined || !(name in wanted)) throw new Error(`Fuse ${index} of ${executable} is not decided.`);
    settings[index] = wanted[name];
  }
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    strictlyRequireAllFuses: Object.keys(settings).length === Object.keys(wanted).length,
    ...settings,
  });
}

function executableIn({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${productFilename}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${productFilename}.exe`);
  return join(appOutDir, packager.executableName);
}

/** The hook that electron-builder calls after it has put a package together, before anything is signed. */
export default async function afterPack(context) {
  await setFuses(executableIn(context), process.env.CANDOUR_TEST_PACKAGE === '1');
}
