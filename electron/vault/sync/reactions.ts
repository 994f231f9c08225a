import type { ProblemCode } from '../../../shared/protocol/calls.ts';

/**
 * What this workstation does when the hub refuses a whole call, after SYNC.md, "Errors". What the person reads stands in
 * `renderer/words/errors.ts`.
 * - `stop_pushing`: one's own work waits here, and what others do still comes in;
 * - `new_hello`: what is known of the hub (epoch, grants) is out of date; the hello that follows resets or purges;
 * - `reset_log`: the log is read again from its start, unless the hub is then caught in a contradiction;
 * - `freeze`: nothing more of the log is taken in, and the person is alerted;
 * - `send_again`: everything from the number that the hub expects is offered once more;
 * - `new_id`: the event whose id is another's is signed again under an id of its own, once; then it waits here. The person
 *   and the journal are told, whichever it is;
 * - `shut_out`: sync ends, the cases stay closed, and this vault has to be enrolled anew;
 * - `sign_again`: by the hub's clock, once; then it is for a person;
 * - `fetch_again`: once; then it is for a person;
 * - `split`: half as many events, down to one; then it waits here;
 * - `back_off`: later, with jitter, and not before the hub's own wish;
 * - `ask_seldom`: a person has to put it right; it is tried again every few minutes.
 */
export type Reaction =
  | 'stop_pushing'
  | 'new_hello'
  | 'reset_log'
  | 'freeze'
  | 'send_again'
  | 'new_id'
  | 'shut_out'
  | 'sign_again'
  | 'fetch_again'
  | 'split'
  | 'back_off'
  | 'ask_seldom';

export const reactions: Readonly<Record<ProblemCode, Reaction>> = {
  protocol_unsupported: 'stop_pushing',
  schema_unsupported: 'stop_pushing',
  upgrade_required: 'stop_pushing',
  epoch_changed: 'new_hello',
  cursor_invalid: 'reset_log',
  cursor_ahead: 'reset_log',
  checkpoint_inconsistent: 'freeze',
  device_seq_gap: 'send_again',
  device_forked: 'shut_out',
  device_revoked: 'shut_out',
  event_id_reuse: 'new_id',
  invalid_event: 'stop_pushing',
  access_withdrawn: 'new_hello',
  auth_required: 'ask_seldom',
  clock_skew: 'sign_again',
  signature_invalid: 'ask_seldom',
  enrolment_refused: 'ask_seldom',
  sign_in_refused: 'ask_seldom',
  blob_missing: 'fetch_again',
  blob_hash_mismatch: 'fetch_again',
  too_large: 'split',
  quota: 'split',
  rate_limited: 'back_off',
  unavailable: 'back_off',
  not_found: 'ask_seldom',
};

export const reactionTo = (code: ProblemCode): Reaction => reactions[code];
