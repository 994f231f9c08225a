/**
 * The second sanitising pass before a pack leaves the unit: what could lead a reader back to the reporter. Pure; it
 * finds, a person judges.
 */

/** One part of a pack with its words, such as the title or a statement. */
export interface PackPart {
  readonly part: string;
  readonly text: string;
}

export interface Leak {
  /** Stays the same while the words stay: what the assessor has settled stays settled. */
  readonly key: string;
  readonly part: string;
  /** UTF-16 offsets in the part's text. */
  readonly from: number;
  readonly to: number;
  readonly words: string;
  /** A marked reporter clue, or a run of the narrative's own words. */
  readonly kind: 'clue' | 'run';
}

/** So many words in a row are the reporter's own way of saying it. */
export const RUN_WORDS = 6;
/** So many words of a marked clue are enough to give it away; a shorter clue must stand whole. */
export const CLUE_WORDS = 4;

export interface Word {
  readonly plain: string;
  readonly from: number;
  readonly to: number;
}

/** Words without regard to case, accents and punctuation. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu)].map((match) => ({
    plain: match[0]
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

export const joined = (words: readonly Word[], from: number, count: number) =>
  words
    .slice(from, from + count)
    .map((word) => word.plain)
    .join(' ');

/** Every run of `count` words, as one string each. */
function windowsOf(words: readonly Word[], count: number): Set<string> {
  const windows = new Set<string>();
  for (let at = 0; at + count <= words.length; at++) windows.add(joined(words, at, count));
  return windows;
}

/** Marks the words that lie in some window of `count` words out of `windows`, and joins neighbours to one stretch. */
function stretches(words: readonly Word[], windows: ReadonlySet<string>, count: number): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at + count <= words.length; at++) {
    if (!windows.has(joined(words, at, count))) continue;
    const last = found.at(-1);
    if (last !== undefined && at <= last[1]) last[1] = at + count;
    else found.push([at, at + count]);
  }
  return found;
}

/** What stands in the parts out of the narrative's own words (six in a row) and out of the marked reporter clues. */
export function leaksIn(parts: readonly PackPart[], narrative: string, clues: readonly string[]): Leak[] {
  const runs = windowsOf(wordsOf(narrative), RUN_WORDS);
  const clueWords = clues.map(wordsOf).filter((words) => words.length > 0);
  return parts.flatMap(({ part, text }) => {
    const words = wordsOf(text);
    const leak = (kind: Leak['kind'], [first, end]: [number, number]): Leak => {
      const from = words[first]!.from;
      const to = words[end - 1]!.to;
      return { key: `${kind} ${part} ${text.slice(from, to)}`, part, from, to, words: text.slice(from, to), kind };
    };
    const ofClues = clueWords.flatMap((clue) => {
      const count = Math.min(CLUE_WORDS, clue.length);
      return stretches(words, windowsOf(clue, count), count).map((at) => leak('clue', at));
    });
    // A run that a clue covers whole is told once, as the clue.
    const ofRuns = stretches(words, runs, RUN_WORDS)
      .map((at) => leak('run', at))
      .filter((run) => !ofClues.some((clue) => clue.from <= run.from && clue.to >= run.to));
    const unique = new Map([...ofClues, ...ofRuns].map((found) => [found.key, found]));
    return [...unique.values()];
  });
}
