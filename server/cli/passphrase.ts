import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readBytes, writePrivate } from '../files.ts';
import type { DataFolder } from './data-folder.ts';
import { Stop } from './stop.ts';

/** Asks at the terminal without showing what is typed. */
async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Stop('the keyring needs its passphrase: use --passphrase-file, or CANDOUR_KEYRING_PASSPHRASE');
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise((resolve) => reader.question('', resolve));
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}

/** The keyring's passphrase: out of a file, the environment, the demonstration's file, or typed. */
export async function keyringPassphrase(data: DataFolder, file: string | undefined): Promise<string> {
  const fromEnvironment = process.env['CANDOUR_KEYRING_PASSPHRASE'];
  if (file === undefined && fromEnvironment !== undefined) return fromEnvironment;
  const bytes = readBytes(file ?? data.keyringPassphrase);
  if (bytes.ok) return bytes.value.toString('utf8').replace(/\r?\n$/, '');
  if (file !== undefined) throw new Stop(bytes.reason);
  return ask('Passphrase of the keyring: ');
}

/** A random passphrase beside the keyring: for a demonstration only, where nothing is worth protecting. */
export function demonstrationPassphrase(data: DataFolder): string {
  const bytes = readBytes(data.keyringPassphrase);
  if (bytes.ok) return bytes.value.toString('utf8').trim();
  const passphrase = randomBytes(18).toString('base64url');
  writePrivate(data.keyringPassphrase, `${passphrase}\n`);
  return passphrase;
}
