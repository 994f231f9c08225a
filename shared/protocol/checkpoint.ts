import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { privateKeyObject, publicKeyObject, type KeyPair } from './keys.ts';

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

/** C2SP signed-note key id: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), first four bytes. */
const keyId = (name: string, publicKey: string) =>
  createHash('sha256').update(`${name}\n\u0001`).update(Buffer.from(publicKey, 'base64')).digest().subarray(0, 4);

export function signCheckpoint(checkpoint: Checkpoint, hubKey: KeyPair, signingKey?: KeyObject): string {
  const text = body(checkpoint);
  const name = `candour/${checkpoint.hubId}`;
  const signature = sign(null, Buffer.from(text), signingKey ?? privateKeyObject('ed25519', hubKey.privateKey));
  return `${text}\n— ${name} ${Buffer.concat([keyId(name, hubKey.publicKey), signature]).toString('base64')}\n`;
}

const form =
  /^candour\/([0-9a-f-]{36})\/([^\n]{1,80})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\nepoch ([1-9][0-9]{0,8})\n\n— (candour\/[0-9a-f-]{36}) ([A-Za-z0-9+/]{91}=)\n$/;

/** The checkpoint if the text is well formed and signed by this hub key (raw, base64); otherwise null. */
export function readCheckpoint(note: string, hubKey: string): Checkpoint | null {
  const match = form.exec(note);
  if (match === null) return null;
  const [, hubId, compartment, size, rootText, epoch, name, signed] = match as unknown as string[];
  const signature = Buffer.from(signed!, 'base64');
  // One text for one checkpoint: the last character of base64 has bits that count for nothing.
  if (signature.toString('base64') !== signed) return null;
  if (name !== `candour/${hubId}` || !signature.subarray(0, 4).equals(keyId(name, hubKey))) return null;
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  if (!verify(null, Buffer.from(text), publicKeyObject('ed25519', hubKey), signature.subarray(4))) return null;
  return {
    hubId: hubId!,
    compartment: compartment!,
    epoch: Number(epoch),
    size: Number(size),
    root: Buffer.from(rootText!, 'base64').toString('hex'),
  };
}
