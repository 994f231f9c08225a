import type { KeyObject } from 'node:crypto';
import { privateKeyObject, type KeyPair } from './keys.ts';
import { openNote, signNote } from './note.ts';

/**
 * What a hub claims of one compartment's log, in the text form of C2SP tlog-checkpoint: origin, size, root, and one
 * extension line with the epoch, closed by an Ed25519 note signature.
 */
export interface Checkpoint {
  readonly hubId: string;
  readonly compartment: string;
  readonly epoch: number;
  /** Number of leaves. */
  readonly size: number;
  /** SHA-256 root in hex. */
  readonly root: string;
}

const body = (c: Checkpoint) =>
  `candour/${c.hubId}/${c.compartment}\n${c.size}\n${Buffer.from(c.root, 'hex').toString('base64')}\nepoch ${c.epoch}\n`;

const nameOf = (hubId: string) => `candour/${hubId}`;

export const signCheckpoint = (checkpoint: Checkpoint, hubKey: KeyPair, signingKey?: KeyObject): string =>
  signNote(
    body(checkpoint),
    nameOf(checkpoint.hubId),
    hubKey.publicKey,
    signingKey ?? privateKeyObject('ed25519', hubKey.privateKey),
  );

const form =
  /^candour\/([0-9a-f-]{36})\/([^\n]{1,80})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\nepoch ([1-9][0-9]{0,8})\n$/;

/** The checkpoint if the text is well formed and signed by this hub key (raw, base64); otherwise null. */
export function readCheckpoint(note: string, hubKey: string): Checkpoint | null {
  const match = form.exec(note.slice(0, note.indexOf('\n\n') + 1));
  if (match === null) return null;
  const [, hubId, compartment, size, rootText, epoch] = match as unknown as string[];
  if (openNote(note, nameOf(hubId!), hubKey) === null) return null;
  return {
    hubId: hubId!,
    compartment: compartment!,
    epoch: Number(epoch),
    size: Number(size),
    root: Buffer.from(rootText!, 'base64').toString('hex'),
  };
}
