/** How the packaged app is started: by whom, where its home is, and on which screen. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ensureDisplay } from './display.ts';
import { ordinaryUser } from './system.mjs';

/** What the keystore of a test knows itself by; it holds nothing but that test's device secret. */
const keystorePassword = 'correct horse battery staple';

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /**
   * `real` starts a session bus and a GNOME keyring, unlocked; `locked` the same keyring, to which nobody has given its
   * password; `absent` asks for one where there is no bus; otherwise Chromium's `basic_text`, which is no keystore. The keyring lies in `HOME`, which `env` may set.
   */
  readonly keystore?: 'none' | 'real' | 'locked' | 'absent';
  /** In which the app is started; absent: ours. */
  readonly umask?: string;
  /** Set where Playwright, which adds a switch of its own, will start the command. */
  readonly driven?: boolean;
}

/** Makes a folder that the ordinary user owns, mode 0700; beneath a path that this user may enter. */
export function ownedFolder(folder: string): string {
  const { uid, gid } = ordinaryUser();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (uid >= 0) chownSync(folder, uid, gid);
  return folder;
}

/** A new folder under the system's temporary one that the ordinary user owns. */
export function newFolder(name: string): string {
  return ownedFolder(mkdtempSync(join(tmpdir(), `candour-${name}-`)));
}

export interface Command {
  /** A script that runs the app as the ordinary user and takes the app's own arguments. */
  readonly script: string;
  readonly env: Record<string, string>;
}

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** Lines of a shell script that becomes the app, run as the ordinary user. */
function scriptLines(executable: string, { keystore, driven, umask }: Surroundings): string[] {
  const as = ordinaryUser().prefix.join(' ');
  const app = (store: string) => `${quoted(executable)} --password-store=${store} "$@"`;
  // Playwright, run as root, adds the switch that would take away what is tested here.
  const sift = 'for word; do shift; [ "$word" = --no-sandbox ] || set -- "$@" "$word"; done';
  const lines = ['#!/bin/sh', ...(umask === undefined ? [] : [`umask ${umask}`]), ...(driven ? [sift] : [])];
  if (keystore === 'absent') return [...lines, `exec ${as} ${app('gnome-libsecret')}`];
  if (keystore !== 'real' && keystore !== 'locked') return [...lines, `exec ${as} ${app('basic')}`];
  const unlock = `printf %s ${quoted(keystorePassword)} | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n`;
  // Nobody starts it where it stays locked: the bus does, as soon as it is asked for.
  const inner = quoted(`${keystore === 'real' ? unlock : ''}exec ${app('gnome-libsecret')}`);
  return [...lines, `exec ${as} dbus-run-session -- sh -c ${inner} sh "$@"`];
}

/**
 * Makes the command that runs an executable as the ordinary user, in a home of its own and on a screen. On Linux it is a
 * script beside the home; elsewhere the executable itself.
 */
export async function commandFor(executable: string, home: string, surroundings: Surroundings = {}): Promise<Command> {
  const inherited = Object.entries(process.env).filter(([name]) => /^(?:PATH|LANG|LC_\w+|TZ|TMPDIR)$/.test(name));
  const env = Object.fromEntries(inherited) as Record<string, string>;
  if (process.platform !== 'linux') return { script: executable, env: { ...env, HOME: home, ...surroundings.env } };

  const script = join(dirname(home), `${basename(home)}.sh`);
  writeFileSync(script, `${scriptLines(executable, surroundings).join('\n')}\n`);
  chmodSync(script, 0o755);
  // Without a session bus the desktop's libraries would wait for one.
  const bus = ['real', 'locked'].includes(surroundings.keystore ?? 'none')
    ? {}
    : { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  const screen = { DISPLAY: await ensureDisplay() };
  return { script, env: { ...env, HOME: home, XDG_RUNTIME_DIR: home, ...screen, ...bus, ...surroundings.env } };
}
