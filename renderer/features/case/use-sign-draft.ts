import type { CallError } from '../../../shared/bridge/call.ts';
import { type Command, useOpenCase } from './open-case.ts';
import type { Drafted } from './use-draft.ts';

/** Signs what a draft holds and empties its form; answers the error to show, or null. `part` names the draft. */
export function useSignDraft(): (
  draft: Drafted<object>,
  part: string,
  command: Omit<Command, 'draft'>,
) => Promise<CallError | null> {
  const { sign } = useOpenCase();
  return async (draft, part, command) => {
    const answer = await sign({ ...command, ...(draft.savedAt !== null && { draft: part }) });
    if (!answer.ok) return answer.error;
    draft.signed();
    return null;
  };
}
