/**
 * Characters that are not seen but change what is seen: controls, line and paragraph separators, directional marks and
 * overrides (UAX #9), zero-width and tag characters. A file name may hold them to look like another.
 */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\u115f\u1160\u3164\uffa0]/gu;

/** A name as it may be shown: each unseen character stands as `‹U+202E›`. */
export const visibleName = (name: string): string =>
  name.replace(unseen, (c) => `‹U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`);

/** A size in bytes in the words of a person: `2.4 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const step = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  const value = bytes / 1000 ** step;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[step - 1]}`;
}

/** Characters that turn the order of what follows around (UAX #9, LRO and RLO): nobody types them, they only disguise. */
export const overridesIn = (text: string): { from: number; to: number }[] =>
  [...text.matchAll(/[\u202d\u202e]/gu)].map(({ index }) => ({ from: index, to: index + 1 }));
