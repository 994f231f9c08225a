import { existsSync, renameSync } from 'node:fs';
import { writeDurably } from '../keys/durable-file.ts';

/**
 * A database in which a page did not open as it was written is not written to any more: a marker beside it says so, and
 * the file itself stays as it is for whoever recovers what was not yet synced. Nothing is ever deleted.
 */
const markerOf = (file: string) => `${file}.damaged`;

export const isQuarantined = (file: string): boolean => existsSync(markerOf(file));

/** Marks the database as damaged, once. A full or read-only disk keeps no marker: nothing is written then anyway. */
export function quarantine(file: string, at: string): void {
  if (isQuarantined(file)) return;
  try {
    writeDurably(markerOf(file), `${JSON.stringify({ code: 'vault_damaged', at })}\n`);
  } catch {
    // The next damaged page is met again at the next opening.
  }
}

/** Every page is whole again (the disk was at fault, or the file was put back): the marker is kept under another name. */
export function release(file: string, ms: number): void {
  renameSync(markerOf(file), `${markerOf(file)}.${ms}`);
}
