import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { emptyDirectory, foldDirectory, type Directory } from '../../shared/domain/directory.ts';
import { DIRECTORY_CASE, NO_PAYLOAD_HASH, type EventHeader } from '../../shared/domain/header.ts';
import { dueForNewKey, holdersOf, leaversOf } from '../../shared/domain/unit-keys.ts';
import { makeKeyPair, privateKeyObject } from '../../shared/protocol/keys.ts';
import { signHeader } from '../../shared/protocol/envelope.ts';
import { foldTrusted, nothingTrusted, type TrustedDirectory } from '../../shared/protocol/trusted-directory.ts';

const START = Date.UTC(2026, 0, 1);
const key = Buffer.alloc(32, 1).toString('base64');
const sealed = { enc: key, ct: key };
/** The n-th id that anybody made: ids tell the order of time. */
const idAt = (n: number) => v7({ msecs: START + n * 1000, seq: 0, random: Buffer.alloc(16) });

const header = (n: number, type: string, facets: EventHeader['facets'], after?: string[]): EventHeader => ({
  id: idAt(n),
  caseId: DIRECTORY_CASE,
  type,
  v: 1,
  actor: idAt(0),
  device: idAt(0),
  deviceSeq: n,
  at: new Date(START + n * 1000).toISOString(),
  ...(after !== undefined && { after }),
  facets,
  payloadHash: NO_PAYLOAD_HASH,
});

const people = ['a', 'b', 'c'].map((name, at) => ({ name, user: idAt(100 + at), device: idAt(200 + at) }));
const role = { unit: 'MPS', role: 'assessor' };
const keysOf = (at: number) => ({ signingKey: Buffer.alloc(32, at).toString('base64'), sealingKey: key });

const found = [
  header(1, 'unit_added', { unit: 'MPS', name: 'Desk', kind: 'desk', force: 'MPS' }),
  ...people.flatMap(({ name, user, device }, at) => [
    header(2 + at, 'user_set', { user, name, memberships: [role] }),
    header(8 + at, 'device_enrolled', { device, user, ...keysOf(at) }),
  ]),
];
const fold = (headers: readonly EventHeader[], on: Directory = emptyDirectory) => headers.reduce(foldDirectory, on);

/** What a keyring said, in the order in which it said it. */
const words = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant('key' as const) }),
      fc.record({ kind: fc.constant('vouch' as const), who: fc.nat(2), as: fc.boolean() }),
      fc.record({ kind: fc.constant('recovery' as const), which: fc.nat(1) }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((said) =>
    said.map((word, at) => {
      const n = 1000 + at;
      if (word.kind === 'key') return header(n, 'unit_key_published', { unit: 'MPS', key: idAt(n), publicKey: key });
      if (word.kind === 'vouch') {
        const { device, user } = people[word.who]!;
        const facets = { device, user, ...keysOf(word.who), memberships: word.as ? [role] : [] };
        return header(n, 'device_vouched', facets);
      }
      const recipients = [
        'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z',
        'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
      ];
      return header(n, 'recovery_key_set', { recipient: recipients[word.which]! });
    }),
  );

describe('what the keyring said', () => {
  test('counts in the order in which it said it, however often and in whatever order a hub logs it', () => {
    fc.assert(
      fc.property(
        words.chain((said) =>
          fc.tuple(
            fc.constant(said),
            fc.shuffledSubarray(said, { minLength: said.length }),
            fc.array(fc.constantFrom(...said)),
          ),
        ),
        ([said, shuffled, again]) => {
          expect(fold([...shuffled, ...again], fold(found))).toEqual(fold(said, fold(found)));
        },
      ),
    );
  });

  test('a unit that is logged after its key has the key all the same', () => {
    const published = header(1000, 'unit_key_published', { unit: 'MPS', key: idAt(1000), publicKey: key });
    expect(fold([published, ...found]).units['MPS']!.key).toEqual({ id: idAt(1000), publicKey: key });
  });
});

describe('the key of a unit', () => {
  const vouched = people.map(({ device, user }, at) =>
    header(500 + at, 'device_vouched', { device, user, ...keysOf(at), memberships: [role] }),
  );
  const granted = (n: number, at: number) =>
    header(n, 'key_granted', { unit: 'MPS', key: idAt(n - 1), device: people[at]!.device, sealed });
  const published = (n: number) => header(n, 'unit_key_published', { unit: 'MPS', key: idAt(n), publicKey: key });

  const departure = fc.constantFrom<((at: number) => EventHeader)[]>(
    [(at) => header(700 + at, 'device_withdrawn', { device: people[at]!.device })],
    [(at) => header(700 + at, 'user_set', { user: people[at]!.user, name: 'x', memberships: [] })],
    [(at) => header(700 + at, 'device_vouched', { ...(vouched[at]!.facets as object), memberships: [] } as never)],
  ) as unknown as fc.Arbitrary<[(at: number) => EventHeader]>;

  test('has to be another one exactly when somebody who held it has left, and a leaver is given none of the new', () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2]), fc.subarray([0, 1, 2]), departure, (holding, leaving, [leave]) => {
        const before = fold([...found, ...vouched, published(600), ...holding.map((at) => granted(601, at))]);
        expect(dueForNewKey(before)).toEqual([]);
        const after = fold(leaving.map(leave), before);
        const left = holding.filter((at) => leaving.includes(at)).map((at) => people[at]!.device);
        expect(leaversOf(after, 'MPS').map(({ device }) => device)).toEqual(left);
        expect(dueForNewKey(after)).toEqual(left.length > 0 ? ['MPS'] : []);
        const given = holdersOf(after, 'MPS').map(({ device }) => device);
        expect(given.filter((device) => leaving.some((at) => people[at]!.device === device))).toEqual([]);
        // After the new key nothing is due any more.
        const renewed = fold(
          [
            published(800),
            ...given.map((device) => header(801, 'key_granted', { unit: 'MPS', key: idAt(800), device, sealed })),
          ],
          after,
        );
        expect(dueForNewKey(renewed)).toEqual([]);
      }),
    );
  });
});

