import { locate, type TextTarget } from './annotation.ts';

/** Stands where words about the reporter were taken out. */
export const LEFT_OUT = '[…]';

const hasWord = /[\p{L}\p{N}]/u;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/** Every stretch of `text` at which `piece` stands, however it is spaced and capitalised, overlapping ones included. */
function stretches(text: string, piece: string): { from: number; to: number }[] {
  const words = piece.trim().split(/\s+/u);
  if (!hasWord.test(piece)) return [];
  const pattern = new RegExp(words.map(escaped).join(String.raw`\s+`), 'giu');
  const found: { from: number; to: number }[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push({ from: match.index, to: match.index + match[0].length });
    // By whole characters: from the middle of one the search would begin at its start again, for ever.
    pattern.lastIndex = match.index + (match[0].codePointAt(0)! > 0xffff ? 2 : 1);
  }
  return found;
}

/** The text without the pieces, each of which is replaced by a sign that something was left out. Pure. */
export function without(text: string, pieces: readonly string[]): string {
  const cut = pieces.flatMap((piece) => stretches(text, piece)).toSorted((a, b) => a.from - b.from || b.to - a.to);
  let told = '';
  let at = 0;
  for (const { from, to } of cut) {
    if (to <= at) continue;
    if (from >= at) told += text.slice(at, from) + LEFT_OUT;
    at = to;
  }
  return told + text.slice(at);
}

/**
 * What may not be said to anybody, since it would show who reported: the words under every mark of a reporter clue, and
 * the parts of them that stand in the quoted sentence, where a clue goes over its end.
 */
export function unsaid(narrative: string, quote: TextTarget | null, clues: readonly TextTarget[]): string[] {
  const sentence = quote === null ? null : locate(narrative, quote);
  return clues.flatMap((clue) => {
    const at = locate(narrative, clue);
    if (at === null || sentence === null) return [clue.exact];
    const from = Math.max(at.from, sentence.from);
    const to = Math.min(at.to, sentence.to);
    const part = from < to ? narrative.slice(from, to) : '';
    return part === '' || part === clue.exact ? [clue.exact] : [clue.exact, part];
  });
}

/** What is said of a danger on the telephone. */
export interface Told {
  readonly who: string;
  readonly where: string;
  readonly whyNow: string;
  readonly safeContact: string;
}

/** An alert's words as they may be read out. */
export const tellable = (alert: Told, pieces: readonly string[]): Told => ({
  who: without(alert.who, pieces),
  where: without(alert.where, pieces),
  whyNow: without(alert.whyNow, pieces),
  safeContact: without(alert.safeContact, pieces),
});
