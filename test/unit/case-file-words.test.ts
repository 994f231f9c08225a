import { globSync, readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, test } from 'vitest';
import { flawWords, neverNext } from '../../renderer/features/case/attachments/file-words.ts';
import { Flaw } from '../../renderer/features/case/attachments/Flaw.tsx';

/** Every code by which a view says that it does not show a file, as the sources hold them. */
const codes = [
  ...new Set(
    globSync('renderer/features/case/attachments/**/*.{ts,tsx}')
      .filter((file) => !file.endsWith('file-words.ts'))
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(/'((?:pdf|image|media)_[a-z_]+|too_[a-z_]+|no_size)'/g),
      ])
      .map(([, code]) => code!),
  ),
];

describe('a damaged or oversized file', () => {
  it('has its views’ reasons found', () => {
    expect(codes).toEqual(expect.arrayContaining(['too_large', 'too_many_pixels', 'image_damaged', 'pdf_damaged']));
  });

  test.each(codes)('that is not shown for %s says what it is, why, what to do, and its SHA-256', (code) => {
    const [what, why] = flawWords(code);
    expect(why).not.toMatch(/^Code: /);
    const shown = renderToStaticMarkup(createElement(Flaw, { code, sha256: 'a1b2c3' }));
    for (const words of [what, why, neverNext, 'a1b2c3'])
      expect(shown.replaceAll('&#x27;', '’')).toContain(words.replaceAll("'", '’'));
    expect(shown).toContain('role="alert"');
  });
});
