/** Which packages of the lock file are in the app: bundled into it, shipped beside the bundles, or Electron itself. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { listFolder } from './module-list.ts';
import { type Lock, type Locked, nameAt, type Project } from './project.ts';

export interface AppPackage {
  /** Its path in the lock file, which is also where it is installed. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** As the package says it: an SPDX expression, if it keeps to the rule. */
  readonly licence: string;
  /** `sha512-` and base64, of the archive that npm fetched. */
  readonly integrity: string;
  /** The parts of the build that hold its code; `as it is` for a package that is copied, `runtime` for Electron. */
  readonly parts: readonly string[];
}

/** Modules by part of the build, as `moduleList` writes them. */
export type ModuleLists = ReadonlyMap<string, readonly string[]>;

const parts = ['main', 'preload', 'renderer', 'vault'];

/** Throws where a part of the build has no list: then nobody knows what is in it. */
export async function readModuleLists(built: string): Promise<ModuleLists> {
  const folder = join(built, listFolder);
  const files = await readdir(folder).catch((): string[] => []);
  const missing = parts.filter((part) => !files.includes(`${part}.json`));
  if (missing.length > 0) throw new Error(`${folder} has no list of modules of ${missing.join(', ')}: build anew.`);
  const lists = parts.map(async (part) => {
    const list = z.array(z.string()).parse(JSON.parse(await readFile(join(folder, `${part}.json`), 'utf8')));
    return [part, list] as const;
  });
  return new Map(await Promise.all(lists));
}

/**
 * The path in the lock file of the package that a module belongs to; undefined for our own. What the bundler adds by
 * itself (`rolldown/runtime.js`, `vite/preload-helper.js`) belongs to the bundler.
 */
export function packageOf(module: string): string | undefined {
  const inFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0];
  if (inFolder !== undefined) return inFolder;
  if (/^(electron|renderer|shared|resources)\//.test(module)) return undefined;
  return `node_modules/${module.startsWith('__vite') ? 'vite' : module.split('/')[0]}`;
}

/** Where Node would find a package from the place of another; undefined where it is not locked. */
export function resolveFrom(lock: Lock, from: string, name: string): string | undefined {
  // The package's own folder, then that of each package around it, then the project's.
  const above = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/'))).replace(/\/$/, '');
  const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (path in lock.packages) return path;
  return from === '' ? undefined : resolveFrom(lock, above, name);
}

/** Everything that a package asks for at run time and that is locked. */
export function dependenciesOf(lock: Lock, path: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies } = lock.packages[path] as Locked;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return names.map((name) => resolveFrom(lock, path, name)).filter((found) => found !== undefined);
}

/** Names that the packager leaves out, read from its own recipe: lines that exclude a whole `node_modules/<name>`. */
export function leftOut(recipe: string): string[] {
  return [...recipe.matchAll(/^\s*- '!\*\*\/node_modules\/((?:@[^/'*]+\/)?[^/'*]+)\/\*\*'\s*$/gm)].map(
    ([, name]) => name!,
  );
}

/** What the packager copies: `dependencies` and all they ask for, as far as this system has them installed. */
export function shippedAsTheyAre(
  { manifest, lock }: Project,
  out: readonly string[],
  installed: (path: string) => boolean,
) {
  const found = new Set<string>();
  const waiting = Object.keys(manifest.dependencies).map((name) => `node_modules/${name}`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path) || out.includes(nameAt(path)) || !installed(path)) continue;
    found.add(path);
    if (lock.packages[path]) waiting.push(...dependenciesOf(lock, path));
  }
  return [...found].sort();
}

/** All packages of the app, sorted by path. Throws on a module whose package the lock file does not know. */
export function appPackages(lock: Lock, lists: ModuleLists, shipped: readonly string[]): AppPackage[] {
  const holders = new Map<string, Set<string>>();
  const hold = (path: string, part: string) => holders.set(path, (holders.get(path) ?? new Set()).add(part));
  for (const [part, modules] of lists) {
    for (const module of modules) {
      const path = packageOf(module);
      if (path === undefined) continue;
      if (!(path in lock.packages)) throw new Error(`${module} is in ${part}, and no locked package holds it.`);
      hold(path, part);
    }
  }
  for (const path of shipped) hold(path, 'as it is');
  hold('node_modules/electron', 'runtime');
  return [...holders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, held]) => {
      const { version = '', license = '', integrity = '' } = lock.packages[path] as Locked;
      return { path, name: nameAt(path), version, licence: license, integrity, parts: [...held].sort() };
    });
}

/** The packages of the app that was built into a folder. */
export async function packagesInBuild(root: string, project: Project, built: string): Promise<AppPackage[]> {
  const out = leftOut(await readFile(join(root, 'electron-builder.yml'), 'utf8'));
  const shipped = shippedAsTheyAre(project, out, (path) => existsSync(join(root, path)));
  return appPackages(project.lock, await readModuleLists(built), shipped);
}
