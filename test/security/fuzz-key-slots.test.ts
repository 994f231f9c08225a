import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costAllowed } from '../../electron/vault/keys/argon2-cost.ts';
import { readKeySlots, unwrapDataKey, writeKeySlots } from '../../electron/vault/keys/key-slots.ts';
import { makePassphraseSlot } from '../../electron/vault/keys/passphrase-slot.ts';

/** The key-slot file lies outside the encryption: whoever has the disk writes it. 10,000 of their files. */
test('a strange key-slot file is a typed flaw, never an error; what is read keeps to the costs and opens nothing', async () => {
  const cost = { m: 65_536, t: 3, p: 1 };
  const slot = await makePassphraseSlot(randomBytes(32), 'three random words', { mode: 'passphrase-only' }, cost, true);
  const good = writeKeySlots({ slots: [slot], recovery: [], destroyed: false });
  const names = [...new Set([...good.matchAll(/"(\w+)":/g)].map((match) => match[1]!)), '__proto__', 'unheardOf'];
  const replaced = fc.tuple(fc.constantFrom(...names), fc.jsonValue()).map(([name, value]) =>
    // Every value of that name, wherever it stands.
    JSON.stringify(JSON.parse(good, (key, old: unknown) => (key === name ? value : old))),
  );
  const added = fc
    .tuple(fc.constantFrom(...names), fc.jsonValue())
    .map(([name, value]) => good.replace('{', `{${JSON.stringify(name)}:${JSON.stringify(value)},`));
  const costs = fc
    .tuple(fc.constantFrom('m', 't', 'p'), fc.double())
    .map(([name, value]) => good.replace(new RegExp(`"${name}":\\d+`), `"${name}":${value}`));
  const turned = fc
    .tuple(fc.nat(good.length - 1), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([at, by]) => good.slice(0, at) + by + good.slice(at + 1));
  const text = fc.oneof(replaced, added, costs, turned, fc.json(), fc.string({ unit: 'binary' }));
  const key = randomBytes(32);
  let accepted = 0;
  fc.assert(
    fc.property(text, (each) => {
      const read = readKeySlots(each);
      if (!read.ok) {
        expect(['unreadable', 'newer_version', 'cost_out_of_bounds']).toContain(read.flaw);
        return;
      }
      accepted += 1;
      for (const one of read.slots) {
        expect(costAllowed(one.argon2)).toBe(true);
        expect(unwrapDataKey(one, key)).toBeNull();
      }
    }),
    { numRuns: 10_000 },
  );
  expect(accepted).toBeGreaterThan(50);
});
