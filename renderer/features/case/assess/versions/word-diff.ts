/** A run of words of two versions: in both, only in the older, or only in the newer. */
export interface Run {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Words, spaces and signs, each by itself; a letter with its combining marks stays whole. */
const pieces = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}’'-]+|./gsu) ?? [];

/** Pairs of words that are compared at most: two long texts that share nothing are shown whole, old and new. */
const COMPARED = 4_000_000;

/**
 * What changed from one text to another, word by word: the longest common run of words stays (Hunt and McIlroy's measure
 * of least change), the rest is gone or new. Pure. The runs without `new` spell the older text, those without `gone` the
 * newer; no run is empty and no two neighbours are of one kind.
 */
export function wordDiff(older: string, newer: string): Run[] {
  const a = pieces(older);
  const b = pieces(newer);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const between = middle(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...phrases(between),
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]);
}

/** Without empty runs, and neighbours of one kind as one. */
function joined(all: readonly Run[]): Run[] {
  const runs: { kind: Run['kind']; text: string }[] = [];
  for (const { kind, text } of all) {
    const last = runs.at(-1);
    if (text === '') continue;
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  }
  return runs;
}

/** A space between two changed words does not part them: a phrase is gone as a whole, and another has come. */
function phrases(all: readonly Run[]): Run[] {
  const runs = joined(all);
  const changes = ({ kind, text }: Run, index: number) =>
    kind !== 'same' || (index > 0 && index < runs.length - 1 && /^\s+$/u.test(text));
  const found: Run[] = [];
  let block: Run[] = [];
  const close = () => {
    const spell = (without: Run['kind']) =>
      block
        .filter(({ kind }) => kind !== without)
        .map(({ text }) => text)
        .join('');
    const [gone, come] = [spell('new'), spell('gone')];
    const words = gone.trim() !== '' && come.trim() !== '';
    found.push(...(words ? [run('gone', gone), run('new', come)] : block));
    block = [];
  };
  for (const [index, one] of runs.entries()) {
    if (changes(one, index)) {
      block.push(one);
      continue;
    }
    close();
    found.push(one);
  }
  close();
  return found;
}

const run = (kind: Run['kind'], text: string): Run => ({ kind, text });

function middle(a: readonly string[], b: readonly string[]): Run[] {
  const whole: Run[] = [
    { kind: 'gone', text: a.join('') },
    { kind: 'new', text: b.join('') },
  ];
  if (a.length === 0 || b.length === 0 || a.length * b.length > COMPARED) return whole;
  const width = b.length + 1;
  // common[i][j]: how many pieces the rest of `a` from i and the rest of `b` from j share, in order.
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const runs: Run[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      runs.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) runs.push({ kind: 'gone', text: a[i++]! });
    else runs.push({ kind: 'new', text: b[j++]! });
  }
  return [...runs, { kind: 'gone', text: a.slice(i).join('') }, { kind: 'new', text: b.slice(j).join('') }];
}
