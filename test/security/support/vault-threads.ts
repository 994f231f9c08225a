import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { startThread, type Thread } from '../../../electron/vault/threads/call-operations.ts';
import { ThreadFailure } from '../../../electron/vault/threads/operations.ts';
import type { ReaderOperations } from '../../../electron/vault/threads/reader-operations.ts';
import type { WriterOperations } from '../../../electron/vault/threads/writer-operations.ts';

const script = (name: string) => new URL(`../../../electron/vault/threads/${name}.ts`, import.meta.url).pathname;

/** The real writer thread of a vault's file; ends with the test. */
export async function writerOf(vault: { file: string; key: Uint8Array }): Promise<Thread<WriterOperations>> {
  const thread = await startThread<WriterOperations>(script('writer'), { file: vault.file, key: vault.key });
  onTestFinished(() => thread.end());
  return thread;
}

export async function readerOf(vault: { file: string; key: Uint8Array }): Promise<Thread<ReaderOperations>> {
  const thread = await startThread<ReaderOperations>(script('reader'), { file: vault.file, key: vault.key });
  onTestFinished(() => thread.end());
  return thread;
}

/** The code with which a call fails, or `done`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ThreadFailure ? error.code : `not typed: ${String(error)}`),
  );

export const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Flips one bit of a file. */
export function flipBit(file: string, at: number): void {
  const handle = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  readSync(handle, byte, 0, 1, at);
  byte[0]! ^= 0x10;
  writeSync(handle, byte, 0, 1, at);
  closeSync(handle);
}
