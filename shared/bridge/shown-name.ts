/** Control characters, and those that change the direction or have no width: a name reads as what it is not. */
export const deceiving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

const code = (letter: string) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;

/**
 * A name that came from outside, as one line that shows every deceiving character as its code; a very long one is cut in
 * the middle, so that its ending stays in view.
 */
export function shownName(name: string): string {
  const shown = name.replaceAll(deceiving, code);
  const letters = [...shown];
  return letters.length <= 120 ? shown : `${letters.slice(0, 80).join('')} … ${letters.slice(-30).join('')}`;
}
