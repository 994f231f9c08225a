import type { z } from 'zod';
import type { HitPlace } from '../../../shared/bridge/desk.ts';
import type { CaseFile } from '../../../shared/domain/case-file.ts';

type Place = z.output<typeof HitPlace>;

/** A text of a case and where it stands. */
export interface Section {
  readonly place: Exclude<Place, 'report'>;
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

const words = (place: Section['place'], ...texts: readonly (string | null | undefined)[]): Section[] =>
  texts.flatMap((text) => (text === null || text === undefined || text === '' ? [] : [{ place, text }]));

/** Names of people in the case, as far as somebody has written them down. */
export const namesIn = ({ report, work }: Pick<CaseFile, 'report' | 'work'>): { name: string }[] =>
  [
    ...(report?.subjects ?? []).map(({ name }) => name),
    ...work.people.flatMap(({ versions }) => versions.map(({ contents }) => contents?.name)),
  ].flatMap((name) => (name === undefined || name === '' ? [] : [{ name }]));

/** People as they are held now, those withdrawn left out. */
const peopleIn = ({ work }: CaseFile): Section[] =>
  work.people.flatMap(({ versions }) => {
    const now = versions.at(-1)!;
    if (now.facets.withdrawn === true || now.contents === null) return [];
    const { name, rank, collarNumber, station, description, basis } = now.contents;
    return words('person', [name, rank, collarNumber, station].filter(Boolean).join(' '), description, basis);
  });

/** Everything that was written about a case and stands, in the order of the stages. */
export const sectionsOf = (file: CaseFile): Section[] => [
  ...file.annotations
    .filter(({ withdrawn }) => withdrawn === null)
    .flatMap(({ kind, text }) => words(kind === 'statement' ? 'statement' : 'note', text)),
  ...Object.values(file.attachmentWords).flatMap(({ descriptions, notes }) => [
    ...descriptions.flatMap(({ text }) => words('attachment', text)),
    ...notes.filter(({ withdrawn }) => withdrawn === null).flatMap(({ text }) => words('attachment', text)),
  ]),
  ...(file.report?.subjects ?? []).flatMap(({ name }) => words('person', name)),
  ...peopleIn(file),
  ...file.work.alerts.flatMap(({ contents }) =>
    words('safeguarding', contents?.who, contents?.where, contents?.whyNow, contents?.safeContact),
  ),
  ...file.work.checks.flatMap(({ contents, answer }) =>
    words('research', contents?.about, contents?.purpose, answer?.contents?.text),
  ),
  ...file.work.meetings.flatMap(({ contents }) => words('research', contents?.others, contents?.decisions)),
  ...file.work.questions.flatMap(({ contents, review, answer }) =>
    words(
      'question',
      contents?.text,
      contents?.purpose,
      contents?.explanation,
      review?.contents?.comment,
      answer?.contents?.text,
    ),
  ),
  ...file.assessments.flatMap(({ note, thrive }) =>
    words('assessment', note, ...Object.values(thrive).map((row) => row?.rationale)),
  ),
  ...file.decisions.flatMap(({ rationale, optionsRejected, model }) =>
    words(
      'decision',
      rationale,
      ...optionsRejected.flatMap(({ option, why }) => [option, why]),
      ...Object.values(model),
    ),
  ),
  ...file.work.tasks.flatMap(({ contents, settled }) => words('task', contents?.text, settled?.contents?.note)),
  ...(file.work.handOver === null ? [] : words('task', file.work.handOver.contents?.line)),
];
