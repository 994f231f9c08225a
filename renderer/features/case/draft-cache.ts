import type { Draft } from '../../../shared/bridge/case.ts';
import { answers } from '../../app/calls.ts';

const withDrafts: ReadonlySet<unknown> = new Set(['case.read', 'referral.read', 'danger.read']);

/**
 * Puts a draft into the answers that the page already holds (`null` takes it out), so that a form that closes and opens
 * again finds the newest words, and the spine shows them, before the vault has answered.
 */
export function keepDraftInAnswers(caseId: string, part: string, draft: Draft | null): void {
  answers.setQueriesData<{ readonly drafts: readonly Draft[] }>(
    {
      predicate: ({ queryKey: [name, input] }) =>
        withDrafts.has(name) && (input as { caseId: string }).caseId === caseId,
    },
    (read) => {
      if (read === undefined) return undefined;
      const others = read.drafts.filter((other) => other.part !== part);
      return { ...read, drafts: draft === null ? others : [...others, draft] };
    },
  );
}
