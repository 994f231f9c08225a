/** A stretch of a text in UTF-16 offsets, `[from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/** Ends in a full stop that ends no sentence: ranks, titles and initials. */
const endsInAbbreviation =
  /(?:^|[\s(["'‘“])(?:(?:[Ss]gt|[Ii]nsp|[Ss]upt|[Cc]onst|DC?I|D[CS]|P[CS]|Det|Cpl|Lt|Capt|Mr|Mrs|Ms|Dr|Prof|Rev|St|Rd|Ave|approx|[Ee]\.g|[Ii]\.e|cf|vs?|ext|[Tt]el)\.|(?:[A-Z]\.)+)\s*$/u;
const numberSign = /\b[Nn]os?\.\s*$/u;
const listNumber = /^\s*\d{1,3}[.)]\s*$/u;
const endsParagraph = /[\n\r\u2028\u2029]\s*$/u;
const blank = /^\s*$/u;

/** Whether a break before `next` is none, since the words end in an abbreviation or are a list's number. */
function goesOn(words: string, next: string): boolean {
  if (endsParagraph.test(words)) return false;
  return endsInAbbreviation.test(words) || listNumber.test(words) || (numberSign.test(words) && /^\d/u.test(next));
}

/**
 * The sentences of a text: spans that follow each other without gap and cover it from end to end. They never span a
 * line break; a break after an abbreviation, an initial or a list's number is undone; blank lines belong to the
 * sentence before them.
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  for (const { segment, index } of segmenter.segment(text)) {
    const here: Span = { from: open?.from ?? index, to: index + segment.length };
    const words = text.slice(here.from, here.to);
    const last = spans.at(-1);
    if (blank.test(segment) && open === null && last !== undefined) spans[spans.length - 1] = { ...last, to: here.to };
    else if (blank.test(words) || goesOn(words, text.slice(here.to, here.to + 1))) {
      open = here;
      continue;
    } else spans.push(here);
    open = null;
  }
  if (open !== null) spans.push(open);
  return spans;
}

/** The span without the white space at its ends; itself when it holds nothing else. */
export function trimmed(text: string, span: Span): Span {
  const words = text.slice(span.from, span.to);
  if (blank.test(words)) return span;
  return { from: span.to - words.trimStart().length, to: span.from + words.trimEnd().length };
}

/** The position of the sentence that holds an offset; the last one when the offset is the text's end. */
export function sentenceAt(sentences: readonly Span[], offset: number): number {
  const found = sentences.findIndex((s) => offset >= s.from && offset < s.to);
  return found >= 0 ? found : sentences.length - 1;
}

/** The paragraphs of a text: its lines, without the breaks between them; blank lines are left out. */
export function paragraphsOf(text: string): Span[] {
  return [...text.matchAll(/[^\n\r\u2028\u2029]+/gu)]
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
    .filter((span) => !blank.test(text.slice(span.from, span.to)));
}
