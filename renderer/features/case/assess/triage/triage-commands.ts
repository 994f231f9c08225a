import { type CaseFile } from '../../../../../shared/domain/case-file.ts';
import { holdSeconds } from '../../../../app/hold-length.ts';
import { instantOfField } from '../../london-field.ts';
import type { Command } from '../../open-case.ts';
import { emptyDecisionForm, type DecisionForm } from '../gaps.ts';
import { roundOf } from '../rounds.ts';
import { decides, grounds, joinedWhy, routeOf, type TriageForm } from './triage-form.ts';

interface Seen {
  readonly file: CaseFile;
  readonly user: string;
  /** The last event of each slot that the person has in view. */
  readonly slots: Readonly<Record<string, string>>;
}

/** The words of the decision as its own form holds them, for the draft that it is held in. */
export const decisionFormOf = (form: TriageForm): DecisionForm => ({
  ...emptyDecisionForm(),
  outcomes: form.outcomes,
  route: routeOf(form),
  force: routeOf(form) === 'other_force' ? form.force : '',
  forceTyped: routeOf(form) === 'other_force' ? form.forceTyped : '',
  rationale: form.rationale,
});

/**
 * Everything that triage signs after the answer about danger, in this order; the decision is last, since it alone is
 * held. Only for a form that lacks nothing (`triageLacks`).
 */
export function triageCommands(form: TriageForm, short: boolean, { file, user, slots }: Seen): Command[] {
  const commands: Command[] = [];
  if (short) {
    const becameClearAt = Object.values(form.answers).includes('yes') ? instantOfField(form.clear) : null;
    commands.push(
      {
        type: 'assessed',
        facets: {
          stage: 'codes',
          round: roundOf(file, user, 'codes'),
          categories: form.categories,
          corruption: [],
          standards: [],
        },
        payload: {},
      },
      {
        type: 'assessed',
        facets: {
          stage: 'referral_test',
          round: roundOf(file, user, 'referral_test'),
          grounds: grounds.map(({ code }) => ({ ground: code, answer: form.answers[code]! })),
          ...(becameClearAt !== null && { becameClearAt }),
        },
        payload: {},
      },
    );
  }
  if (form.disposition === 'mine' || form.disposition === 'allocate') {
    const to = form.disposition === 'mine' ? user : form.holder;
    if (file.allocatedTo !== to)
      commands.push({ type: 'allocated', facets: { to }, payload: {}, basedOn: slots.allocation ?? null });
  }
  // Signed already beside the comparison: not twice.
  if (form.disposition === 'join' && joinedWhy(file) === null)
    commands.push({
      type: 'linked',
      facets: { other: form.joined, kind: 'same_matter', on: true },
      payload: { why: form.why.trim() },
    });
  if (decides(form, short)) {
    const route = routeOf(form);
    commands.push({
      type: 'decided',
      facets: { outcomes: form.outcomes, route, ...(route === 'other_force' && { force: form.force }) },
      payload: { rationale: form.rationale.trim(), optionsRejected: [] },
      basedOn: slots.decision ?? null,
      draft: 'decision',
      holdSeconds: holdSeconds(),
    });
  }
  return commands;
}
