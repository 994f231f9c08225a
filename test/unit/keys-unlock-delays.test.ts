import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTry, delayAfter, forgetTries, notBefore } from '../../electron/vault/keys/unlock-delays.ts';

const T = Date.UTC(2026, 2, 1);
let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'candour-delays-'));
});
afterEach(() => rmSync(profile, { recursive: true }));

describe('the delays after wrong passphrases', () => {
  it('are none for the first three, then double from one second to five minutes', () => {
    const seconds = [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 400].map((wrong) => delayAfter(wrong) / 1000);
    expect(seconds).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 256, 300, 300]);
  });

  it('hold until their time, and end when a passphrase was right', () => {
    for (let n = 0; n < 5; n++) countTry(profile, T);
    expect(notBefore(profile, T)).toBe(T + 2000);
    expect(notBefore(profile, T + 1999)).toBe(T + 2000);
    expect(notBefore(profile, T + 2000)).toBeNull();
    forgetTries(profile);
    expect(notBefore(profile, T)).toBeNull();
  });

  it('never become shorter by moving the clock back, however often', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 14 }),
        fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { maxLength: 6 }),
        (wrong, steps) => {
          forgetTries(profile);
          for (let n = 0; n < wrong; n++) countTry(profile, T);
          let now = T;
          for (const step of steps) {
            now -= step;
            expect(notBefore(profile, now)).toBe(now + delayAfter(wrong));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are not a lock-out for years when the clock had once run far ahead', () => {
    for (let n = 0; n < 20; n++) countTry(profile, T + 10 ** 12);
    expect(notBefore(profile, T)).toBe(T + 300_000);
    expect(notBefore(profile, T + 300_000)).toBeNull();
  });

  it('are the longest when somebody broke the file', () => {
    writeFileSync(join(profile, 'unlock-delays.json'), '{"version":1,"wrong":-4');
    expect(notBefore(profile, T)).toBe(T + 300_000);
  });

  it('are not ended by a clock set forward: the machine has to run for as long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 14 }), fc.integer({ min: 0, max: 10 ** 10 }), (wrong, ahead) => {
        forgetTries(profile);
        const up = 1_000_000;
        for (let n = 0; n < wrong; n++) countTry(profile, T, up);
        const delay = delayAfter(wrong);
        expect(notBefore(profile, T + ahead, up + delay - 1)).toBe(T + ahead + Math.max(1, delay - ahead));
        expect(notBefore(profile, T + Math.max(ahead, delay), up + delay)).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('begin again where the machine was started anew, and then end', () => {
    for (let n = 0; n < 5; n++) countTry(profile, T, 1_000_000);
    // The clock was set forward on the way.
    expect(notBefore(profile, T + 10 ** 9, 3000)).toBe(T + 10 ** 9 + 2000);
    expect(notBefore(profile, T + 10 ** 9 + 1500, 4500)).toBe(T + 10 ** 9 + 2000);
    expect(notBefore(profile, T + 10 ** 9 + 2000, 5000)).toBeNull();
  });
});
