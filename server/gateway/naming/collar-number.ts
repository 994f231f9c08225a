import { beforeNumber } from './titles.ts';
import { folded, type Word } from './words-of.ts';

/** A collar number as it is compared: letters and digits alone. `MP 1234` and `mp1234` are one. */
export const collarNumber = (written: string): string => folded(written).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Whether a text gives this collar number. One with letters speaks for itself; a bare number only after a rank or a word
 * like "collar number", since any amount or house number would be one otherwise.
 */
export function givesNumber(text: readonly Word[], number: string): boolean {
  const bare = /^\d+$/u.test(number);
  return text.some((word, at) => {
    const here =
      word.text === number ||
      (text[at - 1] !== undefined && word.joined && `${text[at - 1]!.text}${word.text}` === number);
    if (!here) return false;
    return !bare || text.slice(Math.max(0, at - 3), at).some((before) => beforeNumber.has(before.text));
  });
}
