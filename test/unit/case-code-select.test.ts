import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { CodeSelect } from '../../renderer/features/case/parts/CodeSelect.tsx';
import { codeList, codeListNames, type CodeListName } from '../../shared/domain/codes.ts';

/** The options that are offered on a day, as they are read. */
const options = (list: CodeListName, value: string, on: string): string[] => {
  const markup = renderToStaticMarkup(createElement(CodeSelect, { label: 'Code', list, value, on, onChange: () => 0 }));
  return [...markup.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, words]) => words!);
};
const chosen = (list: CodeListName, value: string, on: string): string | undefined =>
  renderToStaticMarkup(createElement(CodeSelect, { label: 'Code', list, value, on, onChange: () => 0 })).match(
    /<option[^>]*selected[^>]*>([^<]*)</,
  )?.[1];

describe('a choice out of a dated list', () => {
  it('offers nothing that is not in use on the day', () => {
    expect(options('check', '', '1990-01-01T00:00:00.000Z')).toEqual(['Choose']);
    expect(options('check', '', '2026-11-23').length).toBe(codeList('check').entries.length + 1);
  });

  it('shows a code that was chosen and is not in use any more, with its dates, and nothing silently in its place', () => {
    for (const list of codeListNames) {
      const { code, validFrom } = codeList(list).entries[0]!;
      expect(chosen(list, code, '1900-01-01')).toMatch(
        new RegExp(`\\(from ${validFrom}\\)$|\\(in use ${validFrom} to `),
      );
    }
    expect(chosen('check', 'OLD_CHECK', '2026-11-23')).toBe('OLD_CHECK (not in this list)');
  });
});
