import { createCipheriv, createDecipheriv, createHash, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import type { EventHeader } from '../domain/header.ts';
import { jcs } from './canonical.ts';

/** One event as it travels and as it is stored: the same bytes by wire and by bundle. */
export interface Envelope {
  readonly header: EventHeader;
  /** Ed25519, base64; null for events made by the hub. */
  readonly signature: string | null;
  /** nonce 12 ‖ ciphertext ‖ tag 16; empty for events without contents; null once erased. */
  readonly sealed: Uint8Array | null;
}

export type Random = (bytes: number) => Buffer;

const NONCE = 12;
const TAG = 16;
const EVENT = Buffer.from('candour-event-v1\0', 'latin1');

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** AES-256-GCM, `nonce ‖ ciphertext ‖ tag`, with a random nonce and the given additional data. */
export function seal(key: Uint8Array, plain: Uint8Array, aad: Uint8Array, random: Random = randomBytes): Buffer {
  const nonce = random(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plain bytes, or null when the key, the bytes or the additional data are not those it was sealed with. */
export function open(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Buffer | null {
  if (sealed.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

type Unsealed = Omit<EventHeader, 'payloadHash'>;

/** A payload is bound to its header: the additional data are the header without the hash that is still to come. */
const payloadAad = (header: Unsealed | EventHeader) => {
  const { payloadHash: _, ...rest } = header as EventHeader;
  return jcs(rest);
};

/** Makes the signed envelope of an event. `payload` null means that the type has no contents. */
export function makeEnvelope(
  header: Unsealed,
  payload: unknown,
  caseKey: Uint8Array | null,
  signingKey: KeyObject | null,
  random: Random = randomBytes,
): Envelope {
  if (payload !== null && caseKey === null) throw new TypeError('a payload needs a case key');
  const sealed =
    payload === null
      ? Buffer.alloc(0)
      : seal(caseKey!, Buffer.from(JSON.stringify(payload), 'utf8'), payloadAad(header), random);
  const complete: EventHeader = { ...header, payloadHash: sha256(sealed) };
  const signature = signingKey === null ? null : signHeader(complete, signingKey);
  return { header: complete, signature, sealed };
}

export const signHeader = (header: EventHeader, key: KeyObject) =>
  sign(null, Buffer.concat([EVENT, jcs(header)]), key).toString('base64');

/** Whether this device key signed exactly this header. */
export const verifyHeader = (header: EventHeader, signature: string, key: KeyObject) =>
  verify(null, Buffer.concat([EVENT, jcs(header)]), key, Buffer.from(signature, 'base64'));

/** Whether the sealed bytes are those that the header names. Erased bytes (null) are not there to compare. */
export const payloadMatches = (envelope: Envelope) =>
  envelope.sealed === null || sha256(envelope.sealed) === envelope.header.payloadHash;

/** Opens a payload: its JSON value, or null when it was erased, has no contents, or the key does not fit. */
export function openPayload(envelope: Envelope, caseKey: Uint8Array): unknown {
  if (envelope.sealed === null || envelope.sealed.length === 0) return null;
  const plain = open(caseKey, envelope.sealed, payloadAad(envelope.header));
  if (plain === null) return null;
  try {
    return JSON.parse(plain.toString('utf8')) as unknown;
  } catch {
    // The author holds the case key and sealed something that is no JSON: to a reader it is as good as erased.
    return null;
  }
}

/** What the ledger keeps for ever of an event. */
export const headerHash = (header: EventHeader) => sha256(jcs(header));
