import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyring, stored, type KeyringContents } from '../../server/keyring/contents.ts';
import { newLock, openContents, readKeyringFile, takeSeat, writeKeyring } from '../../server/keyring/file.ts';
import { cutKey, joinKey, makeSeat, openSeat, type Present, type Seat } from '../../server/keyring/seats.ts';
import { twoOfficers } from '../integration/support/officers.ts';

/** Assertion 54. The keyring is kept so that one officer alone, or who has one officer's passphrase, opens nothing. */

const WORK = 2;
const passphrases = ['quartz harbour violet ten', 'lantern meadow copper six', 'orchard signal amber two'];
let folder: string;
let file: string;
let seats: Seat[];
let contents: KeyringContents;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'candour-officers-'));
  file = join(folder, 'keyring.json');
  seats = await Promise.all(['Ada', 'Bo', 'Cai'].map((name, at) => makeSeat(name, passphrases[at]!, WORK)));
  contents = stored(newKeyring(twoOfficers));
  const lock = await newLock(seats);
  seats = [...lock.seats];
  writeKeyring(file, contents, lock);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = () => {
  const found = readKeyringFile(file);
  if (!found.ok) throw new Error(found.reason);
  return found;
};
async function sit(at: number, before: Present | null = null): Promise<Present> {
  const taken = await takeSeat(read().seats, passphrases[at]!, before);
  if (!taken.ok) throw new Error(taken.reason);
  return taken.present;
}

describe('a keyring with three officers (54)', () => {
  it.each([
    [0, 1],
    [1, 2],
    [2, 0],
  ])('opens for the officers %i and %i, in either order, and names them', async (a, b) => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const first = await sit(one);
      const opened = await openContents(read(), first, await sit(other, first));
      expect(opened).toMatchObject({ ok: true, contents });
      expect(opened.ok && opened.present.map(({ name }) => name)).toEqual(
        [one, other].map((at) => 'Ada Bo Cai'.split(' ')[at]),
      );
    }
  });

  it('refuses a wrong passphrase, of the first officer or the second, and the same officer twice, with a word for each', async () => {
    const { seats: all } = read();
    expect(await takeSeat(all, 'not this one at all')).toMatchObject({
      ok: false,
      code: 'wrong_passphrase',
      reason: expect.stringMatching(/^the first passphrase opens no officer's part .*Ada, Bo, Cai/),
    });
    const ada = await sit(0);
    expect(await takeSeat(all, 'not this one at all', ada)).toMatchObject({
      code: 'wrong_passphrase',
      reason: expect.stringMatching(/^the second passphrase .*\(Bo, Cai\)/),
    });
    expect(await takeSeat(all, passphrases[0]!, ada)).toMatchObject({
      code: 'same_officer',
      reason: expect.stringContaining('that is Ada again'),
    });
    expect(await openContents(read(), ada, ada)).toMatchObject({ ok: false });
  });

  it('shows one officer nothing: with everything that their passphrase opens, no half of theirs is the key', async () => {
    const key = Buffer.alloc(32, 7);
    const cut = await cutKey(seats, key);
    for (const [at, seat] of cut.entries()) {
      const identity = (await openSeat(seat, passphrases[at]!))!;
      const opener = new Decrypter();
      opener.addIdentity(identity);
      for (const { sealed } of seat.halves)
        expect(Buffer.from(await opener.decrypt(Buffer.from(sealed, 'base64'))).equals(key)).toBe(false);
      // Halves that belong to others stay shut.
      for (const other of cut.filter((one) => one !== seat))
        for (const { sealed } of other.halves)
          await expect(opener.decrypt(Buffer.from(sealed, 'base64'))).rejects.toThrow();
    }
  });

  it('any pair of any officers joins the key, and halves of two cuts do not fit together', async () => {
    const identities = await Promise.all(Array.from({ length: 5 }, () => generateX25519Identity()));
    const five: Seat[] = await Promise.all(
      identities.map(async (identity, at) => ({
        officer: `0198a000-0000-7000-8000-00000000000${at}`,
        name: `Officer ${at}`,
        recipient: await identityToRecipient(identity),
        identity: '',
        halves: [],
      })),
    );
    const pairs = fc.tuple(fc.nat(4), fc.nat(4)).filter(([a, b]) => a !== b);
    const count = fc.integer({ min: 2, max: 5 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), count, pairs, async (key, many, [a, b]) => {
        const some = five.slice(0, many);
        const [once, again] = [await cutKey(some, key), await cutKey(some, key)];
        const at = (cut: readonly Seat[], n: number): Present => ({
          seat: cut[n % many]!,
          identity: identities[n % many]!,
        });
        if (a % many === b % many) {
          expect(await joinKey(at(once, a), at(once, b))).toBeNull();
          return;
        }
        expect(Buffer.from(key).equals((await joinKey(at(once, a), at(once, b)))!)).toBe(true);
        expect(Buffer.from(key).equals((await joinKey(at(once, a), at(again, b)))!)).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  it('lies in a file of its owner, without a private key in it, and nobody can be put in an officer’s place by writing into it', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(contents.identity.signing.privateKey);
    expect(text).not.toContain('AGE-SECRET-KEY');
    const [first, second] = [await sit(0), await sit(1, await sit(0))];
    const changed = JSON.parse(text) as { officers: { name: string; recipient: string }[] };
    for (const change of [
      () => (changed.officers[2]!.name = 'Mal'),
      () => (changed.officers[2]!.recipient = changed.officers[1]!.recipient),
      () => changed.officers.pop(),
    ]) {
      change();
      const forged = join(folder, 'forged.json');
      writeFileSync(forged, JSON.stringify(changed));
      const other = readKeyringFile(forged);
      expect(other.ok && (await openContents(other, first, second))).toMatchObject({ ok: false, code: 'unreadable' });
    }
  });

  it('takes an officer out for good: what they had opens nothing of the new lock', async () => {
    const next = await newLock(seats.slice(1));
    const after = join(folder, 'after.json');
    writeKeyring(after, contents, next);
    const there = readKeyringFile(after);
    if (!there.ok) throw new Error(there.reason);
    expect(await takeSeat(there.seats, passphrases[0]!)).toMatchObject({ ok: false });
    const [ada, bo] = [await sit(0), await sit(1)];
    expect(await openContents(there, ada, bo)).toMatchObject({ ok: false });
    const stay = await takeSeat(there.seats, passphrases[1]!);
    const other = stay.ok ? await takeSeat(there.seats, passphrases[2]!, stay.present) : stay;
    if (!stay.ok || !other.ok) throw new Error('those who stay cannot sit');
    expect(await openContents(there, stay.present, other.present)).toMatchObject({ ok: true, contents });
  });
});
