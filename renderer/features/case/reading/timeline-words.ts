import type { AnnotationKind } from '../../../../shared/domain/annotation.ts';
import { labelOf } from '../../../words/codes.ts';
import type { EventType } from '../../../../shared/domain/events/index.ts';
import { t } from '../../../words/t.ts';
import { identificationWord } from '../assess/identification-words.ts';
import { decisionInWords, kindWord } from '../words.ts';

/** What stands in a workstation's journal or in the directory, and never in a case. */
type Elsewhere =
  | 'journal_opened'
  | 'case_consulted'
  | 'attachment_viewed'
  | 'searched'
  | 'unlocked'
  | 'vault_recovered'
  | 'printed'
  | 'exported'
  | 'notice_seen'
  | 'unit_added'
  | 'user_set'
  | 'on_call_set'
  | 'device_enrolled'
  | 'device_withdrawn'
  | 'unit_key_published'
  | 'key_granted'
  | 'interests_declared'
  | 'device_vouched'
  | 'on_call_set';
/** Every type that can stand in a case's or a referral's timeline. */
export type CaseEventType = Exclude<EventType, Elsewhere>;

type Facets = Readonly<Record<string, unknown>>;
type NameOf = (user: string) => string;
type Sentence = (facets: Facets, nameOf: NameOf) => string;

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const flag = (value: unknown) => value === true;
/** One of a few sentences by a code; the last is for what is not among them. */
const oneOf = (value: unknown, words: Readonly<Record<string, string>>, otherwise: string) =>
  words[text(value)] ?? otherwise;
const named = (nameOf: NameOf, value: unknown) => (text(value) === '' ? t('Somebody') : nameOf(text(value)));

const stageWord: Readonly<Record<string, string>> = {
  risk: t('risk and safeguarding'),
  codes: t('categories and severity'),
  indicators: t('the indicators of risk to a person'),
  referral_test: t('the referral test'),
};

/** What happened, without who did it. The compiler sees to it that no type is left out, the test that none is empty. */
const sentences: Readonly<Record<CaseEventType, Sentence>> = {
  report_received: () => t('Report received'),
  reader_added: ({ user }, nameOf) => t('{{name}} let in as a reader', { name: named(nameOf, user) }),
  reader_removed: ({ user }, nameOf) => t('{{name}} no longer a reader', { name: named(nameOf, user) }),
  reader_key_passed: ({ user }, nameOf) =>
    t('Key passed on to another workstation of {{name}}', { name: named(nameOf, user) }),
  screened: ({ result }) => (result === 'declared' ? t('Conflict declared') : t('Conflict screen passed: none known')),
  allocated: ({ to }, nameOf) =>
    to === null ? t('Given back to the unit') : t('Allocated to {{name}}', { name: named(nameOf, to) }),
  annotated: ({ kind }) => t('{{kind}} marked', { kind: kindWord[text(kind) as AnnotationKind] ?? t('Passage') }),
  annotation_revised: () => t('Mark changed'),
  annotation_withdrawn: () => t('Mark withdrawn'),
  graded: () => t('Statement graded'),
  assessed: ({ stage, round }) =>
    t('Assessed {{stage}}, round {{round}}', {
      stage: stageWord[text(stage)] ?? text(stage),
      round: typeof round === 'number' ? round : 1,
    }),
  decided: (facets) =>
    Array.isArray(facets.outcomes)
      ? t('Decided: {{decision}}', { decision: decisionInWords(facets as never) })
      : t('Decided'),
  referred: ({ unit, outcome }) => t('Referred to {{unit}}: {{outcome}}', { unit: text(unit), outcome: text(outcome) }),
  attachment_described: () => t('A file described'),
  attachment_noted: () => t('A part of a file noted'),
  attachment_note_withdrawn: () => t('A note on a file withdrawn'),
  danger_raised: ({ officer }, nameOf) =>
    text(officer) === ''
      ? t('Danger raised; nobody was on duty')
      : t('Danger raised to {{name}}', { name: named(nameOf, officer) }),
  danger_acknowledged: ({ how }) =>
    how === 'telephone' ? t('Danger taken on, told by telephone') : t('Danger taken on'),
  safe_contact_set: () => t('Safe contact written down'),
  person_identified: ({ identification, withdrawn }) =>
    flag(withdrawn)
      ? t('Person withdrawn')
      : t('Person: {{how}}', {
          how: (identificationWord as Readonly<Record<string, string>>)[text(identification)] ?? t('named'),
        }),
  check_requested: ({ check }) => t('Check asked for: {{check}}', { check: labelOf('check', text(check)) }),
  check_answered: ({ result }) =>
    oneOf(
      result,
      { found: t('Check answered: something found'), nothing: t('Check answered: nothing found') },
      t('Check answered: not available'),
    ),
  tasking_met: () => t('Tasking meeting held'),
  question_proposed: ({ replaces }) =>
    text(replaces) === '' ? t('Question to the charity written') : t('Question to the charity written anew'),
  question_reviewed: ({ verdict }) => (verdict === 'approved' ? t('Question approved') : t('Question returned')),
  question_passed: () => t('Question passed to the charity'),
  question_answered: ({ result }) =>
    oneOf(
      result,
      { answered: t('Question answered'), declined: t('Question answered: declined') },
      t('Question answered: no contact'),
    ),
  labelled: ({ label, on }) =>
    flag(on)
      ? t('Label: {{label}}', { label: labelOf('label', text(label)) })
      : t('Label taken off: {{label}}', { label: labelOf('label', text(label)) }),
  task_set: ({ kind, holder }, nameOf) =>
    (kind === 'urgent' ? t('Urgent action set') : t('Task set')) +
    (text(holder) === '' ? '' : ` ${t('for {{name}}', { name: named(nameOf, holder) })}`),
  task_settled: ({ result }) => (result === 'done' ? t('Task done') : t('Task not required')),
  clock_moved: () => t('Clock moved, with a reason'),
  clock_settled: ({ result }) => (result === 'done' ? t('Clock settled: done') : t('Clock settled: not required')),
  reminded: ({ to }, nameOf) => t('{{name}} reminded', { name: named(nameOf, to) }),
  authority_notified: () => t('The appropriate authority told'),
  linked: ({ on }) => (flag(on) ? t('Linked with another case') : t('Parted from another case')),
  alert_quieted: ({ on }) =>
    on === false ? t('An alert about another case brought back') : t('An alert about another case put aside'),
  handed_over: ({ to }, nameOf) => t('Handed over to {{name}}', { name: named(nameOf, to) }),
  hand_over_accepted: () => t('Hand-over accepted'),
  swap_asked: () => t('Swap asked for'),
  draft_shared: ({ to }, nameOf) => t('Draft passed on to {{name}}, unsigned', { name: named(nameOf, to) }),
  draft_answered: ({ result }) => (result === 'taken' ? t('Draft taken over') : t('Draft left')),
  concern_raised: () => t('Concern of malice raised'),
  concern_reviewed: ({ verdict }) =>
    verdict === 'approved' ? t('Concern of malice approved') : t('Concern of malice returned'),
  referral_issued: () => t('Referral issued'),
  acknowledged: () => t('Acknowledged'),
  referral_progressed: ({ type, by }, nameOf) =>
    t('Referral {{what}} by {{name}}', { what: text(type).replaceAll('_', ' '), name: named(nameOf, by) }),
};

