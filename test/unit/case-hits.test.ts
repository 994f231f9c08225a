import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { around, hitsOfCase } from '../../renderer/features/case/hits/case-hits.ts';
import { findShown } from '../../renderer/features/case/hits/find-on-screen.ts';
import { pageOfHit } from '../../renderer/features/case/attachments/pdf/page-of-hit.ts';
import { wantedBy } from '../../renderer/features/case/reading/hits.ts';
import { emptyCase } from '../../shared/domain/case-file.ts';

const word = fc.stringMatching(/^[a-zŵé]{1,8}$/);
const words = fc.array(word, { minLength: 1, maxLength: 30 });

describe('a hit', () => {
  test('is found again on a screen that breaks, indents and labels the text otherwise', () => {
    fc.assert(
      fc.property(
        words,
        words,
        words,
        fc.nat(),
        fc.array(fc.constantFrom(' ', '\n', ' — “', '\u200f ')),
        (...given) => {
          const [before, own, behind, n, gaps] = given;
          const text = own.join(' ');
          const at = n % own.length;
          const from = own.slice(0, at).join(' ').length + (at === 0 ? 0 : 1);
          const to = from + own[at]!.length;
          const redrawn = own.reduce((all, each, index) => all + (index === 0 ? '' : (gaps[index] ?? '\n')) + each, '');
          const shown = `${before.join(' ')} §§ ${redrawn} §§ ${behind.join(' ')}`;
          const found = findShown(shown, { text, from, to });
          expect(found).not.toBeNull();
          expect(shown.slice(found!.from, found!.to)).toBe(own[at]);
        },
      ),
    );
  });

  test('is told from the same word elsewhere by what stands around it', () => {
    const text = 'the second time it was saffron';
    const shown = 'Saffron once. saffron. The note: the second time it\nwas saffron';
    const found = findShown(shown, { text, from: text.indexOf('saffron'), to: text.length })!;
    expect(found.from).toBe(shown.lastIndexOf('saffron'));
  });

  test('that the screen does not show is nowhere', () => {
    expect(findShown('nothing of the kind', { text: 'a tangerine', from: 2, to: 11 })).toBeNull();
    expect(findShown('', { text: '…', from: 0, to: 1 })).toBeNull();
  });

  test('is shown with a few whole words around it, and the three parts are the text', () => {
    fc.assert(
      fc.property(words, fc.nat(), (all, n) => {
        const text = all.join(' ');
        const at = n % all.length;
        const from = all.slice(0, at).join(' ').length + (at === 0 ? 0 : 1);
        const [before, hit, behind] = around({ text, from, to: from + all[at]!.length });
        expect(hit).toBe(all[at]);
        const rest = `${before}${hit}${behind}`.replace(/^…/, '').replace(/…$/, '');
        expect(text).toContain(rest);
        for (const each of rest.trim().split(' ')) expect(all).toContain(each);
      }),
    );
  });

  test('in a file is on the page that holds it, also where pages were not told apart', async () => {
    const pages = ['the first page', 'a lantern hangs', 'the lantern is out'];
    const pdf = { pages: 3, text: (page: number) => Promise.resolve(pages[page - 1]!) };
    const hit = (page: number, text: string) => ({
      ...{ place: 'attachment' as const, at: { in: 'narrative' as const }, page, text },
      ...{ from: text.indexOf('lantern'), to: text.indexOf('lantern') + 7 },
    });
    expect(await pageOfHit(pdf, hit(3, 'the lantern is'))).toBe(3);
    expect(await pageOfHit(pdf, hit(1, 'a lantern hangs'))).toBe(2);
    expect(await pageOfHit(pdf, hit(9, 'no lantern that is anywhere'))).toBe(3);
  });
});

describe('the hits of a case', () => {
  const signed = { event: 'e', by: 'u', at: '2026-03-02T08:15:00.000Z', accepted: true };
  const decision = { outcomes: ['record' as const], route: 'here' as const, optionsRejected: [], model: {} };
  const file = {
    ...emptyCase('c'),
    report: { narrative: 'Saffron, and saffrons.', subjects: [], peopleAtRisk: [], attachments: [] } as never,
    decisions: [{ ...signed, ...decision, rationale: 'Because of SAFFRON.' }],
  };
  const inFile = { attachment: 'a', page: 2, text: 'more saffron', from: 5, to: 12 };

  test('stand in the order in which the Desk shows them: narrative, what was written, files', () => {
    const found = hitsOfCase(file, [inFile], wantedBy('saffron'));
    expect(found.map(({ place, text, from, to }) => [place, text.slice(from, to)])).toEqual([
      ['report', 'Saffron'],
      ['decision', 'SAFFRON'],
      ['attachment', 'saffron'],
    ]);
    expect(found[1]!.at).toEqual({ in: 'stage', stage: 'decision', tab: null });
    expect(hitsOfCase(file, [], wantedBy('saffron', true))).toHaveLength(3);
  });

  test('are none where nothing, or only fields, are asked for', () => {
    expect(hitsOfCase(file, [inFile], wantedBy('  '))).toEqual([]);
    expect(hitsOfCase(file, [], wantedBy('force:MPS'))).toEqual([]);
    expect(hitsOfCase(file, [], wantedBy('"left open'))).toEqual([]);
  });
});
