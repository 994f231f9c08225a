import type { CaseFile } from '../case-file.ts';

/** What a text of a case belongs to, besides the narrative: the vault's index and the page name it alike. */
export type TextPlace =
  | 'statement'
  | 'note'
  | 'attachment'
  | 'person'
  | 'safeguarding'
  | 'research'
  | 'question'
  | 'assessment'
  | 'decision'
  | 'task'
  | 'clock'
  | 'link'
  | 'recipient';

/** Where the text is shown, so that a search can lead there. `tab`: the part of a stage that has several. */
export type ShownAt =
  | { readonly in: 'annotation'; readonly annotation: string }
  | { readonly in: 'attachment'; readonly attachment: string }
  | { readonly in: 'stage'; readonly stage: 'people' | 'referral_test' | 'decision' | 'send'; readonly tab: null }
  | { readonly in: 'stage'; readonly stage: 'risk'; readonly tab: 'risk' | 'indicators' | 'contact' }
  | { readonly in: 'stage'; readonly stage: 'research'; readonly tab: 'checks' | 'questions' | 'meetings' }
  | { readonly in: 'stage'; readonly stage: 'codes'; readonly tab: 'codes' }
  | { readonly in: 'alert'; readonly alert: string }
  /** The drawer of tasks, clocks and labels. */
  | { readonly in: 'tasks' }
  /** The drawer of related reports. */
  | { readonly in: 'related' };

/** A text of a case: what it belongs to, and where it is shown. */
export interface CaseText {
  readonly place: TextPlace;
  readonly text: string;
  readonly at: ShownAt;
}

const texts = (place: TextPlace, at: ShownAt, ...written: readonly (string | null | undefined)[]): CaseText[] =>
  written.flatMap((text) => (text === null || text === undefined || text === '' ? [] : [{ place, text, at }]));

const stage = (key: 'people' | 'referral_test' | 'decision' | 'send'): ShownAt => ({
  in: 'stage',
  stage: key,
  tab: null,
});
const research = (tab: 'checks' | 'questions' | 'meetings'): ShownAt => ({ in: 'stage', stage: 'research', tab });

/** People as they are held now, those withdrawn left out. */
const peopleIn = ({ work }: CaseFile): CaseText[] =>
  work.people.flatMap(({ versions }) => {
    const now = versions.at(-1)!;
    if (now.facets.withdrawn === true || now.contents === null) return [];
    const { name, rank, collarNumber, station, description, basis } = now.contents;
    const named = [name, rank, collarNumber, station].filter(Boolean).join(' ');
    return texts('person', stage('people'), named, description, basis);
  });

/** The card in force; earlier ones say how somebody may no longer be reached. */
const safeContactIn = ({ work }: CaseFile): CaseText[] => {
  const card = work.safeContact.at(-1)?.contents;
  const at: ShownAt = { in: 'stage', stage: 'risk', tab: 'contact' };
  return texts('safeguarding', at, card?.who, card?.how, card?.when, card?.never);
};

const assessedAt = (of: CaseFile['assessments'][number]['facets']['stage']): ShownAt => {
  switch (of) {
    case 'codes':
      return { in: 'stage', stage: 'codes', tab: 'codes' };
    case 'referral_test':
      return stage('referral_test');
    case 'risk':
    case 'indicators':
      return { in: 'stage', stage: 'risk', tab: of };
    default:
      return of satisfies never;
  }
};

/** Everything that was written about a case and stands, in the order of the stages; the narrative is not among it. */
export const textsOf = (file: CaseFile): CaseText[] => [
  ...file.annotations
    .filter(({ withdrawn }) => withdrawn === null)
    .flatMap(({ event, kind, text }) =>
      texts(kind === 'statement' ? 'statement' : 'note', { in: 'annotation', annotation: event }, text),
    ),
  ...Object.entries(file.attachmentWords).flatMap(([attachment, { descriptions, notes }]) => {
    const at: ShownAt = { in: 'attachment', attachment };
    return [
      ...descriptions.flatMap(({ text }) => texts('attachment', at, text)),
      ...notes.filter(({ withdrawn }) => withdrawn === null).flatMap(({ text }) => texts('attachment', at, text)),
    ];
  }),
  ...(file.report?.subjects ?? []).flatMap(({ name }) => texts('person', stage('people'), name)),
  ...peopleIn(file),
  ...file.work.alerts.flatMap(({ event, contents, acknowledged }) =>
    texts(
      'safeguarding',
      { in: 'alert', alert: event },
      contents?.who,
      contents?.where,
      contents?.whyNow,
      contents?.safeContact,
      acknowledged?.contents?.name,
      acknowledged?.contents?.said,
    ),
  ),
  ...safeContactIn(file),
  ...file.work.checks.flatMap(({ contents, answer }) =>
    texts('research', research('checks'), contents?.about, contents?.purpose, answer?.contents?.text),
  ),
  ...file.work.meetings.flatMap(({ contents }) =>
    texts('research', research('meetings'), contents?.others, contents?.decisions),
  ),
  ...file.work.questions.flatMap(({ contents, review, answer }) =>
    texts(
      'question',
      research('questions'),
      contents?.text,
      contents?.purpose,
      contents?.explanation,
      review?.contents?.comment,
      answer?.contents?.text,
    ),
  ),
  ...file.assessments.flatMap(({ facets, note, thrive, indicatorWords }) =>
    texts(
      'assessment',
      assessedAt(facets.stage),
      ...Object.values(indicatorWords ?? {}),
      note,
      ...Object.values(thrive).map((row) => row?.rationale),
    ),
  ),
  ...file.work.authority.flatMap(({ contents }) =>
    texts('assessment', stage('referral_test'), contents?.who, contents?.note),
  ),
  ...file.decisions.flatMap(({ rationale, optionsRejected, model }) =>
    texts(
      'decision',
      stage('decision'),
      rationale,
      ...optionsRejected.flatMap(({ option, why }) => [option, why]),
      ...Object.values(model),
    ),
  ),
  ...file.work.decisionReviews.flatMap(({ contents }) => texts('decision', stage('decision'), contents?.comment)),
  ...file.work.secondReviews.flatMap(({ found, settled }) =>
    texts('decision', stage('decision'), found?.contents?.comment, settled?.contents?.why),
  ),
  ...file.work.concerns.flatMap(({ contents, review }) =>
    texts('decision', stage('decision'), contents?.why, review?.contents?.comment),
  ),
  ...file.work.told.flatMap(({ telling, answers }) => [
    ...texts('recipient', stage('send'), telling?.contents?.who, telling?.contents?.passed, telling?.contents?.note),
    ...answers.flatMap(({ contents }) => texts('recipient', stage('send'), ...Object.values(contents ?? {}))),
  ]),
  ...file.work.tasks.flatMap(({ contents, settled }) =>
    texts('task', { in: 'tasks' }, contents?.text, settled?.contents?.note),
  ),
  ...(file.work.handOver === null ? [] : texts('task', { in: 'tasks' }, file.work.handOver.contents?.line)),
  ...file.work.clockMoves.flatMap(({ contents }) =>
    texts('clock', { in: 'tasks' }, contents !== null && 'reason' in contents ? contents.reason : contents?.because),
  ),
  ...file.work.links.flatMap(({ contents }) => texts('link', { in: 'related' }, contents?.why)),
];
