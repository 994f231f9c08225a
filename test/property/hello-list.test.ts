/** What a hub leaves out of its answer to hello, the device puts back: never anything but the very list that the hub meant. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HelloAnswer } from '../../shared/protocol/calls.ts';
import { completed, knownList, listDigest, shortened } from '../../shared/protocol/hello-list.ts';
import { assertByChanceAndSeed } from '../support/by-chance-and-seed.ts';

const NAMES = [
  'directory',
  'desk:MPS',
  'desk:GMP',
  ...[1, 2, 3, 4, 5].map((n) => `referral:${n.toString().repeat(8)}-0000-4000-8000-000000000000`),
  'journal:99999999-0000-4000-8000-000000000000',
];

/** Few names, heads and versions, so that lists are often nearly alike. */
const list = fc
  .record({
    hubEpoch: fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, fc.constant(2)),
    grantsVersion: fc.oneof({ weight: 6, arbitrary: fc.constant(3) }, fc.constant(4)),
    heads: fc.dictionary(fc.constantFrom(...NAMES), fc.nat(2), { noNullPrototype: true }),
    all: fc.boolean(),
    hour: fc.integer({ min: 10, max: 20 }),
  })
  .map(({ hubEpoch, grantsVersion, heads, all, hour }): HelloAnswer => {
    const names = all ? NAMES : Object.keys(heads);
    const leaseUntil = `2026-03-16T${hour}:00:00.000Z`;
    return {
      hubId: '99999999-0000-4000-8000-000000000001',
      hubEpoch,
      hubKey: 'a2V5',
      serverTime: `2026-03-02T${hour}:00:00.000Z`,
      protocol: 1,
      lastDeviceSeq: hour,
      grantsVersion,
      compartments: names.map((compartment) => ({ compartment, head: heads[compartment] ?? 0, leaseUntil })),
    };
  });

const namesOf = ({ compartments }: HelloAnswer) => compartments.map(({ compartment }) => compartment).sort();
/** Everything that a list says, in an order that does not depend on who says it. */
const inOrder = (compartments: HelloAnswer['compartments']) =>
  compartments.toSorted((a, b) => (a.compartment < b.compartment ? -1 : 1));
const plain = (answer: HelloAnswer) => ({ ...answer, compartments: inOrder(answer.compartments) });
const grants = ({ hubEpoch, grantsVersion }: HelloAnswer) => `${hubEpoch} ${grantsVersion}`;

describe('a hello that names what has changed', () => {
  it('becomes the whole answer of now, leases and all, for whoever knew the list that they said', () => {
    assertByChanceAndSeed(
      fc.property(list, list, (before, now) => {
        const whole = completed(shortened(now, knownList(before)), before);
        expect(whole && plain(whole)).toEqual(plain(now));
      }),
      { numRuns: 2000 },
    );
  });

  it('names just the logs whose heads have moved, and is whole as soon as anything decides otherwise what may be held', () => {
    const seen = { whole: 0, short: 0, nothing: 0 };
    assertByChanceAndSeed(
      fc.property(list, list, (before, now) => {
        const reply = shortened(now, knownList(before));
        const alike = grants(before) === grants(now) && namesOf(before).join() === namesOf(now).join();
        expect('changed' in reply).toBe(alike && now.compartments.length > 0);
        const named = 'changed' in reply ? reply.changed.compartments : reply.compartments;
        seen['compartments' in reply ? 'whole' : named.length === 0 ? 'nothing' : 'short'] += 1;
        const heads = new Map(before.compartments.map(({ compartment, head }) => [compartment, head]));
        const moved = now.compartments.filter(
          ({ compartment, head }) => 'compartments' in reply || heads.get(compartment) !== head,
        );
        expect(inOrder(named)).toEqual(inOrder(moved));
      }),
      { numRuns: 2000 },
    );
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
  });

  it('put to another list than the one it was asked with is refused, unless it makes the list that the hub meant', () => {
    const seen = { refused: 0, taken: 0 };
    assertByChanceAndSeed(
      fc.property(list, list, list, (asked, now, other) => {
        const reply = shortened(now, knownList(asked));
        const whole = completed(reply, other);
        seen[whole === null ? 'refused' : 'taken'] += 1;
        if (whole !== null) expect(plain(whole)).toEqual(plain(now));
        if ('changed' in reply) expect(completed(reply, null)).toBeNull();
      }),
      { numRuns: 2000 },
    );
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
  });

  it('names what has another lease than the rest', () => {
    fc.assert(
      fc.property(list, fc.nat(20), (now, at) => {
        const compartments = now.compartments.map((one, n) =>
          n === at ? { ...one, leaseUntil: '2026-03-03T00:00:00.000Z' } : one,
        );
        const uneven = { ...now, compartments };
        const whole = completed(shortened(uneven, knownList(now)), now);
        expect(whole && plain(whole)).toEqual(plain(uneven));
      }),
    );
  });
});

it('two lists have one digest when they say the same, in whatever order', () => {
  assertByChanceAndSeed(
    fc.property(list, list, (one, other) => {
      const said = (answer: HelloAnswer) =>
        JSON.stringify([
          grants(answer),
          plain(answer).compartments.map(({ compartment, head }) => [compartment, head]),
        ]);
      expect(listDigest({ ...one, compartments: one.compartments.toReversed() })).toBe(listDigest(one));
      expect(listDigest(one) === listDigest(other)).toBe(said(one) === said(other));
    }),
    { numRuns: 1000 },
  );
});
