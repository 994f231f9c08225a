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
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
};

const PLAIN = /^[A-Za-z0-9]+$/;

/** A word as it is compared: without case, accents and apostrophes. */
export const folded = (word: string): string => (PLAIN.test(word) ? word.toLowerCase() : foldedFully(word));

const foldedFully = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼ`]/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłħıŋ]/gu, (letter) => plain[letter] ?? letter);

const WORD = /[\p{L}\p{M}\p{N}'’‘ʼ`]+/gu;

export interface Word {
  /** As it is compared. */
  readonly text: string;
  /** It was written with a capital first. */
  readonly capital: boolean;
  /** Only spaces, dots, commas or hyphens stand between it and the word before. */
  readonly joined: boolean;
}

/** The words of a text, without any that fold to nothing. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const between = text.slice(end, match.index);
    end = match.index + match[0].length;
    const word = folded(match[0]);
    if (word === '') continue;
    words.push({
      text: word,
      capital: /^['’‘ʼ`]*[\p{Lu}\p{Lt}]/u.test(match[0]),
      joined: /^[\s.,\-‐‑–]*$/u.test(between),
    });
  }
  return words;
}
