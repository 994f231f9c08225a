import type { Redaction } from './redaction.ts';

/** Letters, digits and marks: what would make a match part of a longer word. */
const inWord = '[\\p{L}\\p{N}\\p{M}]';

/**
 * Every place where a phrase stands as whole words, in whatever case and with whatever space between its words: offsets as in
 * `Redaction`, in the order of the text, none over another.
 */
export function occurrences(text: string, phrase: string): { from: number; to: number }[] {
  const words = phrase
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&'));
  const pattern = new RegExp(`(?<!${inWord})${escaped.join('\\s+')}(?!${inWord})`, 'giu');
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ from: index, to: index + found.length }));
}

/** A cover of a statement, as the step of redacting holds it. */
export interface StatementCover {
  readonly statement: string;
  readonly redaction: Redaction;
}

/** The covers that hide a phrase in every one of these statements, each with an id of its own. */
export const coversEverywhere = (
  statements: readonly { readonly statement: string; readonly text: string }[],
  phrase: string,
  made: Pick<Redaction, 'reason' | 'by' | 'at'>,
  newId: () => string,
): StatementCover[] =>
  statements.flatMap(({ statement, text }) =>
    occurrences(text, phrase).map((span) => ({ statement, redaction: { id: newId(), ...span, ...made } })),
  );
