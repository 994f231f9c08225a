import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCheckpoint, signCheckpoint } from '../../shared/protocol/checkpoint.ts';
import { makeKeyPair, privateKeyObject } from '../../shared/protocol/keys.ts';
import { noteKeyId, openNote, signNote } from '../../shared/protocol/note.ts';

/** The key and note of the tests of golang.org/x/mod/sumdb/note, from which C2SP signed-note was written down. */
const name = 'PeterNeumann';
const algorithmAndKey = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64');
const publicKey = algorithmAndKey.subarray(1).toString('base64');
const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

describe('signed notes', () => {
  test('have the key id, the signature and the form of the published example', () => {
    expect(noteKeyId(name, publicKey).toString('hex')).toBe('c74f20a3');
    expect(openNote(note, name, publicKey)).toBe(text);
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    expect(signNote(text, name, publicKey, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))).toBe(note);
  });

  test('open under no other name or key, and with no character changed', () => {
    expect(openNote(note, 'EnochRoot', publicKey)).toBeNull();
    expect(openNote(note, name, makeKeyPair('ed25519').publicKey)).toBeNull();
    for (let at = 0; at < note.length; at++) {
      const other = note[at] === 'x' ? 'y' : 'x';
      expect(openNote(note.slice(0, at) + other + note.slice(at + 1), name, publicKey)).toBeNull();
    }
    for (let length = 0; length < note.length; length++)
      expect(openNote(note.slice(0, length), name, publicKey)).toBeNull();
  });
});

describe('a checkpoint', () => {
  const hubId = '0196f000-0000-7000-8000-000000000001';
  const key = makeKeyPair('ed25519');

  test('is a note whose first lines are origin, size and root, as C2SP tlog-checkpoint has them', () => {
    const root = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64').toString('hex');
    const signed = signCheckpoint({ hubId, compartment: 'desk:MPS', epoch: 3, size: 20_852_163, root }, key);
    expect(signed.split('\n').slice(0, 5)).toEqual([
      `candour/${hubId}/desk:MPS`,
      '20852163',
      'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
      'epoch 3',
      '',
    ]);
    expect(openNote(signed, `candour/${hubId}`, key.publicKey)).toBe(signed.slice(0, signed.indexOf('\n\n') + 1));
  });

  test('comes back as it was signed, and not at all with another key or a changed character', () => {
    fc.assert(
      fc.property(
        fc.nat(1e9),
        fc.integer({ min: 1, max: 999 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(500),
        (size, epoch, bytes, at) => {
          const checkpoint = { hubId, compartment: 'directory', epoch, size, root: Buffer.from(bytes).toString('hex') };
          const signed = signCheckpoint(checkpoint, key, privateKeyObject('ed25519', key.privateKey));
          expect(readCheckpoint(signed, key.publicKey)).toEqual(checkpoint);
          expect(readCheckpoint(signed, makeKeyPair('ed25519').publicKey)).toBeNull();
          const place = at % signed.length;
          const changed = signed.slice(0, place) + (signed[place] === '7' ? '8' : '7') + signed.slice(place + 1);
          expect(readCheckpoint(changed, key.publicKey)).toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });
});
