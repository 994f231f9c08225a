import { searchable } from './searchable.ts';

/** A word or a phrase that is looked for. `beginning`: its last word is still being typed. */
export interface SearchTerm {
  readonly text: string;
  readonly beginning: boolean;
}

/** A search as FTS5 reads it; `match` null means that nothing can match. `at` counts UTF-16 units of the input. */
export type ParsedSearch =
  | { readonly ok: true; readonly match: string | null; readonly terms: readonly SearchTerm[] }
  | { readonly ok: false; readonly at: number };

/** What unicode61 sees as part of a word; without any, a term cannot match. */
const hasWord = (text: string) => /[\p{L}\p{N}]/u.test(text);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/**
 * Words and "phrases", all of which must stand in the case. Everything is quoted, so that nothing typed is an operator.
 * @param typing the last word counts as the beginning of one, and a quote may still be open
 */
export function parseSearch(input: string, typing: boolean): ParsedSearch {
  const text = input.replaceAll('\u0000', ' ').replace(/[“”„«»]/g, '"');
  const terms: { text: string; last: boolean }[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0 && !typing) return { ok: false, at };
      terms.push({ text: text.slice(at + 1, end < 0 ? undefined : end), last: end < 0 });
      at = end < 0 ? text.length : end + 1;
      continue;
    }
    const word = /^[^\s"]+/.exec(text.slice(at))![0];
    at += word.length;
    terms.push({ text: word, last: at === text.length });
  }
  const usable = terms
    .filter((term) => hasWord(term.text))
    .map((term) => ({ text: searchable(term.text), beginning: typing && term.last }));
  const match = usable.map((term) => quoted(term.text) + (term.beginning ? ' *' : '')).join(' AND ');
  return { ok: true, match: usable.length === 0 ? null : match, terms: usable };
}
