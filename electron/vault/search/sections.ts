import type { CaseFile } from '../../../shared/domain/case-file.ts';
import type { TextPlace } from '../../../shared/domain/search/case-texts.ts';

/** A text of a case and where it stands. */
export interface Section {
  readonly place: TextPlace;
  readonly text: string;
}

/**
 * Stand between two texts of a search entry, one for each place. Private-use characters: unicode61 counts them as words, so
 * that no phrase reaches from one text into the next, and nobody can type them.
 */
const marks: Readonly<Record<Section['place'], string>> = {
  statement: '\uE010',
  note: '\uE011',
  attachment: '\uE012',
  person: '\uE013',
  safeguarding: '\uE014',
  research: '\uE015',
  question: '\uE016',
  assessment: '\uE017',
  decision: '\uE018',
  task: '\uE019',
  clock: '\uE01A',
  link: '\uE01B',
  recipient: '\uE01C',
};
const MARKS = /([\uE010-\uE01F])/;
const placeOf = new Map(Object.entries(marks).map(([place, mark]) => [mark, place as Section['place']]));

/** Several texts as one, each behind its mark. */
export const joined = (sections: readonly Section[]): string =>
  sections
    .filter(({ text }) => text !== '')
    // What is written cannot bring a mark of its own along.
    .map(({ place, text }) => `${marks[place]} ${text.replaceAll(/[\uE010-\uE01F]/g, ' ')}`)
    .join('\n');

/** The texts of a search entry, each with its place. */
export function parted(notes: string): Section[] {
  const parts = notes.split(MARKS);
  const sections: Section[] = [];
  for (let at = 1; at < parts.length; at += 2) {
    const place = placeOf.get(parts[at]!);
    if (place !== undefined) sections.push({ place, text: parts[at + 1]!.trim() });
  }
  return sections;
}

/** Names of people in the case, as far as somebody has written them down. */
export const namesIn = ({ report, work }: Pick<CaseFile, 'report' | 'work'>): { name: string }[] =>
  [
    ...(report?.subjects ?? []).map(({ name }) => name),
    ...work.people.flatMap(({ versions }) => versions.map(({ contents }) => contents?.name)),
  ].flatMap((name) => (name === undefined || name === '' ? [] : [{ name }]));
