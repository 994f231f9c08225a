import type { AnnotationKind } from '../../../shared/domain/annotation.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import type { Outcome, Route } from '../../../shared/domain/events/assessment.ts';
import { t } from '../../words/t.ts';
import type { Gap } from './assess/gaps.ts';

export const kindWord: Readonly<Record<AnnotationKind, string>> = {
  statement: t('Statement'),
  note: t('Note'),
  highlight: t('Highlight'),
  tag: t('Tag'),
  person: t('Person'),
  reporter_clue: t('Reporter clue'),
};

export const outcomeWord: Readonly<Record<Outcome, string>> = {
  investigate: t('Investigate'),
  safeguard: t('Safeguard'),
  record: t('Record'),
};

/** Where it does not begin the line. */
const outcomeWithin: Readonly<Record<Outcome, string>> = {
  investigate: t('investigate'),
  safeguard: t('safeguard'),
  record: t('record'),
};

export const routeWord: Readonly<Record<Route, string>> = {
  here: t('This force'),
  other_force: t('Another force'),
  professional_standards: t('Professional standards'),
  out_of_scope: t('Out of scope'),
};

export const dangerWord = { yes: t('Yes'), no: t('No'), unclear: t('Unclear') } as const;

/** A decision in one line: `Investigate and safeguard · West Mercia Police`. */
export function decisionInWords(decision: {
  outcomes: readonly Outcome[];
  route: Route;
  force?: string | undefined;
}): string {
  const words = decision.outcomes.map((outcome, index) =>
    index === 0 ? outcomeWord[outcome] : outcomeWithin[outcome],
  );
  const outcomes =
    words.length > 1
      ? t('{{some}} and {{last}}', { some: words.slice(0, -1).join(', '), last: words.at(-1) ?? '' })
      : (words[0] ?? t('No outcome here'));
  const to =
    decision.route === 'other_force' && decision.force !== undefined
      ? (forceByShort(decision.force)?.name ?? decision.force)
      : routeWord[decision.route];
  return `${outcomes} · ${to}`;
}

/** A gap of a decision as the sentence under it. */
export function gapInWords({ code, count: n = 0 }: Gap): string {
  switch (code) {
    case 'outcome_missing':
      return t('Choose at least one outcome.');
    case 'force_missing':
      return t('Name the other force.');
    case 'rationale_missing':
      return t('Write the rationale.');
    case 'option_without_reason':
      return n === 1
        ? t('One rejected option lacks its name or its reason.')
        : t('{{n}} rejected options lack a name or a reason.', { n });
    case 'no_option_rejected':
      return t('No rejected option is written down.');
    case 'model_unwritten':
      return n === 1
        ? t('One stage of the decision model is empty.')
        : t('{{count}} stages of the decision model are empty.', { count: n });
    case 'authority_not_told':
      return t('A ground is answered with yes, and no notice to the appropriate authority is signed.');
    case 'risk_unanswered':
      return t('“Anyone in danger now?” is not answered.');
    case 'danger_unclear':
      return t('“Anyone in danger now?” was answered with unclear.');
    case 'no_statement':
      return t('No statement is marked in the report.');
    case 'statement_ungraded':
      return n === 1 ? t('One statement is not graded.') : t('{{n}} statements are not graded.', { n });
    case 'codes_unsigned':
      return t('Categories and severity are not signed.');
    case 'referral_test_unsigned':
      return t('The referral test is not signed.');
    case 'referral_ground_unclear':
      return n === 1 ? t('One referral ground is unclear.') : t('{{n}} referral grounds are unclear.', { n });
    case 'case_needs_update':
      return t('This case holds something that this version of Candour cannot read: update before deciding.');
  }
}
