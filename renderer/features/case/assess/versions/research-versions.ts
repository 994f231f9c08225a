import type { CaseFile } from '../../../../../shared/domain/case-file.ts';
import { labelOf } from '../../../../../shared/domain/codes.ts';
import type { Check, Question } from '../../../../../shared/domain/work-file.ts';
import { t } from '../../../../words/t.ts';
import { dayAndTime } from '../../when.ts';
import { gradeInWords } from '../grade-words.ts';
import type { Version, Versioned } from './version.ts';

const line = (label: string, text: string | undefined) => (text === undefined || text === '' ? [] : [{ label, text }]);

const questionLines = ({ contents, review, answer }: Question): Version['lines'] => [
  ...line(t('Question'), contents?.text),
  ...line(t('Purpose'), contents?.purpose),
  ...line(t('Explanation'), contents?.explanation),
  ...line(t('Supervisor'), review === null ? '' : verdictWords(review.facets.verdict)),
  ...line(t('Comment'), review?.contents?.comment),
  ...line(t('Answer'), answer?.contents?.text),
];
const verdictWords = (verdict: 'approved' | 'returned') => (verdict === 'approved' ? t('Approved') : t('Returned'));

/** A question with those that it was worded anew as, oldest first: a chain for each that replaces no other. */
function chains(questions: readonly Question[]): Question[][] {
  const after = (chain: readonly Question[]): Question[] => {
    const next = questions.filter(({ facets }) => facets.replaces === chain.at(-1)!.event);
    // Two rewordings of one question are two ends of it: both stand in its chain, in the order in which they were signed.
    return next.length === 0 ? [...chain] : next.reduce<Question[]>((all, one) => after([...all, one]), [...chain]);
  };
  const known = new Set(questions.map(({ event }) => event));
  const first = questions.filter(({ facets }) => facets.replaces === undefined || !known.has(facets.replaces));
  return first.map((question) => after([question]));
}

const checkLines = ({ facets, contents, answer }: Check): Version['lines'] => [
  ...line(t('About'), contents?.about),
  ...line(t('Purpose'), contents?.purpose),
  ...line(t('Authority'), labelOf('check_authority', facets.authority)),
  ...line(t('Result'), answer === null ? t('not answered yet') : resultWords(answer.facets.result)),
  ...line(t('What it brought'), answer?.contents?.text),
];

function resultWords(result: 'found' | 'nothing' | 'not_available'): string {
  if (result === 'found') return t('Found');
  return result === 'nothing' ? t('Nothing found') : t('Not available');
}

/**
 * What of the research stands in versions: a question and what it was worded anew as; a check that was asked of the same
 * record again; the grades of what a check brought; one tasking meeting after another.
 */
export function researchVersions({ work, grades }: CaseFile, nameOf: (user: string) => string): Versioned[] {
  const codes = [...new Set(work.checks.map(({ facets }) => facets.check))];
  const answers = work.checks.flatMap(({ facets, answer }) =>
    answer === null ? [] : [{ check: facets.check, answer }],
  );
  return [
    ...chains(work.questions).map((chain, index) => ({
      key: chain[0]!.event,
      title: t('Question {{number}}', { number: index + 1 }),
      versions: chain.map((question) => ({ signed: question, lines: questionLines(question) })),
    })),
    ...codes.map((code) => ({
      key: `check ${code}`,
      title: t('Check: {{check}}', { check: labelOf('check', code) }),
      versions: work.checks
        .filter(({ facets }) => facets.check === code)
        .map((check) => ({ signed: check, lines: checkLines(check) })),
    })),
    ...answers.map(({ check, answer }) => ({
      key: answer.event,
      title: t('Grade of what {{check}} brought', { check: labelOf('check', check) }),
      versions: (grades[answer.event] ?? []).map((version) => ({
        signed: version,
        lines: [
          ...line(t('Grade'), gradeInWords(version.grade)),
          ...line(t('Conditions'), version.grade.conditions),
          ...line(t('Rationale'), version.grade.rationale),
        ],
      })),
    })),
    {
      key: 'meetings',
      title: t('Tasking meeting'),
      versions: work.meetings.map((meeting) => ({
        signed: meeting,
        lines: [
          ...line(t('Held'), dayAndTime(meeting.facets.heldAt, Date.parse(meeting.facets.heldAt))),
          ...line(
            t('Who was there'),
            [...meeting.facets.attendees.map(nameOf), meeting.contents?.others ?? ''].filter(Boolean).join(', '),
          ),
          ...line(t('Decisions'), meeting.contents?.decisions),
        ],
      })),
    },
  ];
}
