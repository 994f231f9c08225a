/**
 * Linux's own word for locking. Chromium asks a desktop's screen saver at most, so what logind says on the system bus
 * (`loginctl lock-session`, a display manager's switch of user, a lid) is heard here, through GLib's `gdbus` and without
 * a native dependency. Where that is missing, the log says so, and idle time, suspend and the desktop's own word remain.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { log } from './log.ts';
import type { LockReason } from './locking.ts';

/** Fixed places: nothing is looked up along a path that a user may change. */
const places = ['/usr/bin/gdbus', '/bin/gdbus'];

/** A session's object path: letters and digits stand for themselves, a leading digit and all else as `_` and two hex digits. */
export function sessionPath(id: string): string {
  const label = [...Buffer.from(id, 'latin1')]
    .map((byte, index) => {
      const letter = String.fromCharCode(byte);
      const plain = index === 0 ? /[A-Za-z]/.test(letter) : /[A-Za-z0-9]/.test(letter);
      return plain ? letter : `_${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
  return `/org/freedesktop/login1/session/${label}`;
}

const manager = '/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)';
const awake = '/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (false,)';
const signal = /^(\/org\/freedesktop\/login1\/session\/\w{1,128}): (org\.freedesktop\.[\w.]{1,80}) (\(.*\))$/;

/**
 * What one line of `gdbus monitor` asks for; undefined for every line that is not exactly one of those awaited.
 * @param session our own object path; undefined hears every session, which locks too often rather than too seldom
 */
export function readLogindLine(line: string, session: string | undefined): LockReason | undefined {
  if (line === manager) return 'suspend';
  if (line.length > 4096) return undefined;
  const [, path, name, values = ''] = signal.exec(line) ?? [];
  if (path === undefined || (session !== undefined && path !== session)) return undefined;
  if (name === 'org.freedesktop.login1.Session.Lock') return values === '()' ? 'lock_screen' : undefined;
  if (name !== 'org.freedesktop.DBus.Properties.PropertiesChanged') return undefined;
  if (!values.startsWith("('org.freedesktop.login1.Session', {")) return undefined;
  if (/'LockedHint': <true>[,}]/.test(values)) return 'lock_screen';
  // Another user's session has come to the front.
  return /'Active': <false>[,}]/.test(values) ? 'user_switch' : undefined;
}

/**
 * Starts listening; ends with the program. Does nothing on another system than Linux.
 * @param woken the machine has slept
 */
export function listenToLogind(lock: (reason: LockReason) => void, woken = () => {}): ChildProcess | undefined {
  if (process.platform !== 'linux') return undefined;
  const program = places.find((place) => existsSync(place));
  if (program === undefined) {
    log('logind_unheard', { reason: 'no_gdbus' });
    return undefined;
  }
  const { XDG_SESSION_ID: id, DBUS_SYSTEM_BUS_ADDRESS: bus } = process.env;
  const child = spawn(program, ['monitor', '--system', '--dest', 'org.freedesktop.login1'], {
    // Its words are parsed: they must not be translated.
    env: { LC_ALL: 'C', ...(bus === undefined ? {} : { DBUS_SYSTEM_BUS_ADDRESS: bus }) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.on('error', () => log('logind_unheard', { reason: 'not_started' }));
  child.on('exit', () => log('logind_unheard', { reason: 'ended' }));
  child.on('spawn', () => log('logind_heard', { pid: child.pid ?? null }));
  const session = id === undefined || id === '' ? undefined : sessionPath(id);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const reason = readLogindLine(line, session);
    if (reason) lock(reason);
    else if (line === awake) woken();
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}
