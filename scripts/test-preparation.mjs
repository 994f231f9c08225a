/** What every suite needs first: the system's libraries, an Electron, and the app packaged in its three flavours. */
import { run } from './setup/dependencies.mjs';

/** Answers whether all is there; what is missing has been said. */
export async function prepareSuites() {
  // Imported late: on a fresh machine their own packages have only just been installed.
  const { ensureSystemLibraries } = await import('./setup/system.mjs');
  const { electronRuntime } = await import('./setup/electron-runtime.mjs');
  if (!ensureSystemLibraries(['postgresql', 'age', 'imagemagick', 'poppler-utils', 'qpdf'])) return false;
  await electronRuntime();
  for (const flavour of [[], ['--test'], ['--test', '--demonstration']])
    if ((await run(['scripts/package.ts', ...flavour])) !== 0) return false;
  return true;
}
