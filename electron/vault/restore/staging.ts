import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, syncFolder, writeDurably } from '../keys/durable-file.ts';

/**
 * A restored vault is made whole in a folder of its own and changes places with the one that was there before by renames
 * alone. A note, `ready.json`, stands there from the moment on from which the exchange is carried through: killed
 * before it, the old vault is untouched; killed after it, the next start ends the exchange.
 */
const anewOf = (profile: string) => join(profile, 'anew');
const readyOf = (profile: string) => join(anewOf(profile), 'ready.json');
const movedOf = (profile: string) => join(anewOf(profile), 'moved.json');

/** The copy from which a restore carries over, until it has. */
export const SOURCE = 'restoring.db';
const KEYS = 'key-slots.json';
const SUFFIXES = ['', '-wal'] as const;

const Ready = z.strictObject({ version: z.literal(1), setAside: z.string().regex(/^[0-9TZ-]{1,40}$/) });

/** Everything of a vault; not the device secret, which is the workstation's. */
const ofVault = /^(?:[a-z-]+\.db(?:[.-].*)?|key-slots\.json|unlock-delays\.json)$/;

/** `2026-03-01T07-00-00-000Z`, from ms since 1970: the name of a folder. */
const stamp = (ms: number) => new Date(ms).toISOString().replaceAll(/[:.]/g, '-');

/** The keys last: without them there is no vault yet, and nothing is set up over one that has them. */
const filesOf = (folder: string) => {
  const names = readdirSync(folder).filter((name) => ofVault.test(name));
  return [...names.filter((name) => name !== KEYS), ...names.filter((name) => name === KEYS)];
};

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

export interface Staging {
  readonly folder: string;
  /** Where the vault that is here now will lie, or null where there is none. */
  readonly setAside: string | null;
  /** From here on the new vault takes its place, whatever happens. */
  exchange(): void;
}

/** Copies a database and what of it is still in its log; neither is opened, so neither changes. */
export function copyDatabase(from: string, to: string): void {
  for (const suffix of SUFFIXES) {
    if (suffix !== '' && !existsSync(`${from}${suffix}`)) continue;
    copyFileSync(`${from}${suffix}`, `${to}${suffix}`, constants.COPYFILE_EXCL);
    chmodSync(`${to}${suffix}`, 0o600);
    syncFile(`${to}${suffix}`);
  }
}

/** Begins in an empty folder: what an interrupted attempt left there was no vault yet. `now` in ms since 1970. */
export function stage(profile: string, now: number): Staging {
  const folder = anewOf(profile);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = stamp(now);
  return {
    folder,
    setAside: filesOf(profile).length === 0 ? null : join(profile, 'set-aside', name),
    exchange() {
      syncFolder(folder);
      writeDurably(readyOf(profile), `${JSON.stringify({ version: 1, setAside: name })}\n`);
      endExchange(profile);
    },
  };
}

/**
 * Ends an exchange that was begun; does nothing where there is none. Nothing is deleted: what was there lies in
 * `set-aside/<when>` afterwards. Throws what the file system throws; the next call goes on from there.
 */
export function endExchange(profile: string): void {
  const text = readIfThere(readyOf(profile));
  if (text === null) return;
  const { setAside } = Ready.parse(JSON.parse(text));
  const aside = join(profile, 'set-aside', setAside);
  if (!existsSync(movedOf(profile))) {
    const old = filesOf(profile);
    if (old.length > 0) mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const name of old) renameSync(join(profile, name), join(aside, name));
    if (old.length > 0) syncFolder(aside);
    writeDurably(movedOf(profile), '{}\n');
  }
  const folder = anewOf(profile);
  for (const name of filesOf(folder)) renameSync(join(folder, name), join(profile, name));
  syncFolder(profile);
  rmSync(readyOf(profile));
  rmSync(folder, { recursive: true, force: true });
}

/** The working copy has done its work; the backup or the old vault from which it was made stays where it is. */
export function dropSource(profile: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(join(profile, `${SOURCE}${suffix}`), { force: true });
}
