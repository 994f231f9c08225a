import type { AnnotationKind } from '../../../../shared/domain/annotation.ts';
import type { CodeListName } from '../../../../shared/domain/codes.ts';
import { labelOf } from '../../../words/codes.ts';
import type { EventType } from '../../../../shared/domain/events/index.ts';
import { bodyName, recipientName, stepSentence } from '../../../words/recipients.ts';
import { t } from '../../../words/t.ts';
import { calendarMonth } from '../../../words/time.ts';
import { identificationWord } from '../assess/identification-words.ts';
import { decisionInWords, kindWord } from '../words.ts';

/** What stands in a workstation's journal or in the directory, and never in a case. */
type Elsewhere =
  | 'journal_opened'
  | 'audit_read'
  | 'audit_exported'
  | 'subject_searched'
  | 'subject_exported'
  | 'case_consulted'
  | 'attachment_viewed'
  | 'searched'
  | 'unlocked'
  | 'vault_recovered'
  | 'printed'
  | 'exported'
  | 'pack_refused'
  | 'notice_seen'
  | 'event_id_taken'
  | 'disposal_refused'
  | 'outcome_refused'
  | 'unit_added'
  | 'user_set'
  | 'on_call_set'
  | 'device_enrolled'
  | 'device_withdrawn'
  | 'unit_key_published'
  | 'key_granted'
  | 'interests_declared'
  | 'device_vouched'
  | 'officers_present'
  | 'recovery_key_set'
  | 'keyring_succeeded'
  | 'absence_set'
  | 'unit_head_set';
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
const monthWords = (month: string) => (/^\d{4}-(0\d|1[0-2])$/.test(month) ? calendarMonth(month) : month);
const named = (nameOf: NameOf, value: unknown) => (text(value) === '' ? t('Somebody') : nameOf(text(value)));

const stageWord: Readonly<Record<string, string>> = {
  risk: t('risk and safeguarding'),
  codes: t('categories and severity'),
  indicators: t('the indicators of risk to a person'),
  referral_test: t('the referral test'),
};

/** A code in words; `otherwise` where an event of another version has none. */
const codeOr = (list: CodeListName, code: unknown, otherwise: string) =>
  text(code) === '' ? otherwise : labelOf(list, text(code));

/** What proceedings came to, by the list of their track. */
export const outcomeLabel = (track: string, outcome: string): string =>
  codeOr(
    track === 'criminal' ? 'criminal_outcome' : track === 'list' ? 'list_entry' : 'misconduct_outcome',
    outcome,
    t('Outcome'),
  );

