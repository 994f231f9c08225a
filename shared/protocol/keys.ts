import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { Sealed } from '../domain/keys.ts';

/** Raw 32-byte keys in base64, as the directory holds them. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

type Curve = 'ed25519' | 'x25519';
const PRIVATE_PREFIX = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' };
const PUBLIC_PREFIX = { ed25519: '302a300506032b6570032100', x25519: '302a300506032b656e032100' };

/** A fresh key pair from the system's random source. */
export function makeKeyPair(curve: Curve): KeyPair {
  const pair = curve === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return {
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('base64'),
  };
}

export const privateKeyObject = (curve: Curve, raw: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(PRIVATE_PREFIX[curve], 'hex'), Buffer.from(raw, 'base64')]),
    format: 'der',
    type: 'pkcs8',
  });

/** As many as an organisation has workstations at work; public keys alone, so that no secret stays here. */
const MOST_KNOWN = 1000;
const knownKeys = new Map<string, KeyObject>();

/** Those of late are kept: making one takes longer than checking a signature with it. @throws when it is no key */
export function publicKeyObject(curve: Curve, raw: string): KeyObject {
  const name = `${curve} ${raw}`;
  const known = knownKeys.get(name);
  if (known !== undefined) return known;
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from(PUBLIC_PREFIX[curve], 'hex'), Buffer.from(raw, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  if (knownKeys.size >= MOST_KNOWN) knownKeys.clear();
  knownKeys.set(name, key);
  return key;
}

/** RFC 9180 base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** What a sealed secret is for; part of the key schedule, so that one kind never opens as another. */
export type SealingPurpose =
  | 'candour-batch-v1'
  | 'candour-unit-key-v1'
  | 'candour-readers-v1'
  | 'candour-moved-v1'
  | 'candour-interests-v1'
  | 'candour-referral-v1'
  | 'candour-journal-v1';

const bytes = (buffer: Buffer): ArrayBuffer =>
  buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer;
const b64 = (text: string) => bytes(Buffer.from(text, 'base64'));
const utf8 = (text: string) => bytes(Buffer.from(text, 'utf8'));

/** Seals a secret to a raw X25519 public key. `context` names what it belongs to and is authenticated. */
export async function hpkeSeal(
  recipient: string,
  secret: Uint8Array,
  purpose: SealingPurpose,
  context: string,
): Promise<Sealed> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(b64(recipient));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: utf8(purpose) });
  const ct = await sender.seal(bytes(Buffer.from(secret)), utf8(context));
  return { enc: Buffer.from(sender.enc).toString('base64'), ct: Buffer.from(ct).toString('base64') };
}

/** The secret, or null when this private key, purpose or context is not the one it was sealed for. */
export async function hpkeOpen(
  privateKey: string,
  sealed: Sealed,
  purpose: SealingPurpose,
  context: string,
): Promise<Buffer | null> {
  try {
    const recipientKey = await suite.kem.deserializePrivateKey(b64(privateKey));
    const recipient = await suite.createRecipientContext({
      recipientKey,
      enc: b64(sealed.enc),
      info: utf8(purpose),
    });
    return Buffer.from(await recipient.open(b64(sealed.ct), utf8(context)));
  } catch {
    return null;
  }
}

/** The context strings of HPKE and AES-GCM wraps, in one place so that both ends agree. */
export const batchContext = (batch: string, unit: string) => `batch ${batch} ${unit}`;
export const caseKeyContext = (caseId: string) => Buffer.from(`case-key ${caseId}`, 'utf8');
export const unitKeyContext = (unit: string, key: string, device: string) => `unit-key ${unit} ${key} ${device}`;
export const readersContext = (caseId: string, device: string) => `readers ${caseId} ${device}`;
export const movedContext = (caseId: string, desk: string) => `moved ${caseId} ${desk}`;
export const interestsContext = (user: string, device: string) => `interests ${user} ${device}`;
export const referralContext = (caseId: string, device: string) => `referral ${caseId} ${device}`;
export const referralCaseKeyContext = (caseId: string) => `referral-case-key ${caseId}`;
export const journalContext = (device: string) => `journal ${device}`;

/**
 * What an officer compares over the telephone before granting: 32 hex digits over the device's two public keys and the
 * key of the keyring that the device has pinned. The hub hands out both ways; one comparison proves both.
 */
export const fingerprint = (signingKey: string, sealingKey: string, keyringKey: string | null) =>
  createHash('sha256')
    .update(Buffer.from(signingKey, 'base64'))
    .update(Buffer.from(sealingKey, 'base64'))
    .update(Buffer.from(keyringKey ?? '', 'base64'))
    .digest('hex')
    .slice(0, 32)
    .replace(/(.{4})(?=.)/g, '$1 ');
