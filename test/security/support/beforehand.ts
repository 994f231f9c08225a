import type { CallName } from '../../../shared/bridge/contract.ts';

/** Answered before a vault is open, so that they could tell nothing of a case: whatever opens, makes or restores one. */
export const beforehand: readonly CallName[] = [
  ...(['session.state', 'session.setUp', 'session.unlock', 'session.strength'] as const),
  ...(['restore.look', 'restore.find', 'restore.begin', 'vault.openReadOnly'] as const),
  // Somebody who gives up signing in while a workstation is set up.
  ...(['session.signInCancel'] as const),
  ...(['enrolment.request', 'enrolment.pending', 'enrolment.answer', 'enrolment.forget'] as const),
];
