import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { publicKeyObject } from './keys.ts';

/** C2SP signed-note: a text that ends in a newline, an empty line, and a line with the Ed25519 signature of a named key. */

const ED25519 = 1;

/** The key id: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), first four bytes. `publicKey` is raw, base64. */
export const noteKeyId = (name: string, publicKey: string): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([ED25519]))
    .update(Buffer.from(publicKey, 'base64'))
    .digest()
    .subarray(0, 4);

/** Ed25519 needs no randomness: the same text and key make the same note. */
export function signNote(text: string, name: string, publicKey: string, key: KeyObject): string {
  const signature = sign(null, Buffer.from(text), key);
  return `${text}\n— ${name} ${Buffer.concat([noteKeyId(name, publicKey), signature]).toString('base64')}\n`;
}

/** The text, if its one signature is by this key under this name; otherwise null. */
export function openNote(note: string, name: string, publicKey: string): string | null {
  const end = note.lastIndexOf('\n\n');
  if (end === -1) return null;
  const text = note.slice(0, end + 1);
  const line = /^— (\S+) ([A-Za-z0-9+/]{91}=)\n$/.exec(note.slice(end + 2));
  if (line === null || line[1] !== name) return null;
  const signature = Buffer.from(line[2]!, 'base64');
  // One text for one note: the last character of base64 has bits that count for nothing.
  if (signature.toString('base64') !== line[2]) return null;
  if (!signature.subarray(0, 4).equals(noteKeyId(name, publicKey))) return null;
  return verify(null, Buffer.from(text), publicKeyObject('ed25519', publicKey), signature.subarray(4)) ? text : null;
}
