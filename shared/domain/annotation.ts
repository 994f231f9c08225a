import { z } from 'zod';
import { Sha256, words } from './primitives.ts';

export const AnnotationKind = z.enum(['statement', 'note', 'highlight', 'tag', 'person', 'reporter_clue']);
export type AnnotationKind = z.infer<typeof AnnotationKind>;

/**
 * Where an annotation stands, in the shape of the W3C Web Annotation selectors: offsets in Unicode code points
 * (TextPositionSelector counts characters, not UTF-16 units), the quoted words with their surroundings
 * (TextQuoteSelector), and the SHA-256 of the whole text, by which a changed text is noticed.
 */
export const TextTarget = z
  .strictObject({
    start: z.int().min(0),
    end: z.int().min(1),
    exact: words(20_000),
    prefix: words(64),
    suffix: words(64),
    textSha256: Sha256,
  })
  .refine((t) => t.end > t.start, 'end must come after start');
export type TextTarget = z.infer<typeof TextTarget>;

const CONTEXT = 32;

/** UTF-16 offset → code-point offset. */
export const codePointsBefore = (text: string, utf16: number) => [...text.slice(0, utf16)].length;

/** Code-point offset → UTF-16 offset. */
export function utf16Of(text: string, codePoint: number): number {
  let at = 0;
  for (let n = 0; n < codePoint && at < text.length; n++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

/** A target for the UTF-16 range `[from, to)` of `text`, as a browser selection gives it; `sha256` is that of `text`. */
export function textTarget(text: string, from: number, to: number, sha256: string): TextTarget {
  return {
    start: codePointsBefore(text, from),
    end: codePointsBefore(text, to),
    exact: text.slice(from, to),
    prefix: [...text.slice(0, from)].slice(-CONTEXT).join(''),
    suffix: [...text.slice(to)].slice(0, CONTEXT).join(''),
    textSha256: sha256,
  };
}

/**
 * The UTF-16 range of a target in `text`: by offsets when the quote still stands there, else by the quote with its
 * surroundings, else by the only occurrence of the quote; null when orphaned (it is then shown, not dropped).
 */
export function locate(text: string, target: TextTarget): { from: number; to: number } | null {
  const from = utf16Of(text, target.start);
  if (text.startsWith(target.exact, from)) return { from, to: from + target.exact.length };
  const inContext = text.indexOf(target.prefix + target.exact + target.suffix);
  if (inContext >= 0) {
    const at = inContext + target.prefix.length;
    return { from: at, to: at + target.exact.length };
  }
  const first = text.indexOf(target.exact);
  if (first < 0 || text.indexOf(target.exact, first + 1) >= 0) return null;
  return { from: first, to: first + target.exact.length };
}
