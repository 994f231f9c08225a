import { fieldNamed, isIncomplete, type FieldTerm } from './fields.ts';
import type { SearchProblem } from './problem.ts';

/** Where a search cannot be read: UTF-16 units `[at, to)` of what was typed. `field` is the field's own name, never what was typed. */
export interface SearchFault {
  readonly at: number;
  readonly to: number;
  readonly problem: SearchProblem;
  readonly field: string | null;
}

/** Words that must stand one after the other. `beginning`: the last of them is the beginning of a word. */
export interface WordsTerm {
  readonly what: 'words';
  readonly text: string;
  readonly beginning: boolean;
}

export type Term = { readonly not: boolean } & (WordsTerm | FieldTerm);
/** `[start, end)`: where it stands in what was typed, UTF-16 units. */
export type PlacedTerm = Term & { readonly start: number; readonly end: number };

export type ReadSearch =
  | {
      readonly ok: true;
      /** All of them must hold. */
      readonly terms: readonly PlacedTerm[];
      /** Nothing was typed yet that asks for anything, as `received:` without a day. */
      readonly nothingYet: boolean;
    }
  | { readonly ok: false; readonly fault: SearchFault };

/** What a term finds, as it was typed: bare, or between quotation marks. */
interface Value {
  readonly text: string;
  readonly quoted: boolean;
  readonly starred: boolean;
  readonly open: boolean;
  readonly to: number;
}

/** What unicode61 sees as part of a word; without any, words cannot match. */
const hasWord = (text: string) => /[\p{L}\p{N}]/u.test(text);

function valueAt(text: string, at: number): Value {
  if (text[at] === '"') {
    const end = text.indexOf('"', at + 1);
    const starred = end >= 0 && text[end + 1] === '*';
    return {
      text: text.slice(at + 1, end < 0 ? undefined : end),
      quoted: true,
      starred,
      open: end < 0,
      to: end < 0 ? text.length : end + (starred ? 2 : 1),
    };
  }
  const word = /^[^\s"]*/.exec(text.slice(at))![0];
  const starred = word.length > 1 && word.endsWith('*');
  return { text: starred ? word.slice(0, -1) : word, quoted: false, starred, open: false, to: at + word.length };
}

/**
 * Reads a search: words, "phrases", `begin*`, `-without` and `field:value`, all of which must hold. Anything else that is
 * typed is a word, and no sign is an operator of the index.
 * @param typing the last term may be unfinished: its last word counts as a beginning, and what it lacks is not told yet
 */
export function readSearch(input: string, typing: boolean): ReadSearch {
  // One character each, so that every position is that of what was typed.
  const text = input.replaceAll('\u0000', ' ').replace(/[“”„«»]/g, '"');
  const terms: PlacedTerm[] = [];
  let unfinished = false;
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const start = at;
    const not = text[at] === '-' && /[^\s-]/.test(text[at + 1] ?? ' ');
    if (not) at++;
    const name = /^([A-Za-z]+):(?!\/)/.exec(text.slice(at));
    const value = valueAt(text, at + (name?.[0].length ?? 0));
    const last = value.to === text.length;
    const beginning = value.starred || (typing && last && (!value.quoted || value.open));
    const fault = (problem: SearchProblem, field: string | null, begin = at): ReadSearch => {
      return { ok: false, fault: { at: begin, to: Math.max(begin + 1, value.to), problem, field } };
    };
    if (value.open && !typing) return fault('quote_open', null, text.indexOf('"', at));
    if (name === null) {
      if (hasWord(value.text)) terms.push({ not, what: 'words', text: value.text, beginning, start, end: value.to });
    } else {
      const field = fieldNamed(name[1]!);
      if (field === null) {
        // `https:` may go on to be an address.
        if (!typing || !last || value.text !== '') return fault('field_unknown', null);
        unfinished = true;
        at = value.to;
        continue;
      }
      const read = field.read(value.text, beginning);
      if (read.ok) terms.push({ not, ...read.term, start, end: value.to });
      else if (typing && last && isIncomplete(read.problem)) unfinished = true;
      else if (read.problem === 'value_missing') return fault(read.problem, field.name);
      else return fault(read.problem, field.name, at + name[0].length);
    }
    at = value.to;
  }
  return { ok: true, terms, nothingYet: terms.length === 0 && unfinished };
}

/** The words that a search marks in a text: those that must stand there. */
export const soughtWords = (terms: readonly Term[]): WordsTerm[] =>
  terms.flatMap((term) => {
    if (term.not) return [];
    if (term.what === 'words') return [term];
    return term.what === 'subject' ? [{ what: 'words', text: term.text, beginning: term.beginning }] : [];
  });

const quoted = (text: string) => `"${text}"`;
const isBare = (text: string) =>
  /^[^\s"“”„«»\0]+$/.test(text) && !/^-/.test(text) && !/^[A-Za-z]+:(?!\/)/.test(text) && !text.endsWith('*');

/** A search as one could have typed it. Terms whose text holds a quotation mark have no such form. */
export const printSearch = (terms: readonly Term[]): string =>
  terms
    .map((term) => {
      const name = term.what === 'words' ? '' : `${term.what}:`;
      const text = term.what === 'words' || term.what === 'subject' ? term.text : term.value;
      const star = 'beginning' in term && term.beginning ? '*' : '';
      // Behind a colon a stroke would make an address of it, as in https://, and nothing else needs a quotation mark.
      const bare = name === '' ? isBare(text) : /^(?!\/)[^\s"“”„«»\0]*[^\s"“”„«»\0*]$/.test(text);
      return `${term.not ? '-' : ''}${name}${bare ? text : quoted(text)}${star}`;
    })
    .join(' ');
