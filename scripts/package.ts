/**
 * Packages the workstation as a folder that runs, `dist/<flavour>/linux-unpacked` (or the system's own name for it),
 * with every fuse set. Does nothing when nothing has changed.
 *
 *   node scripts/package.ts [--test] [--demonstration]
 *   node scripts/package.ts --installers        the installers of this system, from the official Electron only
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Configuration, build as electronBuild, Platform } from 'electron-builder';
import { build, type Flavour, flavourFrom, flavourName, root } from './build.ts';
import { electronRuntime, type ElectronRuntime } from './setup/electron-runtime.mjs';
import { inTurn } from './setup/turns.ts';

export interface PackagedApp {
  readonly executable: string;
  /** The folder that holds it. */
  readonly dir: string;
  readonly electron: ElectronRuntime;
  /** Of everything that went in. */
  readonly hash: string;
}

/** Changing what is here changes the package, though not the build. */
const recipe = ['electron-builder.yml', 'scripts/package.ts', 'scripts/setup/fuses.mjs'];

async function packageHash(builtHash: string, electron: ElectronRuntime): Promise<string> {
  const recipes = await Promise.all(recipe.map((file) => readFile(join(root, file), 'utf8')));
  const all = [builtHash, electron.version, String(electron.official), ...recipes];
  return createHash('sha256').update(all.join('\0')).digest('hex');
}

function executableIn(dir: string): string {
  if (process.platform === 'darwin') return join(dir, 'Candour.app', 'Contents', 'MacOS', 'Candour');
  return join(dir, process.platform === 'win32' ? 'Candour.exe' : 'candour');
}

/** Obtains Electron, builds, and packages where needed. Throws where one of these fails. */
export async function packageApp(flavour: Flavour): Promise<PackagedApp> {
  const name = flavourName(flavour);
  const [electron, built] = await Promise.all([electronRuntime(), build(flavour)]);
  const hash = await packageHash(built.hash, electron);
  const out = join(root, 'dist', name);
  await inTurn(join(root, 'dist', `.${name}.turn`), async () => {
    const held = await readFile(join(out, '.inputs'), 'utf8').catch(() => '');
    if (held !== hash) await assemble(flavour, electron, out, hash);
  });
  const unpacked = (await readdir(out)).find((entry) => entry.endsWith('-unpacked') || entry.startsWith('mac'));
  if (!unpacked) throw new Error(`Nothing was packaged in ${out}.`);
  const dir = join(out, unpacked);
  return { executable: executableIn(dir), dir, electron, hash };
}

/** What electron-builder.yml reads from its surroundings, and what depends on the runtime. */
function configuration(flavour: Flavour, electron: ElectronRuntime, output: string): Configuration {
  process.env.CANDOUR_FLAVOUR = flavourName(flavour);
  process.env.CANDOUR_TEST_PACKAGE = flavour.test ? '1' : '0';
  return { directories: { output }, electronDist: electron.dist, electronVersion: electron.version };
}

async function assemble(flavour: Flavour, electron: ElectronRuntime, out: string, hash: string): Promise<void> {
  const began = performance.now();
  // Put in place whole, so that nobody starts half a package.
  const work = `${out}.making-${process.pid}`;
  await rm(work, { recursive: true, force: true });
  try {
    await electronBuild({
      projectDir: root,
      targets: Platform.current().createTarget('dir'),
      publish: 'never',
      config: configuration(flavour, electron, work),
    });
    await writeFile(join(work, '.inputs'), hash);
    await rm(out, { recursive: true, force: true });
    await rename(work, out);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  console.log(`Packaged ${flavourName(flavour)} in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

/** Makes the installers that electron-builder.yml names for this system, in `dist/installers`. */
async function makeInstallers(): Promise<void> {
  const flavour: Flavour = { test: false, demonstration: false };
  const [electron] = await Promise.all([electronRuntime(), build(flavour)]);
  if (!electron.official) throw new Error('Installers are made from the official Electron only.');
  const output = join(root, 'dist', 'installers');
  await electronBuild({
    projectDir: root,
    targets: Platform.current().createTarget(),
    publish: 'never',
    config: configuration(flavour, electron, output),
  });
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  if (args.includes('--installers')) await makeInstallers();
  else {
    const { executable, electron } = await packageApp(flavourFrom(args));
    console.log(`${relative(root, executable)} on Electron ${electron.version}`);
  }
}
