import { z } from 'zod';
import { latest, type CaseFile } from '../../../../shared/domain/case-file.ts';
import { Outcome, Route } from '../../../../shared/domain/events/assessment.ts';
import type { StageKey } from '../stages.ts';
import { statementsOf } from '../statements.ts';

/** What the Decision form holds. */
export const DecisionForm = z.object({
  outcomes: z.array(Outcome).default([]),
  route: Route.default('here'),
  /** Short name of the other force; empty until one is chosen. */
  force: z.string().default(''),
  forceTyped: z.string().default(''),
  optionsRejected: z.array(z.object({ option: z.string(), why: z.string() })).default([]),
  rationale: z.string().default(''),
  /** The decision that its author saw when starting to write: sent as `basedOn`. */
  supersedes: z.string().nullable().default(null),
});
export type DecisionForm = z.infer<typeof DecisionForm>;
export const emptyDecisionForm = (): DecisionForm => DecisionForm.parse({});

export type GapCode =
  | 'outcome_missing'
  | 'force_missing'
  | 'rationale_missing'
  | 'option_without_reason'
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
  }

  if (form.route === 'out_of_scope') return gaps;
  const statements = statementsOf(file);
  const ungraded = statements.filter((statement) => statement.grades.length === 0).length;
  if (statements.length === 0 && form.outcomes.some((o) => o !== 'record')) add('no_statement', 'codes', false);
  if (ungraded > 0) add('statement_ungraded', 'codes', false, ungraded);
  if (latest(file, 'codes') === null) add('codes_unsigned', 'codes', false);
  return gaps;
}
