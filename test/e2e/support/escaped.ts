/** What a page in disguise says that did not come through the catalogue. */
import type { Page } from 'playwright';
import { forces } from '../../../shared/domain/codes.ts';
import { closing, opening } from '../../../renderer/words/pseudo.ts';

/** The same in every language: names of the program, of languages, of the time and of forces. */
const untranslated = [
  'Candour',
  'English',
  'Cymraeg (heb ei adolygu / unreviewed)',
  'UTC',
  ...forces.flatMap(({ name, short }) => [name, short]),
];

/**
 * Texts and attributes outside the brackets that hold a word and are no data, each with the element that says it.
 * @param data what people and the directory call themselves and their cases: names and references, each as a whole
 */
export const escapedFrom = (page: Page, data: readonly string[]): Promise<string[]> =>
  page.evaluate(
    ({ open, close, same }) => {
      const innermost = new RegExp(`${open}[^${open}${close}]*${close}`, 'gu');
      const outside = (text: string): string => {
        let rest = text.replaceAll(/\b(?:Ctrl|Alt|Shift)\+/g, '');
        for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(innermost, '')];
        return rest;
      };
      const isWords = (text: string) => /\p{L}{2,}/u.test(outside(text)) && !same.includes(outside(text).trim());
      // Marked as what somebody wrote, a name or a code; keys are the keyboard's.
      const isData = (element: Element) => element.closest('[translate="no"], [dir], kbd, script, style') !== null;
      const where = (element: Element): string =>
        [element.parentElement, element]
          .filter((each) => each !== null)
          .map((each) => [each.localName, ...each.classList].join('.'))
          .join(' > ');
      const escaped = new Set<string>();
      for (const element of document.body.querySelectorAll('*')) {
        if ((!element.checkVisibility() && element.localName !== 'option') || isData(element)) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription']) {
          const said = element.getAttribute(name);
          if (said !== null && isWords(said)) escaped.add(`${name}="${said}" on ${where(element)}`);
        }
        for (const node of element.childNodes)
          if (node.nodeType === Node.TEXT_NODE && isWords(node.textContent ?? ''))
            escaped.add(`“${node.textContent}” in ${where(element)}`);
      }
      return [...escaped];
    },
    { open: opening, close: closing, same: [...untranslated, ...data] },
  );
