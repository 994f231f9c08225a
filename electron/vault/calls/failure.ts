import type { CallAnswer, CallError } from '../../../shared/bridge/call.ts';
import type { Refusal } from '../../../shared/domain/verdict.ts';

export type Done<Value> = CallAnswer<Value>;

const words: Readonly<Record<string, string>> = {
  invalid_call: 'The page asked for something that the vault does not know.',
  locked: 'The vault is locked.',
  internal: 'The vault met an error of its own.',
  disk_full: 'The disk is full.',
  invalid_event: 'This is not complete.',
  conflict: 'Somebody else was first.',
  not_permitted: 'This is not for you to sign.',
  illegal_transition: 'The case does not allow this now.',
  nothing_to_look_for: 'Nothing to look for was typed.',
  reason_wanted: 'A reason has to be given first.',
  case_unknown: 'This case is not here.',
  case_damaged: 'What is kept of this case is damaged.',
  case_sealed: 'The key of this case has not come here yet.',
  too_many: 'There are too many already.',
  not_held: 'Nothing is held here.',
  list_gone: 'The list is not kept any more.',
  search_unreadable: 'The search cannot be read.',
  superseded: 'A newer search took its place.',
  print_not_allowed: 'The policy allows no printing.',
  export_not_allowed: 'The policy allows no copies.',
  bundles_not_allowed: 'The policy allows no bundles.',
  bundle_busy: 'A bundle is being written or read already.',
  file_not_chosen: 'Nobody chose this file for writing.',
  bundle_unwritten: 'The file could not be written or read.',
  journal_not_open: 'The journal is not open yet.',
  weak_passphrase: 'The passphrase is too easy to guess.',
  no_gateway: 'No gateway of the organisation is known here.',
  too_large: 'This is more than fits.',
  not_screened: 'The conflict screen of the case has not been passed.',
  attachment_unknown: 'The report does not name that file.',
  attachment_not_here: 'The file is not wholly here.',
  too_far: 'The file ends before.',
  offline_by_choice: 'This workstation works offline by choice.',
  pack_unknown: 'That pack is not here.',
  pack_not_graded: 'A statement of the pack is not graded.',
  pack_redaction_missed: 'A redaction does not reach the copy.',
  pack_unsettled: 'A warning is not settled.',
  pack_codes_unknown: 'A code does not hold today.',
  pack_page_missing: 'A page of the pack is not here.',
  pack_page_unclean: 'A page holds more than its picture.',
  no_recipient_workstation: 'No workstation of the unit could open it.',
};

/** A failure with a code that the screen turns into words; `detail` holds codes and numbers, never contents. */
export const failed = (code: string, detail?: CallError['detail']): { ok: false; error: CallError } => ({
  ok: false,
  error: { code, message: words[code] ?? code, ...(detail !== undefined && { detail }) },
});

export const done = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

/** A refusal of `permits` as the page hears it. */
export function refusedBy(refusal: Refusal): { ok: false; error: CallError } {
  if (refusal.code === 'conflict') return failed('conflict', { slot: refusal.slot, current: refusal.current });
  const who = refusal.code === 'not_permitted' ? (refusal.who ?? null) : null;
  return failed(refusal.code, { reason: refusal.reason, who });
}
