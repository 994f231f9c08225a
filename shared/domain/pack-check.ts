/**
 * The second sanitising pass: what in a pack could tell a reader who reported. Pure; it finds, and a person mends each
 * place or says why it may stand.
 */
import { z } from 'zod';
import listFile from '../../resources/pack-check.json' with { type: 'json' };
import { type Leak, leaksIn, type PackPart, type Word, wordsOf } from './leaks.ts';

export const WarningKind = z.enum([
  'covered',
  'clue',
  'run',
  'quoted',
  'only_person',
  'first_person',
  'exact_time',
  'dialect',
  'file_name',
  'metadata',
  'identifier',
]);
export type WarningKind = z.infer<typeof WarningKind>;

export interface PackWarning extends Omit<Leak, 'kind'> {
  readonly kind: WarningKind;
  /** It can only be mended: words that were covered in one place stand open in another. */
  readonly must: boolean;
}

/** What of a case the check compares a pack with. */
export interface PackSources {
  readonly narrative: string;
  /** Words marked as reporter clues. */
  readonly clues: readonly string[];
  /** What lies beneath redactions. */
  readonly covered: readonly string[];
  /** Names of the report's files, and the charity's own number of it. */
  readonly fileNames: readonly string[];
  readonly reference: string | null;
}

const phrases = z.array(z.string().min(1)).min(1);
const lists = z
  .strictObject({
    version: z.string(),
    dated: z.iso.date(),
    note: z.string(),
    onlyPerson: phrases,
    firstPerson: phrases,
    dialect: phrases,
  })
  .parse(listFile);

/** So many covered words in a row may stand nowhere else. */
export const COVERED_WORDS = 3;
/** So many of the narrative's words between quotation marks are a quotation of the reporter. */
const QUOTED_WORDS = 2;

type Found = readonly [from: number, to: number];

const plainOf = (text: string) => wordsOf(text).map(({ plain }) => plain);

/** Where any of the phrases stands, as whole words, without regard to case, accents and punctuation. */
function phrasesIn(words: readonly Word[], wanted: readonly (readonly string[])[]): Found[] {
  return wanted.flatMap((phrase) =>
    words.flatMap((word, at): Found[] =>
      phrase.length > 0 && phrase.every((plain, n) => words[at + n]?.plain === plain)
        ? [[word.from, words[at + phrase.length - 1]!.to]]
        : [],
    ),
  );
}

const patternsIn = (text: string, patterns: readonly RegExp[]): Found[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match): Found => [match.index, match.index + match[0].length]),
  );

