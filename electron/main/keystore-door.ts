/**
 * Whether the GNOME keyring would answer at once. A locked one first asks the person for its password, and Chromium
 * waits for that in main's own thread: without a window, for as long as nobody answers. So it is looked at beforehand,
 * through GLib's `gdbus`.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Fixed places: nothing is looked up along a path that a user may change. */
const places = ['/usr/bin/gdbus', '/bin/gdbus'];

/** Seconds; a keyring that is well answers within a few milliseconds, one that the bus has to start within one second. */
const limit = 5;

export type KeystoreDoor = 'open' | 'locked' | 'silent';

const secrets = [
  ...['call', '--session', '--timeout', String(limit), '--dest', 'org.freedesktop.secrets'],
  ...['--object-path', '/org/freedesktop/secrets/aliases/default'],
  ...['--method', 'org.freedesktop.DBus.Properties.Get', 'org.freedesktop.Secret.Collection', 'Locked'],
];

/** What `gdbus` said of the collection in which Chromium keeps its key. */
export function readDoor(code: string | number | null | undefined, said: string, complained: string): KeystoreDoor {
  if (said.includes('<true>')) return 'locked';
  if (said.includes('<false>')) return 'open';
  // There is a keyring without a collection: it would ask for the password of a new one.
  if (/UnknownObject|UnknownMethod|UnknownInterface|NoSuchObject|InvalidArgs/.test(complained)) return 'locked';
  if (code === 'ETIMEDOUT' || /Timeout|NoReply|timed out/i.test(complained)) return 'silent';
  // No keyring, or no bus: Chromium finds that out without waiting for anybody.
  return 'open';
}

/** @param backend as Chromium names it; every other than the GNOME keyring counts as open */
export function keystoreDoor(backend: string): Promise<KeystoreDoor> {
  const program = places.find((place) => existsSync(place));
  if (backend !== 'gnome_libsecret' || program === undefined) return Promise.resolve('open');
  const { DBUS_SESSION_BUS_ADDRESS: bus, XDG_RUNTIME_DIR: runtime } = process.env;
  const env = {
    LC_ALL: 'C',
    ...(bus === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: bus }),
    ...(runtime === undefined ? {} : { XDG_RUNTIME_DIR: runtime }),
  };
  return new Promise((resolve) => {
    execFile(program, secrets, { env, timeout: (limit + 1) * 1000, killSignal: 'SIGKILL' }, (error, said, complained) =>
      resolve(readDoor(error?.killed === true ? 'ETIMEDOUT' : error?.code, said, complained)),
    );
  });
}
