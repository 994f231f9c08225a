import { reactionTo } from './reactions.ts';
import type { Failure } from './signed-call.ts';

/** Why a round did not come to its end. */
export type Halt =
  /** No line. */
  | { readonly kind: 'unreachable' }
  /** The hub is there and cannot answer now. */
  | { readonly kind: 'busy'; readonly code: string; readonly retryAfterMs: number | null }
  /** What is known of the hub has changed (epoch, grants): say hello again. */
  | { readonly kind: 'stale' }
  /** Something that a person has to put right; tried again seldom. */
  | { readonly kind: 'refused'; readonly code: string; readonly retryAfterMs?: number | null }
  /** This device is out: nothing more is tried. */
  | { readonly kind: 'fatal'; readonly code: string }
  /** Paused or stopped. */
  | { readonly kind: 'halted' };

/** What a failed call means for the round; SYNC.md, "Errors". */
export function haltOf(failure: Failure): Halt {
  if (failure.kind === 'unreachable') return { kind: 'unreachable' };
  if (failure.kind === 'untrusted') return { kind: 'refused', code: 'hub_untrusted' };
  if (failure.kind === 'untrusted_sign_in') return { kind: 'refused', code: 'sign_in_not_trusted' };
  if (failure.kind === 'unreadable') return { kind: 'busy', code: 'invalid_answer', retryAfterMs: null };
  const { problem, retryAfterMs } = failure;
  // The device is known, and its person is asked for.
  if (problem.code === 'auth_required' && problem.signIn !== undefined)
    return { kind: 'refused', code: 'sign_in_required' };
  switch (reactionTo(problem.code)) {
    case 'new_hello':
      return { kind: 'stale' };
    case 'back_off':
      return { kind: 'busy', code: problem.code, retryAfterMs };
    case 'shut_out':
      return { kind: 'fatal', code: problem.code };
    default:
      return { kind: 'refused', code: problem.code, retryAfterMs };
  }
}