const clockTimes = [
  /\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?:\s?(?:am|pm|hrs|hours))?\b/giu,
  /\b(?:1[0-2]|0?[1-9])\s?(?:am|pm|a\.m\.|p\.m\.|o['’]clock)/giu,
  /\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours)\b/giu,
  /\b\d{4}-\d\d-\d\d\b/gu,
  /\b(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.](?:\d{4}|\d\d)\b/gu,
  /\b(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s(?:of\s)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/giu,
];
/** Without its apostrophe, "we're" would be "were". */
const contractions = [/\b(?:I|we)['’](?:m|ve|d|ll|re)\b/giu];
const identifiers = [
  // British telephone numbers, then any number of 9 digits or more.
  /(?:\+44\s?(?:\(0\)\s?)?|\b0)\d(?:[\s-]?\d){8,9}\b/gu,
  /\b\d(?:[\s-]?\d){8,15}\b/gu,
  // Vehicle registrations: since 2001, and with a letter for the year before.
  /\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b/giu,
  /\b[A-Z]\d{1,3}\s?[A-Z]{3}\b/gu,
  // National Insurance numbers (HMRC NIM39110).
  /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b/giu,
  /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/giu,
  /[\w.+-]+@[\w-]+\.[\w.-]+/gu,
  /(?<![\w@])@\w{3,}/gu,
  /\b(?:https?:\/\/|www\.)\S+/giu,
];
const fileNames = [
  /[\p{L}\p{N}_-]+\.(?:jpe?g|png|gif|webp|bmp|heic|tiff?|pdf|docx?|xlsx?|pptx?|odt|txt|csv|msg|eml|mp[34]|m4a|mov|avi|wav|zip)\b/giu,
];
const metadata = [
  /\b(?:IMG|DSC|DSCN|PXL|VID|MVI|WhatsApp Image|Screenshot)[ _-]?\d{3,}[\w.-]*/giu,
  /(?<!\d)-?\d{1,2}\.\d{4,}\s*[,;]\s*-?\d{1,3}\.\d{4,}/gu,
  /\b(?:GPS|EXIF|geotag|serial number)\b/giu,
];

/** Short covered words (a name, a place) are looked for whole, unless they are such as stand everywhere. */
const tellsMuch = (words: readonly string[]) => words.some((word) => word.length >= 4 || /\d/.test(word));

function coveredIn(words: readonly Word[], covered: readonly string[]): { found: Found; must: boolean }[] {
  return covered.flatMap((text): { found: Found; must: boolean }[] => {
    const plain = plainOf(text);
    if (plain.length >= COVERED_WORDS) {
      const runs = Array.from({ length: plain.length - COVERED_WORDS + 1 }, (_, at) =>
        plain.slice(at, at + COVERED_WORDS),
      );
      return joinedUp(phrasesIn(words, runs)).map((found) => ({ found, must: true }));
    }
    return tellsMuch(plain) ? phrasesIn(words, [plain]).map((found) => ({ found, must: false })) : [];
  });
}

function joinedUp(found: readonly Found[]): Found[] {
  const made: [number, number][] = [];
  for (const [from, to] of [...found].sort((a, b) => a[0] - b[0])) {
    const last = made.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else made.push([from, to]);
  }
  return made;
}

function quotedIn(text: string, narrative: string): Found[] {
  const said = ` ${narrative} `;
  return [...text.matchAll(/["“”]([^"“”]{3,})["“”]|[‘]([^’]{3,})[’]/gu)].flatMap((match): Found[] => {
    const plain = plainOf(match[1] ?? match[2] ?? '');
    return plain.length >= QUOTED_WORDS && said.includes(` ${plain.join(' ')} `)
      ? [[match.index, match.index + match[0].length]]
      : [];
  });
}

const onlyPerson = lists.onlyPerson.map(plainOf);
const firstPerson = lists.firstPerson.map(plainOf);
const dialect = lists.dialect.map(plainOf);

/** Everything in the parts that could lead back to the reporter; nothing twice, in the order of the parts. */
export function packWarnings(parts: readonly PackPart[], sources: PackSources): PackWarning[] {
  const narrative = plainOf(sources.narrative).join(' ');
  const names = sources.fileNames.flatMap((name) => {
    const stem = plainOf(name.replace(/\.[^.]{1,5}$/, ''));
    return tellsMuch(stem) ? [stem] : [];
  });
  const reference = sources.reference === null ? [] : [plainOf(sources.reference)];
  const leaks = leaksIn(parts, sources.narrative, sources.clues);
  return parts.flatMap(({ part, text }) => {
    const words = wordsOf(text);
    const made = new Map<string, PackWarning>();
    const warn = (kind: WarningKind, [from, to]: Found, must = false) => {
      const said = text.slice(from, to);
      const key = `${kind} ${part} ${said}`;
      if (!made.has(key)) made.set(key, { key, part, from, to, words: said, kind, must });
    };
    for (const { found, must } of coveredIn(words, sources.covered)) warn('covered', found, must);
    for (const leak of leaks) if (leak.part === part) warn(leak.kind, [leak.from, leak.to]);
    for (const found of quotedIn(text, narrative)) warn('quoted', found);
    for (const found of phrasesIn(words, onlyPerson)) warn('only_person', found);
    for (const found of [...phrasesIn(words, firstPerson), ...patternsIn(text, contractions)])
      warn('first_person', found);
    for (const found of joinedUp(patternsIn(text, clockTimes))) warn('exact_time', found);
    for (const found of phrasesIn(words, dialect)) warn('dialect', found);
    for (const found of [...joinedUp(patternsIn(text, fileNames)), ...phrasesIn(words, names)])
      warn('file_name', found);
    for (const found of joinedUp(patternsIn(text, metadata))) warn('metadata', found);
    for (const found of [...joinedUp(patternsIn(text, identifiers)), ...phrasesIn(words, reference)])
      warn('identifier', found);
    return [...made.values()].sort((a, b) => a.from - b.from);
  });
}
