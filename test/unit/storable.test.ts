import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storable, words } from '../../shared/domain/primitives.ts';
import { jcs } from '../../shared/protocol/canonical.ts';

test('what is storable of any typed text is taken by the schema and has a canonical form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const kept = storable(text);
      expect(words(10_000).safeParse(kept).success).toBe(true);
      expect(() => jcs({ kept })).not.toThrow();
    }),
  );
});

test('a text with a NUL or half a character is refused, a whole emoji is not', () => {
  expect(words(10).safeParse('a\u0000').success).toBe(false);
  expect(words(10).safeParse('\ud800').success).toBe(false);
  expect(words(10).safeParse('🙂').success).toBe(true);
  expect(storable('a\u0000\ud800🙂b')).toBe('a🙂b');
});
