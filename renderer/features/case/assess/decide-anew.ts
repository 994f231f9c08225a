import type { Decision } from '../../../../shared/domain/case-file.ts';
import { DecisionForm } from './gaps.ts';

/** What was decided, as the form of deciding anew. `version` counts from one. */
export const copyOf = ({ outcomes, route, force, rationale, optionsRejected, model }: Decision, version: number) =>
  DecisionForm.parse({
    outcomes,
    route,
    ...(force !== undefined && { force, forceTyped: force }),
    rationale,
    optionsRejected,
    model,
    copiedFrom: version,
  });

/** Whether nothing in a form differs from the decision that it began with. */
export const isCopy = (form: DecisionForm, copy: DecisionForm): boolean =>
  form.copiedFrom === copy.copiedFrom &&
  JSON.stringify(DecisionForm.parse({ ...form, forceTyped: '' })) ===
    JSON.stringify(DecisionForm.parse({ ...copy, forceTyped: '' }));
