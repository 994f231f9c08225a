import type { Problem, ProblemCode } from '../../../shared/protocol/calls.ts';

/** Why a whole call is refused; the HTTP border makes an RFC 9457 problem of it. */
export type Refused = { readonly ok: false; readonly problem: Problem };

const meaning: Record<ProblemCode, { status: number; title: string }> = {
  protocol_unsupported: { status: 400, title: 'This hub does not speak a protocol version that the device offers' },
  schema_unsupported: { status: 422, title: 'This hub does not know an event type of the push' },
  upgrade_required: { status: 426, title: 'The version of the device may no longer sync with this hub' },
  epoch_changed: { status: 409, title: 'The hub was restored since: reset cursors and offer events again' },
  cursor_invalid: { status: 400, title: 'The cursor is none that this hub gave' },
  cursor_ahead: { status: 409, title: 'The cursor lies beyond the head of the compartment' },
  checkpoint_inconsistent: { status: 409, title: 'The log is not the one that was signed before' },
  device_seq_gap: { status: 409, title: 'An event of the device is missing before this one' },
  device_forked: { status: 403, title: 'The device used one number for two events and is quarantined' },
  device_revoked: { status: 403, title: 'The device was withdrawn' },
  event_id_reuse: { status: 409, title: 'The id of an event was used before with another header' },
  invalid_event: { status: 400, title: 'The request does not have the agreed form' },
  access_withdrawn: { status: 403, title: 'The user of this device may not see the compartment' },
  auth_required: { status: 401, title: 'The request is not signed by a device that this hub knows' },
  clock_skew: { status: 401, title: 'The clock of the device is too far from the clock of the hub' },
  signature_invalid: { status: 401, title: 'The signature of the request does not hold' },
  enrolment_refused: { status: 403, title: 'The enrolment code is unknown, used or expired' },
  blob_missing: { status: 404, title: 'The compartment has no chunk with this hash' },
  blob_hash_mismatch: { status: 400, title: 'The bytes do not have the hash that names them' },
  quota: { status: 507, title: 'The hub has no room left for this' },
  too_large: { status: 413, title: 'The request is too large' },
  sign_in_refused: { status: 403, title: 'The sign-in does not show that this is the person of the device' },
  rate_limited: { status: 429, title: 'Too many requests from this device' },
  unavailable: { status: 503, title: 'The hub cannot answer now' },
  not_found: { status: 404, title: 'There is nothing at this address' },
};

type Extra = Partial<Pick<Problem, 'detail' | 'expected' | 'serverTime' | 'hubEpoch' | 'signIn' | 'reason'>>;

export function refuse(code: ProblemCode, extra: Extra = {}): Refused {
  const { status, title } = meaning[code];
  const type = `urn:candour:problem:${code}`;
  return { ok: false, problem: { type, title, status, code, ...extra } };
}
