import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { openChunk, sealChunk } from '../../shared/protocol/chunks.ts';
import { readCheckpoint, signCheckpoint } from '../../shared/protocol/checkpoint.ts';
import { jcs } from '../../shared/protocol/canonical.ts';
import { headerHash, makeEnvelope, openPayload, payloadMatches, verifyHeader } from '../../shared/protocol/envelope.ts';
import { EventHeader } from '../../shared/domain/header.ts';
import { makeKeyPair, privateKeyObject, publicKeyObject } from '../../shared/protocol/keys.ts';

const pair = makeKeyPair('ed25519');
const publicKey = publicKeyObject('ed25519', pair.publicKey);
const caseKey = randomBytes(32);
const payload = { target: 'x', text: 'Ŵedi’i glywed wrth y drws 🚪' };
const envelope = makeEnvelope(
  {
    id: v7(),
    caseId: v7(),
    type: 'annotated',
    v: 1,
    actor: v7(),
    device: v7(),
    deviceSeq: 7,
    at: '2026-03-01T07:45:00.000Z',
    basedOn: v7(),
    after: [v7()],
    facets: { kind: 'note' },
  },
  payload,
  caseKey,
  privateKeyObject('ed25519', pair.privateKey),
);
const flipped = (bytes: Uint8Array, bit: number) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};

describe('an envelope', () => {
  test('opens, and its header verifies, as it was made', () => {
    expect(openPayload(envelope, caseKey)).toEqual(payload);
    expect(verifyHeader(envelope.header, envelope.signature!, publicKey)).toBe(true);
    expect(payloadMatches(envelope)).toBe(true);
  });

  test('any flipped bit of the header is noticed: it parses no more, or the signature fails', () => {
    const bytes = jcs(envelope.header);
    let parsed = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const header = EventHeader.safeParse(parse(flipped(bytes, bit)));
      if (!header.success) continue;
      parsed += 1;
      expect(verifyHeader(header.data, envelope.signature!, publicKey)).toBe(false);
      expect(headerHash(header.data)).not.toBe(headerHash(envelope.header));
      // The payload is bound to its header too, except for its own hash, which the signature covers.
      if (header.data.payloadHash === envelope.header.payloadHash)
        expect(openPayload({ ...envelope, header: header.data }, caseKey)).toBeNull();
    }
    expect(parsed).toBeGreaterThan(100);
  });

  test('any flipped bit of the signature is noticed', () => {
    const bytes = Buffer.from(envelope.signature!, 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++)
      expect(verifyHeader(envelope.header, flipped(bytes, bit).toString('base64'), publicKey)).toBe(false);
  });

  test('any flipped bit of the sealed bytes is noticed, by the hash and by the key', () => {
    for (let bit = 0; bit < envelope.sealed!.length * 8; bit++) {
      const changed = { ...envelope, sealed: flipped(envelope.sealed!, bit) };
      expect(payloadMatches(changed)).toBe(false);
      expect(openPayload(changed, caseKey)).toBeNull();
    }
  });

  test('erased, it opens to nothing while its signature still holds', () => {
    const erased = { ...envelope, sealed: null };
    expect(openPayload(erased, caseKey)).toBeNull();
    expect(payloadMatches(erased)).toBe(true);
    expect(verifyHeader(erased.header, erased.signature!, publicKey)).toBe(true);
  });
});

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

describe('canonical JSON', () => {
  test('is that of RFC 8785: keys by UTF-16 units, shortest numbers, minimal escapes', () => {
    // The examples of RFC 8785 section 3.2.2 and 3.2.3.
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(jcs(value).toString('utf8')).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(parse(jcs(keys)) as object).length).toBe(7);
    const written = jcs(keys).toString('utf8');
    const order = ['\\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'].map((key) =>
      written.indexOf(`"${key}"`),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  test('does not depend on the order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 8 }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(jcs(turned).equals(jcs(value))).toBe(true);
        expect(jcs(parse(jcs(value))).equals(jcs(value))).toBe(true);
      }),
    );
  });

  test('refuses half a character instead of writing something else', () => {
    expect(() => jcs({ text: '\ud800' })).toThrow();
  });
});

describe('a checkpoint', () => {
  const hub = makeKeyPair('ed25519');
  const checkpoint = {
    hubId: '7a6e7c33-0d5f-4e3a-9a55-51a4f1d0b7c1',
    compartment: 'desk:MPS',
    epoch: 3,
    size: 1234,
    root: 'ab'.repeat(32),
  };
  const note = signCheckpoint(checkpoint, hub);

  test('reads back as it was signed', () => {
    expect(readCheckpoint(note, hub.publicKey)).toEqual(checkpoint);
  });

  test('with any character changed, or another key, it is nothing', () => {
    expect(readCheckpoint(note, makeKeyPair('ed25519').publicKey)).toBeNull();
    for (let at = 0; at < note.length; at++) {
      const other = note[at] === 'x' ? 'y' : 'x';
      expect(readCheckpoint(note.slice(0, at) + other + note.slice(at + 1), hub.publicKey)).toBeNull();
    }
    expect(readCheckpoint(`${note}x`, hub.publicKey)).toBeNull();
  });
});

describe('a chunk of a file', () => {
  const bytes = randomBytes(1000);
  const [caseId, attachment] = [v7(), v7()];
  const sealed = sealChunk(caseKey, caseId, attachment, 2, bytes);

  test('opens in its own place only', () => {
    expect(openChunk(caseKey, caseId, attachment, 2, sealed)?.equals(bytes)).toBe(true);
    expect(openChunk(caseKey, caseId, attachment, 3, sealed)).toBeNull();
    expect(openChunk(caseKey, caseId, v7(), 2, sealed)).toBeNull();
    expect(openChunk(caseKey, v7(), attachment, 2, sealed)).toBeNull();
    expect(openChunk(randomBytes(32), caseId, attachment, 2, sealed)).toBeNull();
  });

  test('never looks the same twice, so that equal files of two cases look different', () => {
    expect(sealChunk(caseKey, caseId, attachment, 2, bytes).equals(sealed)).toBe(false);
  });
});
