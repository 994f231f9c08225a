import { rmSync } from 'node:fs';
import { uptime as systemUptime } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeDurably } from './durable-file.ts';

const Tries = z.strictObject({
  version: z.literal(1),
  /** Wrong passphrases since the vault last opened. */
  wrong: z.int().min(0),
  /** When the last one was tried, ms since 1970 by this workstation's clock. */
  lastAt: z.int().min(0),
  /** The same moment in ms since the machine was started, which setting the clock does not change. */
  upAt: z.int().min(0).optional(),
});
type Tries = z.infer<typeof Tries>;

const CAP_MS = 5 * 60_000;
const FREE = 3;
const fileOf = (profile: string) => join(profile, 'unlock-delays.json');

/** What a full disk could not keep; lasts as long as this process. */
const unwritten = new Map<string, Tries>();

/** Milliseconds to wait after so many wrong passphrases: 0, 0, 0, 1 s, 2 s, 4 s … 5 min. */
export const delayAfter = (wrong: number) => (wrong <= FREE ? 0 : Math.min(CAP_MS, 1000 * 2 ** (wrong - FREE - 1)));

/** A file that is there and cannot be read counts as many wrong tries: breaking it must not be a way round. */
function readTries(profile: string, now: number): Tries {
  const kept = unwritten.get(profile);
  let text: string | null;
  try {
    text = readIfThere(fileOf(profile));
    if (text === null) return kept ?? { version: 1, wrong: 0, lastAt: now };
    const tries = Tries.parse(JSON.parse(text));
    return kept !== undefined && kept.wrong > tries.wrong ? kept : tries;
  } catch {
    return keep(profile, { version: 1, wrong: 20, lastAt: now });
  }
}

function keep(profile: string, tries: Tries): Tries {
  try {
    writeDurably(fileOf(profile), `${JSON.stringify(tries)}\n`);
    unwritten.delete(profile);
  } catch {
    // A person whose disk is full must still get in to save their work, so the count stays in memory.
    unwritten.set(profile, tries);
  }
  return tries;
}

/** Milliseconds since the machine was started, sleep included. */
export const uptime = (): number => Math.floor(systemUptime() * 1000);

/**
 * Before this moment (ms) no passphrase is tried; null when one may be tried now. A clock that was set back does not
 * shorten the wait, it begins again; so does a restart of the machine. Set forward, it ends nothing: the wait is over
 * when the machine has run for as long. A clock that had run far ahead locks nobody out for longer than the cap.
 * @param up ms since the machine was started; left out, the clock alone is asked
 */
export function notBefore(profile: string, now: number, up?: number): number | null {
  let tries = readTries(profile, now);
  const delay = delayAfter(tries.wrong);
  if (delay === 0) return null;
  const restarted = up !== undefined && (tries.upAt === undefined || up < tries.upAt);
  if (now < tries.lastAt || restarted)
    tries = keep(profile, { ...tries, lastAt: now, ...(up !== undefined && { upAt: up }) });
  const byClock = tries.lastAt + delay - now;
  const byUptime = up === undefined || tries.upAt === undefined ? 0 : tries.upAt + delay - up;
  const wait = Math.max(byClock, byUptime);
  return wait > 0 ? now + wait : null;
}

/** Counts a try as wrong before it is made, so that killing the process in the middle does not make it free. */
export function countTry(profile: string, now: number, up?: number): void {
  const { wrong } = readTries(profile, now);
  keep(profile, { version: 1, wrong: wrong + 1, lastAt: now, ...(up !== undefined && { upAt: up }) });
}

/** Wrong passphrases since the vault last opened, the one under way included. `now` in ms since 1970. */
export const wrongTries = (profile: string, now: number): number => readTries(profile, now).wrong;

/** The passphrase was right. */
export function forgetTries(profile: string): void {
  unwritten.delete(profile);
  try {
    rmSync(fileOf(profile), { force: true });
  } catch {
    // A read-only disk: the vault is open all the same, and the count stays until it can be removed.
  }
}
