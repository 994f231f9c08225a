/**
 * What the machine itself must bring: the system libraries that Chromium is linked against, a display to draw on, and
 * an ordinary user to run as, since Chromium's sandbox refuses root.
 *
 * Plain JavaScript, because it must also run on Node 20.19, before Node 24 has been put on the path.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Debian's names. The fonts are for readable screenshots, the rest for a running window and a keystore. */
const packages = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libgbm1',
  'libasound2',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'fonts-dejavu-core',
  'dbus',
  'gnome-keyring',
  'libsecret-1-0',
  // gdbus, by which the shell hears logind.
  'libglib2.0-bin',
];

const user = 'candour-run';

const isRoot = () => process.getuid?.() === 0;

/** Since the 64-bit time change, newer Debians and Ubuntus carry some of these libraries under a name that ends in t64. */
const newName = (name) => `${name}t64`;

function nameHere(name) {
  const shown = spawnSync('apt-cache', ['show', newName(name)], { stdio: 'ignore' });
  return shown.status === 0 ? newName(name) : name;
}

function installed(name) {
  return [name, newName(name)].some((candidate) => {
    const answer = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}', candidate], { encoding: 'utf8' });
    return answer.status === 0 && answer.stdout.startsWith('ii');
  });
}

/** The names of those packages (and `more`) that this Debian or Ubuntu lacks; undefined on any other system. */
export function missingPackages(more = []) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return undefined;
  return [...packages, ...more].filter((name) => !installed(name));
}

/**
 * Installs what is missing where it may, else prints the exact command.
 * @param {string[]} more further Debian packages that the caller needs
 * @returns {boolean} whether everything is there now
 */
export function ensureSystemLibraries(more = []) {
  const missing = missingPackages(more);
  if (missing === undefined) {
    if (process.platform === 'linux') {
      console.log(`Not a Debian or Ubuntu: please see that these libraries are there: ${packages.join(' ')}`);
    }
    return true;
  }
  if (missing.length === 0) return true;
  const wanted = () => missing.map(nameHere);
  if (!isRoot()) {
    console.log(`Missing system libraries. Please run:\n\n  sudo apt-get install -y ${wanted().join(' ')}\n`);
    return false;
  }
  console.log(`Installing system libraries: ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', ['-q', '-o', 'Dpkg::Use-Pty=0', ...args], { env, encoding: 'utf8', timeout: 15 * 60 * 1000 });
  const install = () => apt('install', '-y', '--no-install-recommends', ...wanted());
  let answer = install();
  if (answer.status !== 0) {
    apt('update');
    answer = install();
  }
  const left = missingPackages(more) ?? [];
  if (left.length > 0) {
    console.error(`${answer.stderr ?? ''}\nCould not install ${left.join(' ')}. Please run:\n`);
    console.error(`  apt-get update && apt-get install -y ${left.map(nameHere).join(' ')}\n`);
  }
  return left.length === 0;
}

/**
 * How to run a program as an ordinary user. As root: the user `candour-run` (made when absent) by `setpriv`;
 * otherwise: as whoever we are.
 * @returns {{uid: number, gid: number, prefix: string[]}} `prefix` goes before the command and may be empty
 */
export function ordinaryUser() {
  if (!isRoot()) return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1, prefix: [] };
  const id = (flag) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    id('-u');
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', user]);
  }
  const [uid, gid] = [id('-u'), id('-g')];
  return { uid, gid, prefix: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--'] };
}

/**
 * Whether that user may make a user namespace, on which Chromium's sandbox rests where its set-user-id helper is not
 * installed.
 */
export function namespacesAllowed() {
  if (process.platform !== 'linux') return true;
  const { prefix } = ordinaryUser();
  const [command, ...args] = [...prefix, 'unshare', '--user', '--map-root-user', 'true'];
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const ok = ensureSystemLibraries();
  console.log(JSON.stringify({ ok, user: ordinaryUser(), namespaces: namespacesAllowed() }));
  process.exitCode = ok ? 0 : 1;
}
