/** The log: which thing happened when, with identifiers only. It never holds contents, keys, names or paths. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { isEvent, mayBeLogged } from './log-words.ts';

export type Identifiers = Readonly<Record<string, string | number | boolean | null>>;

const largest = 1024 * 1024;
const kept = 3;
const fieldName = /^[A-Za-z][A-Za-z]{0,31}$/;
/** Written by the logger itself. */
const reserved = new Set(['event', 'time', 'level']);

/** Numbers, yes and no, and words that are listed; any other text may be contents, a key, a name or a path. */
export function redacted(identifiers: Identifiers): Identifiers {
  return Object.fromEntries(
    Object.entries(identifiers)
      .filter(([field]) => fieldName.test(field) && !reserved.has(field))
      .map(([field, value]) => {
        if (typeof value !== 'string' || mayBeLogged(field, value)) return [field, value];
        return [field, '[redacted]'];
      }),
  );
}

/** A file that is set aside when it has grown to 1 MiB; three are kept. */
export function rotatingFile(folder: string): { write(line: string): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'candour.log');
  const older = (age: number) => (age === 0 ? file : `${file}.${age}`);
  return {
    write(line) {
      try {
        const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size + line.length > largest) {
          for (let age = kept - 2; age >= 0; age--) {
            if (statSync(older(age), { throwIfNoEntry: false })) renameSync(older(age), older(age + 1));
          }
        }
        appendFileSync(file, line, { mode: 0o600 });
      } catch {
        // A full disk must stop neither the work nor the lock.
      }
    },
  };
}

let logger: pino.Logger | undefined;

/** Until this has run, nothing is logged. */
export function openLog(folder: string): void {
  logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event',
      formatters: { level: (level) => ({ level }) },
    },
    rotatingFile(folder),
  );
}

/** @param event a fixed word of ours, never made from what arrived */
export function log(event: string, identifiers: Identifiers = {}): void {
  logger?.info(redacted(identifiers), isEvent(event) ? event : '[redacted]');
}
