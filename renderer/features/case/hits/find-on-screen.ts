/** Finds words of a text again where the screen shows them, however its elements cut the text in pieces. */

/** The words of a text with one space before each and behind the last, and where each character of them stood. */
export interface Spelt {
  readonly words: string;
  /** Index in the text, by character of `words`. */
  readonly at: readonly number[];
}

/** What is compared: a screen may leave out or show otherwise everything that is no letter, mark or figure. */
export function speltOut(text: string): Spelt {
  let words = '';
  const at: number[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    words += ` ${word}`;
    at.push(end);
    for (let unit = 0; unit < word.length; unit++) at.push(index + unit);
    end = index + word.length;
  }
  at.push(end);
  return { words: `${words} `, at };
}

/** Characters around the hit by which it is told from others, the whole text first, at last no more than its own words. */
const WIDTHS = [Number.POSITIVE_INFINITY, 60, 20, 1];

/**
 * Where the hit `[from, to)` of `text` stands in `shown`, as `[from, to)` of `shown`; null when it does not. Where it
 * stands more than once alike, the first.
 */
export function findShown(
  shown: string,
  { text, from, to }: { readonly text: string; readonly from: number; readonly to: number },
): { from: number; to: number } | null {
  const [screen, wanted] = [speltOut(shown), speltOut(text)];
  const isIn = (place: number, index: number) => wanted.words[index] !== ' ' && place >= from && place < to;
  const first = wanted.at.findIndex(isIn);
  const last = wanted.at.findLastIndex(isIn);
  if (first < 0) return null;
  for (const width of WIDTHS) {
    const start = Math.max(0, first - width);
    const found = screen.words.indexOf(wanted.words.slice(start, Math.min(wanted.words.length, last + 1 + width)));
    if (found < 0) continue;
    return { from: screen.at[found + first - start]!, to: screen.at[found + last - start]! + 1 };
  }
  return null;
}

const isPassedBy = (node: Node) =>
  node.parentElement?.closest('[data-narrative], textarea, select, script, style, [data-hit-line]') !== null;

/** The text nodes of a region in their order, the narrative left out, which marks its own hits. */
function textNodes(region: Element): Text[] {
  const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (!isPassedBy(node)) nodes.push(node as Text);
  return nodes;
}

/** The hit as a range of the region; null when the region does not show it. */
export function rangeOf(region: Element, hit: Parameters<typeof findShown>[1]): Range | null {
  const nodes = textNodes(region);
  const found = findShown(nodes.map(({ data }) => data).join('\n'), hit);
  if (found === null) return null;
  const range = document.createRange();
  let start = 0;
  for (const node of nodes) {
    const end = start + node.data.length;
    if (found.from >= start && found.from < end) range.setStart(node, found.from - start);
    if (found.to > start && found.to <= end) {
      range.setEnd(node, found.to - start);
      return range;
    }
    start = end + 1;
  }
  return null;
}

/** Every hit in what people wrote, as ranges: the program's own words are not searched and not marked. */
export function rangesIn(region: Element, hits: (text: string) => readonly { from: number; to: number }[]): Range[] {
  return textNodes(region)
    .filter((node) => node.parentElement?.closest('.foreign, bdi') !== null)
    .flatMap((node) =>
      hits(node.data).map(({ from, to }) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        return range;
      }),
    );
}
