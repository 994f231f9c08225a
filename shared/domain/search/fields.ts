import { codeList, forces, type CodeListName } from '../codes.ts';
import { readReceived } from './received.ts';
import type { SearchProblem } from './problem.ts';

/** What `is:` may ask. */
export const marksOfCases = [
  'unread',
  'read',
  'screened',
  'unscreened',
  'mine',
  'allocated',
  'unallocated',
  'immediate',
  'due',
  'overdue',
  'answered',
  'waiting',
  'refused',
  'draft',
  'decided',
  'undecided',
  'named',
] as const;
export type MarkOfCase = (typeof marksOfCases)[number];

const caseStates = ['received', 'in_assessment', 'decided', 'referred', 'acknowledged'] as const;
type Coded = 'force' | 'channel' | 'urgency' | 'state' | 'category' | 'label';

/** `value` is what was typed, for showing it again. */
export type FieldTerm =
  | { readonly what: 'subject'; readonly text: string; readonly beginning: boolean }
  | { readonly what: 'reference'; readonly value: string }
  | { readonly what: 'received'; readonly value: string; readonly from: string | null; readonly before: string | null }
  | { readonly what: 'is'; readonly value: MarkOfCase }
  /** Any of these codes. */
  | { readonly what: Coded; readonly value: string; readonly codes: readonly string[] };

type Problem = Exclude<SearchProblem, 'quote_open' | 'field_unknown'>;
type Read = { readonly ok: true; readonly term: FieldTerm } | { readonly ok: false; readonly problem: Problem };

export interface Field {
  readonly name: FieldTerm['what'];
  readonly read: (value: string, beginning: boolean) => Read;
  /** What may stand behind it, where that is a list: the first name of each is enough. */
  readonly values: readonly string[];
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();

interface Named {
  readonly code: string;
  readonly name: string;
}

const inList = (list: CodeListName): Named[] =>
  codeList(list).entries.map(({ code, label }) => ({ code, name: label }));
const named: Readonly<Record<Coded, readonly Named[]>> = {
  force: forces.map(({ short, name }) => ({ code: short, name })),
  channel: inList('channel'),
  urgency: inList('urgency'),
  state: caseStates.map((code) => ({ code, name: code })),
  category: inList('hotline_category'),
  label: inList('label'),
};

/** By its code, or by the beginning of its name, which may be that of several. */
function codesFor(field: Coded, value: string): string[] {
  const wanted = plain(value);
  const exactly = named[field].filter(({ code }) => plain(code) === wanted);
  const found = exactly.length > 0 ? exactly : named[field].filter(({ name }) => plain(name).startsWith(wanted));
  return found.map(({ code }) => code);
}

const missing = (value: string): Read | null =>
  /[\p{L}\p{N}]/u.test(value) ? null : { ok: false, problem: 'value_missing' };

const coded = (name: Coded): Field => ({
  name,
  values: name === 'category' || name === 'force' ? [] : named[name].map(({ code }) => code),
  read(value) {
    const codes = missing(value) === null ? codesFor(name, value) : [];
    return codes.length === 0
      ? (missing(value) ?? { ok: false, problem: 'value_unknown' })
      : { ok: true, term: { what: name, value, codes } };
  },
});

/** Every field, in the order in which they are offered. */
export const fields: readonly Field[] = [
  {
    name: 'subject',
    values: [],
    read: (text, beginning) => missing(text) ?? { ok: true, term: { what: 'subject', text, beginning } },
  },
  coded('force'),
  {
    name: 'reference',
    values: [],
    read: (value) => missing(value) ?? { ok: true, term: { what: 'reference', value } },
  },
  {
    name: 'received',
    values: [],
    read(value) {
      const range = readReceived(value);
      if (typeof range !== 'string') return { ok: true, term: { what: 'received', value, ...range } };
      return missing(value) ?? { ok: false, problem: range };
    },
  },
  {
    name: 'is',
    values: marksOfCases,
    read(value) {
      const mark = marksOfCases.find((each) => each === value.toLowerCase());
      if (mark !== undefined) return { ok: true, term: { what: 'is', value: mark } };
      return missing(value) ?? { ok: false, problem: 'value_unknown' };
    },
  },
  coded('channel'),
  coded('urgency'),
  coded('state'),
  coded('category'),
  coded('label'),
];

const byName = new Map(fields.map((field) => [field.name as string, field]));

export const fieldNamed = (name: string): Field | null => byName.get(name.toLowerCase()) ?? null;

/** What may still come right by the next key. */
export const isIncomplete = (problem: Problem): boolean => problem !== 'range_backwards';
