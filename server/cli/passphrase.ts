import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readBytes, writePrivate } from '../files.ts';
import type { DataFolder } from './data-folder.ts';
import { tell } from './output.ts';
import { Stop } from './stop.ts';

/** Asks at the terminal without showing what is typed. */
async function ask(question: string): Promise<string> {
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

async function pipedLines(): Promise<string[]> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Passphrases one after the other, each asked for when it is needed. */
export interface Passphrases {
  /** The next one. `question` names whose it is; a person in front of a terminal reads it. */
  next(question: string): Promise<string>;
  /** As `next`, for a passphrase that is being chosen: a person at the terminal types it twice. */
  choose(question: string): Promise<string>;
  /** A word for the person at the terminal. */
  say(text: string): void;
}

function outOf(lines: () => Promise<readonly string[]>, where: string): Passphrases {
  let left: string[] | null = null;
  const next = async (question: string) => {
    left ??= [...(await lines())];
    const passphrase = left.shift();
    if (passphrase === undefined) throw new Stop(`${question.replace(/: $/, '')}: ${where}`);
    return passphrase;
  };
  return { next, choose: next, say: () => undefined };
}

/** Passphrases that are known already, in the order in which they will be asked for. */
export const fixedPassphrases = (passphrases: readonly string[]): Passphrases =>
  outOf(async () => passphrases, 'there are no more passphrases');

const atTerminal: Passphrases = {
  next: ask,
  say: tell,
  async choose(question) {
    for (;;) {
      const [first, second] = [await ask(question), await ask('The same again: ')];
      if (first === second) return first;
      tell('The two are not the same.');
    }
  },
};

/** The passphrase that a file holds, without the end of its line. */
export function fromFile(file: string): string {
  const bytes = readBytes(file);
  if (!bytes.ok) throw new Stop(bytes.reason);
  return bytes.value.toString('utf8').replace(/\r?\n$/, '');
}

/**
 * The officers' passphrases: a file for each, the demonstration's file, typed at the terminal, or a line for each of what is
 * piped in.
 */
export function officersPassphrases(data: DataFolder, files: readonly string[] = []): Passphrases {
  if (files.length > 0)
    return outOf(async () => files.map(fromFile), 'name a file for each officer with --passphrase-file');
  const bytes = readBytes(data.keyringPassphrase);
  if (bytes.ok) return outOf(async () => demonstrationPassphrases(data), 'the demonstration has two officers');
  if (process.stdin.isTTY) return atTerminal;
  return outOf(pipedLines, 'pipe in a line for each officer, or use --passphrase-file for each');
}

/** Random passphrases of two officers beside the keyring: for a demonstration only, where nothing is worth protecting. */
export function demonstrationPassphrases(data: DataFolder): readonly string[] {
  const bytes = readBytes(data.keyringPassphrase);
  const lines = bytes.ok ? bytes.value.toString('utf8').trim().split('\n') : [];
  if (lines.length === 2) return lines;
  const made = [lines[0] ?? randomBytes(18).toString('base64url'), randomBytes(18).toString('base64url')];
  writePrivate(data.keyringPassphrase, `${made.join('\n')}\n`);
  return made;
}
