/** Letters that Unicode does not take apart into a letter and a mark, as people without them on the keyboard write them. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

const SIMPLE = /^[a-z0-9]+$/;
const WORD = /[\p{L}\p{M}\p{N}'’‘ʼ`]+/gu;

/** A word as it is compared: without case, accents and apostrophes. */
export function plainWord(word: string): string {
  const lower = word.toLowerCase();
  if (SIMPLE.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼ`]/gu, '')
    .replace(/[ßæœøđðþłı]/gu, (letter) => plain[letter] ?? letter);
}

/** A word of a text and where it stands there, in UTF-16 units. */
export interface PlacedWord {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** The words of a text as they are compared, in order; what folds to nothing is left out. */
export function placedWords(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = plainWord(match[0]);
    if (word !== '') words.push({ word, from: match.index, to: match.index + match[0].length });
  }
  return words;
}

export const plainWords = (text: string): string[] => placedWords(text).map(({ word }) => word);
