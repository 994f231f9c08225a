import { z } from 'zod';
import { latest, type CaseFile } from '../../../../shared/domain/case-file.ts';
import { Outcome, Route } from '../../../../shared/domain/events/assessment.ts';
import type { StageKey } from '../stages.ts';
import { statementsOf } from '../statements.ts';

const emptyModel = { information: '', threat: '', powers: '', options: '', review: '' };

/** What the Decision form holds. */
export const DecisionForm = z.object({
  outcomes: z.array(Outcome).default([]),
  route: Route.default('here'),
  /** Short name of the other force; empty until one is chosen. */
  force: z.string().default(''),
  forceTyped: z.string().default(''),
  optionsRejected: z.array(z.object({ option: z.string(), why: z.string() })).default([]),
  rationale: z.string().default(''),
  /** What led to it, by the stages of the National Decision Model. */
  model: z
    .object({
      information: z.string().default(''),
      threat: z.string().default(''),
      powers: z.string().default(''),
      options: z.string().default(''),
      review: z.string().default(''),
    })
    .default(emptyModel),
  /** The decision that its author saw when starting to write: sent as `basedOn`. */
  supersedes: z.string().nullable().default(null),
  /** The version, counted from one, whose words the form began with; null where it began empty. */
  copiedFrom: z.int().nullable().default(null),
});
export type DecisionForm = z.infer<typeof DecisionForm>;
export const emptyDecisionForm = (): DecisionForm => DecisionForm.parse({});

export type GapCode =
  | 'outcome_missing'
  | 'force_missing'
  | 'rationale_missing'
  | 'option_without_reason'
  | 'no_option_rejected'
  | 'model_unwritten'
  | 'authority_not_told'
  | 'risk_unanswered'
  | 'danger_unclear'
  | 'no_statement'
  | 'statement_ungraded'
  | 'codes_unsigned'
  | 'referral_test_unsigned'
  | 'referral_ground_unclear'
  | 'case_needs_update';

/** Something that a decision lacks. What blocks cannot be signed; the rest is the assessor's to judge. */
export interface Gap {
  readonly code: GapCode;
  readonly stage: StageKey;
  readonly blocks: boolean;
  /** How many, where it is a number of statements, options or grounds. */
  readonly count?: number;
}

/** What is only recorded here, or belongs nowhere here, needs less written down than what somebody will act on. */
export const shortPath = ({ outcomes, route }: Pick<DecisionForm, 'outcomes' | 'route'>): boolean =>
  route === 'out_of_scope' || (outcomes.length > 0 && outcomes.every((outcome) => outcome === 'record'));

/** What is missing before this decision is signed; a short path (record, or out of scope) asks for less. */
export function gapsOf(file: CaseFile, form: DecisionForm): Gap[] {
  const gaps: Gap[] = [];
  const add = (code: GapCode, stage: StageKey, blocks: boolean, count?: number) =>
    gaps.push({ code, stage, blocks, ...(count !== undefined && { count }) });

  if (file.needsUpdate) add('case_needs_update', 'decision', true);
  if (form.outcomes.length === 0 && form.route !== 'out_of_scope') add('outcome_missing', 'decision', true);
  if (form.route === 'other_force' && form.force === '') add('force_missing', 'decision', true);
  if (form.rationale.trim() === '') add('rationale_missing', 'decision', true);
  const halfOptions = form.optionsRejected.filter((o) => (o.option.trim() === '') !== (o.why.trim() === '')).length;
  if (halfOptions > 0) add('option_without_reason', 'decision', false, halfOptions);

  const risk = latest(file, 'risk');
  if (risk === null) add('risk_unanswered', 'risk', false);
  else if (risk.facets.danger === 'unclear') add('danger_unclear', 'risk', false);

  const test = latest(file, 'referral_test');
  if (test === null) add('referral_test_unsigned', 'referral_test', false);
  else {
    const unclear = test.facets.grounds.filter((ground) => ground.answer === 'unclear').length;
    if (unclear > 0) add('referral_ground_unclear', 'referral_test', false, unclear);
    const mustRefer = test.facets.grounds.some((ground) => ground.answer === 'yes');
    if (mustRefer && file.work.authority.length === 0) add('authority_not_told', 'referral_test', false);
  }

  if (shortPath(form)) return gaps;
  const unwritten = Object.values(form.model).filter((text) => text.trim() === '').length;
  if (unwritten > 0) add('model_unwritten', 'decision', false, unwritten);
  if (form.optionsRejected.every(({ option }) => option.trim() === '')) add('no_option_rejected', 'decision', false);
  const statements = statementsOf(file);
  const ungraded = statements.filter((statement) => statement.grades.length === 0).length;
  if (statements.length === 0) add('no_statement', 'codes', false);
  if (ungraded > 0) add('statement_ungraded', 'codes', false, ungraded);
  if (latest(file, 'codes') === null) add('codes_unsigned', 'codes', false);
  return gaps;
}
