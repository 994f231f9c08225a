/** Every error of the contracts as what happened, why, and the next step. */
import type { CallError } from '../../shared/bridge/call.ts';
import { refusalCodes, refusalReasons, refusalWords } from './refusals.ts';

export interface ErrorWords {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

const words = (what: string, why: string, next: string): ErrorWords => ({ what, why, next });
const support = 'Tell your administrator this code if it happens again.';

const errorTable: Readonly<Record<string, ErrorWords>> = {
  // The page and its line to the vault.
  locked: words(
    'Candour is locked.',
    'The vault was closed before it could answer.',
    'Unlock and do it again; drafts are kept.',
  ),
  no_bridge: words('There is no vault here.', 'This page was opened outside Candour.', 'Open Candour itself.'),
  answer_unreadable: words(
    'An answer could not be read.',
    'The page and the vault do not agree on its form.',
    `Try again. ${support}`,
  ),
  not_ready: words('The vault is still starting.', '', 'Try again in a moment.'),
  refused: words('The request was refused.', 'It did not come from this window.', 'Close Candour and open it again.'),
  invalid_request: words(
    'The request was not understood.',
    'A part of it is missing or too long.',
    `Shorten what you typed, or try again. ${support}`,
  ),
  failed: words(
    'That could not be done.',
    'Something unforeseen happened in the vault.',
    `Nothing you typed is lost. Try again. ${support}`,
  ),
  too_many: words('There is no room for another.', 'The list is full.', 'Remove one that you no longer use.'),
  disk_full: words(
    'The disk is full.',
    'Nothing more can be written on this workstation.',
    'Free some space, then try again. What you typed is still here.',
  ),
  disk_read_only: words(
    'The disk cannot be written to.',
    'It is mounted read-only, or your account may not write to Candour’s folder.',
    'Ask your administrator to make it writable, then unlock again. Nothing was changed.',
  ),
  disk_failed: words(
    'The disk did not do what it was asked.',
    'Reading or writing a file of the vault failed.',
    'Do it again. If it happens again, ask your administrator to check the disk; do not delete anything.',
  ),
  internal: words(
    'The vault met an error of its own.',
    'Something unforeseen happened.',
    `Nothing you typed is lost. Try again. ${support}`,
  ),
  operation_failed: words(
    'That could not be done.',
    'Something unforeseen happened in the vault.',
    `Nothing you typed is lost. Try again. ${support}`,
  ),
  invalid_call: words(
    'The request was not understood.',
    'A part of it is missing or too long.',
    `Shorten what you typed, or try again. ${support}`,
  ),
  superseded: words('A newer search took its place.', '', 'Nothing to do.'),
  no_vault: words('There is no vault on this workstation.', '', 'Set it up with the code from your administrator.'),

  // Set-up and unlocking.
  wrong_passphrase: words(
    'That passphrase does not open the vault.',
    'After each wrong one the wait grows longer.',
    'Check Caps Lock and the keyboard layout, then try again.',
  ),
  too_early: words(
    'It is too early for another try.',
    'After wrong passphrases the vault waits.',
    'Wait for the time shown, then try again.',
  ),
  vault_damaged: words(
    'The vault’s files are damaged.',
    'They do not open as they were written.',
    'Do not delete anything. Lock, and choose “Trouble with this vault?”: what can be read is not lost.',
  ),
  vault_missing: words(
    'The vault’s database is not where it was.',
    'Its keys are here, but the file with the cases was moved or deleted.',
    'Ask your administrator to put it back, or restore a backup. No new one was made in its place.',
  ),
  vault_restored: words(
    'This vault is an older copy of itself.',
    'The hub knows of work that was signed here later: the files were copied back or restored from a backup.',
    'Nothing is sent under its old name. Ask for a new enrolment code, lock, choose “Trouble with this vault?” and move your work to a new vault.',
  ),
  backup_folder: words(
    'The backup cannot be written there.',
    'It needs a folder outside Candour’s own: what lies with the vault is lost with it.',
    'Choose another folder, best on another disk.',
  ),
  backup_damaged: words(
    'The backup did not come out whole, and was not kept.',
    'It was opened and looked through after writing.',
    'Check the vault, then write the backup again, best to another disk.',
  ),
  vault_read_only: words(
    'This vault is open for reading only.',
    'It is damaged, or the disk takes nothing; nothing is written to it.',
    'Lock, and choose “Trouble with this vault?” for a way to go on working.',
  ),
  not_a_backup: words(
    'That is no backup, or not a whole one.',
    'A backup is a file candour-….db, with a file of the same name and .key-slots.json beside it.',
    'Choose the .db file, with the other one in the same folder.',
  ),
  wrong_backup_passphrase: words(
    'That passphrase does not open the backup.',
    'A backup keeps the passphrase that the vault had on that day.',
    'Try the one from then. Your organisation’s recovery key opens it too.',
  ),
  another_person: words(
    'The code is for somebody else.',
    'The work in this copy was signed by another person than the one whom the code enrols.',
    'Nothing was changed. Ask your administrator for a code for the person whose work it is.',
  ),
  check_running: words('The vault is being checked already.', '', 'Wait until it is done, or cancel it.'),
  cancelled: words('It was cancelled.', '', 'Nothing was changed.'),
  vault_newer: words(
    'The vault was written by a newer Candour.',
    'This version would not understand it, so it was left untouched.',
    'Install the newer version and open it again.',
  ),
  vault_exists: words(
    'This workstation is already set up.',
    'A vault lies here that set-up would not overwrite.',
    'Close Candour, open it again and unlock.',
  ),
  weak_passphrase: words(
    'The passphrase is too easy to guess.',
    'It protects every case on this workstation.',
    'Take four or more words that do not belong together.',
  ),
  keys_destroyed: words(
    'The key of this vault was destroyed after ten wrong passphrases.',
    'Your organisation’s policy asks for it. The cases themselves are untouched.',
    'Ask your administrator to reopen the vault with the organisation’s recovery key.',
  ),
  rekey_failed: words(
    'The vault keeps the key it had.',
    'Writing it under a new key did not succeed, and nothing was changed.',
    'Close other programs that may have its files open, then try again.',
  ),
  keystore_refused: words(
    'The system’s keystore cannot be used.',
    'The vault’s key needs a place that only your account can open.',
    'Ask your administrator to switch the keystore on, or to allow a passphrase alone by policy.',
  ),
  keystore_unavailable: words(
    'The system has no keystore.',
    'The vault’s key needs a place that only your account can open.',
    'Ask your administrator to install one, or to allow a passphrase alone by policy.',
  ),
  keystore_plain_text: words(
    'The system’s keystore does not encrypt.',
    'It would leave the key of the vault readable on the disk.',
    'Ask your administrator to install a keystore, or to allow a passphrase alone by policy.',
  ),
  keystore_locked: words(
    'The system’s keystore is locked.',
    'A part of the vault’s key lies in it, and it opens with a password of its own.',
    'Unlock it: the system asks for its password, which is often that of your account.',
  ),
  keystore_not_unlocked: words(
    'The keystore stayed locked.',
    'The system’s question was closed, or nobody answered it.',
    'Unlock it when you are ready. If you do not know its password, ask your administrator.',
  ),
  keystore_silent: words(
    'The system’s keystore does not answer.',
    'A part of the vault’s key lies in it.',
    'Ask it once more. If it stays silent, sign out of your account and in again. Nothing is lost.',
  ),
  keystore_changed: words(
    'The system’s keystore has changed.',
    'The key that this vault was made with is no longer in it. The vault itself was not touched.',
    'Sign in to the account that set the vault up, then open Candour again. If that keystore is gone, your administrator reopens the vault with the organisation’s recovery key.',
  ),
  secret_damaged: words(
    'This workstation’s own part of the key is damaged.',
    'The file device-secret.json is not as it was written. The vault itself was not touched.',
    'Do not delete anything. Ask your administrator to put the file back, or to reopen the vault with the organisation’s recovery key.',
  ),
  secret_missing: words(
    'This workstation’s own part of the key is missing.',
    'The file device-secret.json is not where it was. No new one was made, since it would not open this vault.',
    'Ask your administrator to put the file back, or to reopen the vault with the organisation’s recovery key.',
  ),
  secret_unwritten: words(
    'This workstation’s part of the key could not be kept.',
    'The disk is full or cannot be written to.',
    'Make room on the disk, or ask your administrator to make it writable; then open Candour again.',
  ),
  enrolment_refused: words(
    'The enrolment code was refused.',
    'It was used already, has expired, or was typed differently.',
    'Check the code, or ask your administrator for a new one.',
  ),
  hub_not_allowed: words(
    'This workstation may not use that hub.',
    'Your administrator’s policy names the one hub that it belongs to, and this is another.',
    'Nothing was sent or changed. Ask your administrator which hub is yours.',
  ),
  recovery_key_refused: words(
    'The hub named another recovery key than your organisation’s.',
    'Whoever holds that key could have opened this vault. No vault was made, and nothing was sealed to it.',
    'Do not try again here. Tell your security officer now; a new enrolment code is needed afterwards.',
  ),
  invalid_address: words(
    'That is no address of a hub.',
    'It begins with https:// and names a host.',
    'Type it as your administrator gave it.',
  ),
  unavailable: words(
    'The hub does not answer.',
    'The address is wrong, or the line is down.',
    'Check the address and the network, then try again. Work already signed is safe here.',
  ),

  // The Desk and signing.
  search_unreadable: words(
    'The search cannot be read.',
    'Something in it is not complete, or is no field of the search.',
    'The field says at which character, and what would do.',
  ),
  case_damaged: words(
    'What this workstation keeps of the case is damaged.',
    'Every other case is as it was, and the hub still has what was accepted.',
    'Check the vault in the settings, and tell your administrator.',
  ),
  case_sealed: words(
    'The key of this case has not arrived yet.',
    'It comes with the key of its desk.',
    'Sync, then open it again.',
  ),
  not_held: words('Nothing is held any more.', 'It was signed or taken back meanwhile.', 'Read the case again.'),
  list_gone: words('The list has changed meanwhile.', '', 'It is being opened again.'),
  no_recipient_workstation: words(
    'No workstation of that unit could open it.',
    'None of its people has enrolled a workstation that holds the unit’s key.',
    'Choose another unit, or ask its supervisor to enrol a workstation.',
  ),
  no_gateway: words(
    'The register of interests cannot be reached.',
    'No gateway of the organisation is known here, and only a gateway may read what you enter.',
    'Sync, then save it again. What you typed is still here.',
  ),
  not_screened: words(
    'The conflict screen has not been passed.',
    'Names and text stay closed until you say that you know nobody in the case.',
    'Press C on the Desk.',
  ),
  unit_key_missing: words(
    'The key of the desk is not here yet.',
    'An officer grants it after comparing this workstation’s fingerprint.',
    'Read the fingerprint to the officer.',
  ),

  // What the hub may say; codes of the protocol.
  protocol_unsupported: words(
    'Sync has stopped: this Candour is too old or too new for the hub.',
    'They speak different versions of the protocol.',
    'Install the version that your administrator names. You can go on working here.',
  ),
  epoch_changed: words(
    'The hub was restored from a backup.',
    'What it lost is being offered again from here.',
    'Nothing to do; sync goes on by itself.',
  ),
  cursor_ahead: words(
    'This workstation knows more than the hub.',
    'The hub was restored, and is being caught up.',
    'Nothing to do; sync goes on by itself.',
  ),
  cursor_invalid: words('The place in the log was lost.', '', 'Nothing to do; it is read again from the start.'),
  checkpoint_inconsistent: words(
    'The hub’s log does not fit what it said before.',
    'An accepted entry is missing or was changed.',
    'Sync has stopped for safety. Tell your security officer now.',
  ),
  invalid_answer: words(
    'The hub answered something unreadable.',
    'A proxy may stand in between, or the hub is being updated.',
    `It is tried again by itself. ${support}`,
  ),
  device_seq_gap: words('An entry is missing in between.', '', 'Nothing to do; it is being sent again.'),
  device_forked: words(
    'Two workstations work under one name.',
    'The vault was copied, or restored from a backup.',
    'Sync has stopped. Ask for a new enrolment code, lock, choose “Trouble with this vault?” and move your work to a new vault.',
  ),
  device_revoked: words(
    'This workstation was withdrawn.',
    'An administrator ended its access.',
    'Ask your administrator. What waits here is kept for your supervisor.',
  ),
  event_id_reuse: words(
    'An entry came twice with different contents.',
    'This must never happen.',
    'Sync has stopped for safety. Tell your security officer now.',
  ),
  access_withdrawn: words(
    'Your access to some cases was withdrawn.',
    '',
    'They are removed from this workstation. Ask your supervisor if that is a mistake.',
  ),
  auth_required: words(
    'The hub does not know this workstation.',
    'Its signature was not accepted.',
    'Check the date and time of the workstation, then sync again.',
  ),
  clock_skew: words(
    'The clock of this workstation is wrong.',
    'It differs from the hub’s by more than five minutes.',
    'Set the date and time; sync then goes on by itself.',
  ),
  signature_invalid: words(
    'A signature was not accepted.',
    'What arrived is not what was signed.',
    `Sync again. ${support}`,
  ),
  blob_missing: words('An attachment has not arrived yet.', '', 'It is fetched again at the next sync.'),
  blob_hash_mismatch: words('An attachment arrived damaged.', '', 'It is being fetched again.'),
  attachment_unknown: words(
    'The report has no such file.',
    'It was erased, or your access to the case has ended.',
    'Read the case again.',
  ),
  attachment_not_here: words(
    'The file is not wholly on this workstation.',
    'Some of its pieces have still to come.',
    'Fetch it, and open it when it is here.',
  ),
  attachment_unopenable: words(
    'A piece of the file does not open.',
    'It is the piece that was promised, but it was not sealed for this case and place.',
    'Tell your administrator: the gateway has to send the report again. Nothing of it is shown.',
  ),
  attachment_not_as_promised: words(
    'The file is not the one that the report promised.',
    'Its size or its SHA-256 differs. What had come was thrown away, and nothing of it is shown.',
    'Fetch it once more; if it stays so, tell your administrator.',
  ),
  offline_by_choice: words(
    'You are working offline by choice.',
    'The file is not on this workstation, and nothing is fetched meanwhile.',
    'Go on with sync, then fetch it.',
  ),
  too_far: words('The file ends before that place.', '', 'Open it again from its beginning.'),
  too_large: words('An entry is too large to send.', '', 'Split the text, or remove an attachment.'),
  quota: words('The hub has no room left for this.', '', 'Tell your administrator; what waits here is kept.'),
  rate_limited: words(
    'The hub asks for patience.',
    'Many workstations sync at once.',
    'Nothing to do; it goes on by itself.',
  ),
  not_found: words('That is not there.', 'It was moved, or your access has ended.', 'Go back to the Desk.'),
  lease_expired: words(
    'The cases were not confirmed for too long.',
    'After 14 days without the hub they stay closed.',
    'Connect to the hub once.',
  ),
  upgrade_required: words(
    'This version of Candour may no longer sync.',
    '',
    'Install the newer version. You can go on working here.',
  ),
  print_not_allowed: words(
    'Printing is switched off on this workstation.',
    'Your administrator’s policy does not allow it.',
    'The settings show the policy. Ask your administrator if that is a mistake.',
  ),
  export_not_allowed: words(
    'Copies out of Candour are switched off on this workstation.',
    'Your administrator’s policy does not allow them.',
    'The settings show the policy. Ask your administrator if that is a mistake.',
  ),
  grant_spent: words(
    'That leave is used up.',
    'It is good once, for five minutes; the journal may show it already.',
    'Ask for the print or the copy again.',
  ),
  file_not_written: words(
    'The file was not written.',
    'The folder may not take it, or a half-written one lies beside it (its name ends in .part).',
    'Choose another folder or name. The journal has an entry for this try.',
  ),
  no_printer: words(
    'This workstation knows no printer.',
    'The system names none to Candour.',
    'Ask your administrator to add one, or save an encrypted PDF.',
  ),
  print_failed: words(
    'Nothing was printed.',
    'The print could not be made ready, or the printer did not take it.',
    'Look at the printer, then print again. The journal has an entry for this try.',
  ),
  print_busy: words('Something is being taken out already.', 'One at a time.', 'Wait for it to end, then try again.'),
  journal_not_open: words(
    'The journal of this vault is not open yet.',
    'The auditors’ key has not arrived.',
    'It opens by itself after the next contact with the hub; nothing is lost.',
  ),
  dependency_refused: words('What it builds on was refused.', '', 'Settle the refused entry first.'),
};

/** Words for any error; an unknown code is named, so that it can be told to somebody. */
export function errorWords({ code, detail }: CallError): ErrorWords {
  const known = errorTable[code];
  if (known && Object.hasOwn(errorTable, code)) return known;
  const reason = typeof detail?.reason === 'string' ? detail.reason : null;
  const who = typeof detail?.who === 'string' ? detail.who : null;
  if (Object.hasOwn(refusalCodes, code)) {
    const refusal = refusalWords(code, reason, who);
    const said = who !== null || reason !== null;
    return words(refusal.what, refusal.why, said ? refusal.who : 'Read the case again, then decide anew.');
  }
  const why = (refusalReasons as Readonly<Record<string, string>>)[code];
  if (why !== undefined) return words('That was not accepted.', why, refusalWords(code, code, who).who);
  return words('That could not be done.', `The code is ${code}.`, `Nothing you typed is lost. Try again. ${support}`);
}

/** One line: what happened and the next step. */
export function errorLine(error: CallError): string {
  const { what, next } = errorWords(error);
  return `${what} ${next}`;
}
