/**
 * Text as the index takes it, and a search likewise. FTS5's unicode61 knows Unicode 6.1 and two things wrongly for us:
 * a younger emoji counts as a letter, so that `custody🙂` would be a word of its own, and the vowel points of Arabic and
 * Hebrew cut a word into its letters. Both are taken out; composed letters are one character.
 */
export const searchable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/(?![\p{L}\p{N}\p{M}])[\u20BB-\u20CF\u{10000}-\u{10FFFF}]/gu, ' ')
    .replace(
      /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED]/g,
      '',
    );
