import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export type FileProblem = {
  readonly ok: false;
  readonly code: 'missing' | 'unreadable';
  /** One line for the person at the terminal. */
  readonly reason: string;
};

/** Writes bytes that only the owner may read: whole or not at all, and on the disk when this returns. */
export function writePrivate(file: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}.new`;
  rmSync(half, { force: true });
  const handle = openSync(half, 'wx', 0o600);
  try {
    const whole = Buffer.from(bytes);
    for (let at = 0; at < whole.length;) at += writeSync(handle, whole, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, file);
}

export const writePrivateJson = (file: string, value: unknown) =>
  writePrivate(file, `${JSON.stringify(value, null, 2)}\n`);

/** The bytes of a file, or why not. */
export function readBytes(file: string): { readonly ok: true; readonly value: Buffer } | FileProblem {
  try {
    return { ok: true, value: readFileSync(file) };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? `${file} does not exist` : `${file} cannot be read (${(error as Error).message})`;
    return { ok: false, code: missing ? 'missing' : 'unreadable', reason };
  }
}

/** A JSON file of ours, parsed with its schema. */
export function readPrivateJson<S extends z.ZodType>(
  file: string,
  schema: S,
): { readonly ok: true; readonly value: z.infer<S> } | FileProblem {
  const bytes = readBytes(file);
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: schema.parse(JSON.parse(bytes.value.toString('utf8'))) };
  } catch {
    return { ok: false, code: 'unreadable', reason: `${file} is damaged: restore it from a copy` };
  }
}
