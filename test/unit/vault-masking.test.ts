import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MASK, maskNames } from '../../electron/vault/cases/masking.ts';

const masked = (text: string, ...names: string[]) =>
  maskNames(
    text,
    names.map((name) => ({ name })),
  ).replaceAll(MASK, '#');

describe('masking of names', () => {
  test('hides the whole name in any case of letters, and its words as they are written or in capitals', () => {
    expect(masked('John Smith, SMITH and john smith met Smith’s son.', 'John Smith')).toBe('#, # and # met #’s son.');
  });

  test('keeps ranks, titles and short words, which name nobody', () => {
    expect(masked('Sergeant Li saw the Sergeant and Mr Smith. He will go.', 'Sergeant Li Smith')).toBe(
      'Sergeant Li saw the Sergeant and Mr #. He will go.',
    );
  });

  test('leaves words alone that only begin like a name, and common words in small letters', () => {
    expect(masked('Rose rose over Rosemary.', 'Anna Rose')).toBe('# rose over Rosemary.');
  });

  test('hides names that an apostrophe or a hyphen cuts, and names in scripts without capitals', () => {
    expect(masked('O’Brien and Smith-Jones; Smith, Jones.', 'Pat O’Brien', 'Kim Smith-Jones')).toBe('# and #; #.');
    expect(masked('قال محمد شيئا', 'محمد')).toBe('قال # شيئا');
  });

  test('whether letters are composed or not makes no difference', () => {
    expect(masked('José and JOSE\u0301 came', 'Jose\u0301 Marti\u0301n')).toBe('# and # came');
  });

  test('no word of a name of three letters or more survives as it is written, whatever stands around it', () => {
    const name = fc.constantFrom('Dana Whitlock', 'Siân Ŵyn-Evans', 'D’Arcy Okonkwo', 'Łukasz Żak');
    fc.assert(
      fc.property(
        name,
        fc.array(fc.constantFrom('saw', ',', '“', 'the', ' ', '\n', 'NAME'), { maxLength: 20 }),
        (who, parts) => {
          const text = parts.map((part) => (part === 'NAME' ? who : part)).join(' ');
          const left = maskNames(text, [{ name: who }]);
          for (const word of who.split(/[^\p{L}]+/u).filter((part) => part.length >= 3))
            expect(left).not.toContain(word);
          expect(left.replaceAll(MASK, '').length).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
