import { describe, expect, test } from 'vitest';
import { isWeak, strengthOf } from '../../electron/vault/session/passphrase.ts';

describe('the strength of a passphrase', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['short', 'too_short'],
    ['elevenchars', 'too_short'],
    ['x7#Kq!2pZv', 'too_short'],
    ['aaaaaaaaaaaaaaaaaaaa', 'repeats'],
    ['password1234', 'easy_to_guess'],
    ['qwertyuiopasdf', 'easy_to_guess'],
    ['policepolice12', 'easy_to_guess'],
    ['1234567890123456', 'easy_to_guess'],
  ])('%o is %s', async (passphrase, flaw) => {
    expect(await strengthOf(passphrase)).toMatchObject({ enough: false, flaw });
    expect(await isWeak(passphrase)).toBe(true);
  });

  test.each(['three random words', 'heron gravel lantern', 'кодовая фраза тут'])('%o is enough', async (passphrase) => {
    const strength = await strengthOf(passphrase);
    expect(strength).toMatchObject({ enough: true, flaw: null });
    expect(strength.score).toBeGreaterThanOrEqual(3);
  });

  test('of a very long text takes no longer to tell than that of its beginning', async () => {
    const took = async (passphrase: string) => {
      const began = performance.now();
      await strengthOf(passphrase);
      return performance.now() - began;
    };
    await strengthOf('so that the word lists are there');
    const beginning = await took('ab1!'.repeat(25));
    expect(await took('ab1!'.repeat(250))).toBeLessThan(2 * beginning + 200);
  });
});
