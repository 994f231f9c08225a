import type { AnnotationKind } from '../../../shared/domain/annotation.ts';
import type { TimelineEntry } from '../../../shared/domain/case-file.ts';
import { forceByShort, labelOf } from '../../../shared/domain/codes.ts';
import type { Outcome, Route } from '../../../shared/domain/events/assessment.ts';
import { t } from '../../words/t.ts';
import { eventName } from '../../words/labels.ts';
import type { Gap } from './assess/gaps.ts';

export const kindWord: Readonly<Record<AnnotationKind, string>> = {
  statement: 'Statement',
  note: 'Note',
  highlight: 'Highlight',
  tag: 'Tag',
  person: 'Person',
  reporter_clue: 'Reporter clue',
};

export const outcomeWord: Readonly<Record<Outcome, string>> = {
  investigate: 'Investigate',
  safeguard: 'Safeguard',
  record: 'Record',
};

export const routeWord: Readonly<Record<Route, string>> = {
  here: 'This force',
  other_force: 'Another force',
  professional_standards: 'Professional standards',
  out_of_scope: 'Out of scope',
};

export const dangerWord = { yes: 'Yes', no: 'No', unclear: 'Unclear' } as const;

/** A decision in one line: `Investigate and safeguard · West Mercia Police`. */
export function decisionInWords(decision: {
  outcomes: readonly Outcome[];
  route: Route;
  force?: string | undefined;
}): string {
  const words = decision.outcomes.map((outcome, index) => (index === 0 ? outcomeWord[outcome] : outcome));
  const outcomes =
    words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? 'No outcome here');
  const to =
    decision.route === 'other_force' && decision.force !== undefined
      ? (forceByShort(decision.force)?.name ?? decision.force)
      : routeWord[decision.route];
  return `${outcomes} · ${to}`;
}

const stageWord: Readonly<Record<string, string>> = {
  risk: 'risk and safeguarding',
  codes: 'categories and severity',
  indicators: 'the indicators of risk to a person',
  referral_test: 'the referral test',
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** One event as a sentence without its author. An unknown type stands as it came. */
export function eventInWords(entry: TimelineEntry, nameOf: (user: string) => string): string {
  const { facets } = entry;
  if (!entry.known) return entry.type;
  switch (entry.type) {
    case 'report_received':
      return 'Report received';
    case 'reader_added':
      return `${nameOf(text(facets.user))} let in as a reader`;
    case 'reader_removed':
      return `${nameOf(text(facets.user))} no longer a reader`;
    case 'reader_key_passed':
      return `Key passed on to another workstation of ${nameOf(text(facets.user))}`;
    case 'screened':
      return facets.result === 'declared' ? 'Conflict declared' : 'Conflict screen passed: none known';
    case 'allocated':
      return facets.to === null ? 'Given back to the unit' : `Allocated to ${nameOf(text(facets.to))}`;
    case 'annotated':
      return `${kindWord[text(facets.kind) as AnnotationKind]} marked`;
    case 'annotation_revised':
      return 'Mark changed';
    case 'annotation_withdrawn':
      return 'Mark withdrawn';
    case 'graded':
      return 'Statement graded';
    case 'assessed':
      return `Assessed ${stageWord[text(facets.stage)] ?? text(facets.stage)}, round ${Number(facets.round)}`;
    case 'decided':
      return `Decided: ${decisionInWords(facets as never)}`;
    case 'referred':
      return `Referred to ${text(facets.unit)}: ${text(facets.outcome)}`;
    case 'attachment_described':
      return 'A file described';
    case 'attachment_noted':
      return 'A part of a file noted';
    case 'attachment_note_withdrawn':
      return 'A note on a file withdrawn';
    case 'referral_issued':
      return 'Referral issued';
    case 'acknowledged':
      return 'Acknowledged';
    case 'referral_progressed':
      return `Referral ${text(facets.type)} by ${nameOf(text(facets.by))}`;
    case 'labelled':
      return `${facets.on === true ? 'Label' : 'Label taken off'}: ${labelOf('label', text(facets.label))}`;
    case 'check_requested':
      return `Check asked for: ${labelOf('check', text(facets.check))}`;
    case 'question_reviewed':
      return facets.verdict === 'approved' ? 'Question approved' : 'Question returned';
    case 'handed_over':
      return `Handed over to ${nameOf(text(facets.to))}`;
    default:
      return eventName(entry.type);
  }
}

/** A gap of a decision as the sentence under it. */
export function gapInWords({ code, count: n = 0 }: Gap): string {
  switch (code) {
    case 'outcome_missing':
      return 'Choose at least one outcome.';
    case 'force_missing':
      return 'Name the other force.';
    case 'rationale_missing':
      return 'Write the rationale.';
    case 'option_without_reason':
      return n === 1
        ? 'One rejected option lacks its name or its reason.'
        : `${n} rejected options lack a name or a reason.`;
    case 'no_option_rejected':
      return t('No rejected option is written down.');
    case 'model_unwritten':
      return n === 1
        ? t('One stage of the decision model is empty.')
        : t('{{count}} stages of the decision model are empty.', { count: n });
    case 'authority_not_told':
      return t('A ground is answered with yes, and no notice to the appropriate authority is signed.');
    case 'risk_unanswered':
      return '“Anyone in danger now?” is not answered.';
    case 'danger_unclear':
      return '“Anyone in danger now?” was answered with unclear.';
    case 'no_statement':
      return 'No statement is marked in the report.';
    case 'statement_ungraded':
      return n === 1 ? 'One statement is not graded.' : `${n} statements are not graded.`;
    case 'codes_unsigned':
      return 'Categories and severity are not signed.';
    case 'referral_test_unsigned':
      return 'The referral test is not signed.';
    case 'referral_ground_unclear':
      return n === 1 ? 'One referral ground is unclear.' : `${n} referral grounds are unclear.`;
    case 'case_needs_update':
      return 'This case holds something that this version of Candour cannot read: update before deciding.';
  }
}