/** What happened, without who did it. The compiler sees to it that no type is left out, the test that none is empty. */
const sentences: Readonly<Record<CaseEventType, Sentence>> = {
  report_received: () => t('Report received'),
  reader_added: ({ user }, nameOf) => t('{{name}} let in as a reader', { name: named(nameOf, user) }),
  reader_removed: ({ user }, nameOf) => t('{{name}} no longer a reader', { name: named(nameOf, user) }),
  reader_key_passed: ({ user }, nameOf) =>
    t('Key passed on to another workstation of {{name}}', { name: named(nameOf, user) }),
  reader_key_renewed: () => t('New key: a workstation that held the key may read here no longer'),
  referral_key_passed: ({ user }, nameOf) =>
    t('Key passed on to another workstation of {{name}}', { name: named(nameOf, user) }),
  referral_key_renewed: () => t('New key: a workstation that held the key may read here no longer'),
  moved: ({ to, unit, why }) =>
    to === 'readers'
      ? t('Set apart for named readers')
      : why === 'handed_back'
        ? t('Handed back to {{unit}}', { unit: text(unit) })
        : why === 'opened_again'
          ? t('Given to the whole desk of {{unit}}', { unit: text(unit) })
          : t('Transferred to {{unit}}: it was sent to the wrong unit', { unit: text(unit) }),
  case_left: () => t('A case left this unit'),
  departure_progressed: () => t('News of a case that left this unit'),
  work_kept: ({ by }, nameOf) =>
    t('Work of {{name}} came too late and is kept for a supervisor', { name: named(nameOf, by) }),
  kept_work_settled: ({ how }) =>
    how === 'added' ? t('Work that came too late added to the case') : t('Work that came too late dismissed'),
  retention_reviewed: ({ keepUntil }) => t('Reviewed: kept until {{day}}', { day: text(keepUntil) }),
  hold_set: ({ kind }) => t('Legal hold set: {{kind}}', { kind: codeOr('legal_hold', kind, t('Another reason')) }),
  hold_lifted: () => t('Legal hold lifted'),
  disposal_proposed: ({ scope }) =>
    scope === 'entries' ? t('Erasing single entries proposed') : t('Erasing the contents of the case proposed'),
  disposal_returned: () => t('Proposal to erase returned'),
  erased: ({ what }) =>
    typeof what === 'object' && what !== null && 'scope' in what && what.scope === 'entries'
      ? t('Contents of single entries erased, by two people')
      : t('Contents of the case erased, by two people'),
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
  decision_reviewed: ({ verdict }) =>
    verdict === 'approved' ? t('Decision approved') : t('Decision returned to its author'),
  second_review_drawn: ({ month }) =>
    t('Decision drawn for a second review: {{month}}', { month: monthWords(text(month)) }),
  second_review_found: ({ finding }) =>
    finding === 'agrees' ? t('Second review: agrees') : t('Second review: would decide otherwise'),
  second_review_settled: ({ result }) =>
    result === 'stands' ? t('Second review: the decision stands') : t('Second review: the decision is opened again'),
  recipient_told: ({ kind, body }) =>
    text(body) === ''
      ? t('{{recipient}} told', { recipient: recipientName(text(kind)) })
      : t('{{recipient}} told: {{body}}', { recipient: recipientName(text(kind)), body: bodyName(text(body)) }),
  recipient_answered: ({ step, code }) => stepSentence(text(step), text(code)),
  recipient_chased: () => t('Recipient asked what has become of it'),
  charity_told: ({ feedback }) =>
    t('Charity told: {{feedback}}', { feedback: labelOf('charity_feedback', text(feedback)) }),
  escalation_acknowledged: () => t('Overdue: seen'),
  covered: ({ absent, to }, nameOf) =>
    t('{{name}} covers for {{absent}}', { name: named(nameOf, to), absent: named(nameOf, absent) }),
  cover_ended: () => t('Cover ended'),
  apart_requested: () => t('Asked that the case be set apart'),
  apart_answered: ({ verdict }) =>
    verdict === 'withdrawn'
      ? t('Request to set the case apart taken back')
      : t('Request to set the case apart returned'),
  apart_seen: () => t('Set apart by itself as it came in: a supervisor has seen it'),
  concern_raised: () => t('Concern of malice raised'),
  concern_reviewed: ({ verdict }) =>
    verdict === 'approved' ? t('Concern of malice approved') : t('Concern of malice returned'),
  referral_issued: () => t('Referral issued'),
  referral_page: () => t('Page of the referral’s pack'),
  acknowledged: () => t('Acknowledged'),
  referral_accepted: () => t('Referral accepted: an investigation begins'),
  referral_returned: ({ reason }) =>
    t('Referral returned: {{reason}}', { reason: labelOf('return_reason', text(reason)) }),
  investigation_logged: ({ step }) => codeOr('investigation_step', step, t('Step of the investigation')),
  interim_measure: ({ measure, set }) =>
    set === true
      ? t('{{measure}}, from now on', { measure: codeOr('interim_measure', measure, t('Interim measure')) })
      : t('{{measure}}: ended', { measure: codeOr('interim_measure', measure, t('Interim measure')) }),
  severity_assessed: ({ severity }) =>
    t('Severity if proved: {{severity}}', { severity: labelOf('severity', text(severity)) }),
  outcome_recorded: ({ track, outcome, withdrawn }) =>
    withdrawn === true
      ? t('Taken back: {{outcome}}', { outcome: outcomeLabel(text(track), text(outcome)) })
      : outcomeLabel(text(track), text(outcome)),
  investigation_closed: ({ result }) =>
    t('Investigation closed: {{result}}', { result: labelOf('closing_result', text(result)) }),
  referral_progressed: ({ type, by, facets }, nameOf) =>
    text(type) === 'acknowledged'
      ? t('Referral acknowledged by {{name}}', { name: named(nameOf, by) })
      : t('{{what}}, says {{name}}', {
          what: sentenceOf(text(type), (facets ?? {}) as Facets, nameOf) || t('News of the referral'),
          name: named(nameOf, by),
        }),
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
  moved: 'holding',
  case_left: 'holding',
  departure_progressed: 'holding',
  work_kept: 'holding',
  kept_work_settled: 'holding',
  retention_reviewed: 'holding',
  hold_set: 'holding',
  hold_lifted: 'holding',
  disposal_proposed: 'holding',
  disposal_returned: 'holding',
  erased: 'holding',
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
  reader_key_renewed: 'holding',
  referral_key_passed: 'holding',
  referral_key_renewed: 'holding',
  handed_over: 'holding',
  hand_over_accepted: 'holding',
  swap_asked: 'holding',
  draft_shared: 'holding',
  draft_answered: 'holding',
  decision_reviewed: 'assessment',
  second_review_drawn: 'assessment',
  second_review_found: 'assessment',
  second_review_settled: 'assessment',
  recipient_told: 'sending',
  recipient_answered: 'sending',
  recipient_chased: 'sending',
  charity_told: 'sending',
  escalation_acknowledged: 'work',
  covered: 'holding',
  cover_ended: 'holding',
  apart_requested: 'holding',
  apart_answered: 'holding',
  apart_seen: 'holding',
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
  referral_page: 'sending',
  acknowledged: 'sending',
  referral_progressed: 'sending',
  referral_accepted: 'sending',
  referral_returned: 'sending',
  investigation_logged: 'sending',
  interim_measure: 'sending',
  severity_assessed: 'sending',
  outcome_recorded: 'sending',
  investigation_closed: 'sending',
};

/** The kind of an event; null for a type of another version, which is always shown. */
export const kindOf = (type: string): Kind | null => (has(type) ? kindOfType[type] : null);