describe('the chain of keyrings', () => {
  const rings = Array.from({ length: 4 }, () => makeKeyPair('ed25519'));
  const signed = (at: number, said: EventHeader) =>
    [said, signHeader(said, privateKeyObject('ed25519', rings[at]!.privateKey))] as const;
  const says = (trusted: TrustedDirectory, [said, signature]: readonly [EventHeader, string]) =>
    foldTrusted(trusted, said, signature);

  test('is followed only where the one before signed it; whoever has been succeeded is not heard again', () => {
    const step = fc.record({ by: fc.nat(3), to: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let believed = 0;
        let trusted = nothingTrusted(rings[0]!.publicKey);
        for (const [at, { by, to }] of steps.entries()) {
          const succession = header(10 + at, 'keyring_succeeded', {
            device: idAt(9),
            signingKey: rings[to]!.publicKey,
          });
          const folded = says(trusted, signed(by, succession));
          expect(folded.found.foreign).toBe(by !== believed);
          if (by === believed) believed = to;
          trusted = folded;
          expect(trusted.keyring).toBe(rings[believed]!.publicKey);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('an act in the presence of officers is told when the log keeps back their word for it', () => {
    const head = { size: 0, root: '0'.repeat(64) };
    const officers = [1, 2].map((n) => ({ officer: idAt(n), name: `Officer ${n}` }));
    const present = signed(0, header(20, 'officers_present', { officers, directory: head }));
    const act = signed(
      0,
      header(21, 'unit_key_published', { unit: 'MPS', key: idAt(21), publicKey: key }, [present[0].id]),
    );
    const start = nothingTrusted(rings[0]!.publicKey);
    expect(says(start, act).found).toMatchObject({ unwitnessed: true });
    const witnessed = says(start, present);
    expect(witnessed.found).toMatchObject({ witnessed: head, foreign: false });
    expect(says(witnessed, act).found).toEqual({ foreign: false, unwitnessed: false, witnessed: null });
    // An officers' word that the keyring did not sign lets nothing pass.
    const forged = says(start, [present[0], signed(1, present[0])[1]]);
    expect(forged.found).toMatchObject({ foreign: true, witnessed: null });
    expect(says(forged, act).found).toMatchObject({ unwitnessed: true });
  });
});