const has = (type: string): type is CaseEventType => Object.hasOwn(sentences, type);

/** One event as a sentence without its author; a type of another version stands as it came. */
export const sentenceOf = (type: string, facets: Facets, nameOf: NameOf): string =>
  has(type) ? sentences[type](facets, nameOf) : type;

/** The kinds by which a timeline is narrowed. */
export const kinds = {
  report: t('Report and files'),
  marks: t('Marks and grades'),
  assessment: t('Assessment and decision'),
  people: t('People and research'),
  safety: t('Danger and safe contact'),
  holding: t('Who holds it, who reads it'),
  work: t('Tasks, clocks and labels'),
  sending: t('Referrals'),
} as const;
export type Kind = keyof typeof kinds;

const kindOfType: Readonly<Record<CaseEventType, Kind>> = {
  report_received: 'report',
  attachment_described: 'report',
  attachment_noted: 'report',
  attachment_note_withdrawn: 'report',
  annotated: 'marks',
  annotation_revised: 'marks',
  annotation_withdrawn: 'marks',
  graded: 'marks',
  assessed: 'assessment',
  decided: 'assessment',
  authority_notified: 'assessment',
  person_identified: 'people',
  check_requested: 'people',
  check_answered: 'people',
  tasking_met: 'people',
  question_proposed: 'people',
  question_reviewed: 'people',
  question_passed: 'people',
  question_answered: 'people',
  linked: 'people',
  alert_quieted: 'people',
  danger_raised: 'safety',
  danger_acknowledged: 'safety',
  safe_contact_set: 'safety',
  screened: 'holding',
  allocated: 'holding',
  reader_added: 'holding',
  reader_removed: 'holding',
  reader_key_passed: 'holding',
  handed_over: 'holding',
  hand_over_accepted: 'holding',
  swap_asked: 'holding',
  draft_shared: 'holding',
  draft_answered: 'holding',
  concern_raised: 'assessment',
  concern_reviewed: 'assessment',
  labelled: 'work',
  task_set: 'work',
  task_settled: 'work',
  clock_moved: 'work',
  clock_settled: 'work',
  reminded: 'work',
  referred: 'sending',
  referral_issued: 'sending',
  acknowledged: 'sending',
  referral_progressed: 'sending',
};

/** The kind of an event; null for a type of another version, which is always shown. */
export const kindOf = (type: string): Kind | null => (has(type) ? kindOfType[type] : null);
