/** Every error of the contracts as what happened, why, and the next step. */
import type { CallError } from '../../shared/bridge/call.ts';
import { bundleErrors } from './bundles.ts';
import { refusalCodes, refusalReasons, refusalWords } from './refusals.ts';
import { t } from './t.ts';

export interface ErrorWords {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

const words = (what: string, why: string, next: string): ErrorWords => ({ what, why, next });
const support = t('Tell your administrator this code if it happens again.');

const errorTable: Readonly<Record<string, ErrorWords>> = {
  // The page and its line to the vault.
  locked: words(
    t('Candour is locked.'),
    t('The vault was closed before it could answer.'),
    t('Unlock and do it again; drafts are kept.'),
  ),
  no_bridge: words(t('There is no vault here.'), t('This page was opened outside Candour.'), t('Open Candour itself.')),
  answer_unreadable: words(
    t('An answer could not be read.'),
    t('The page and the vault do not agree on its form.'),
    t('Try again. {{support}}', { support }),
  ),
  not_ready: words(t('The vault is still starting.'), '', t('Try again in a moment.')),
  refused: words(
    t('The request was refused.'),
    t('It did not come from this window.'),
    t('Close Candour and open it again.'),
  ),
  invalid_request: words(
    t('The request was not understood.'),
    t('A part of it is missing or too long.'),
    t('Shorten what you typed, or try again. {{support}}', { support }),
  ),
  failed: words(
    t('That could not be done.'),
    t('Something unforeseen happened in the vault.'),
    t('Nothing you typed is lost. Try again. {{support}}', { support }),
  ),
  too_many: words(t('There is no room for another.'), t('The list is full.'), t('Remove one that you no longer use.')),
  disk_full: words(
    t('The disk is full.'),
    t('Nothing more can be written on this workstation.'),
    t('Free some space, then try again. What you typed is still here.'),
  ),
  disk_read_only: words(
    t('The disk cannot be written to.'),
    t('It is mounted read-only, or your account may not write to Candour’s folder.'),
    t('Ask your administrator to make it writable, then unlock again. Nothing was changed.'),
  ),
  disk_failed: words(
    t('The disk did not do what it was asked.'),
    t('Reading or writing a file of the vault failed.'),
    t('Do it again. If it happens again, ask your administrator to check the disk; do not delete anything.'),
  ),
  internal: words(
    t('The vault met an error of its own.'),
    t('Something unforeseen happened.'),
    t('Nothing you typed is lost. Try again. {{support}}', { support }),
  ),
  operation_failed: words(
    t('That could not be done.'),
    t('Something unforeseen happened in the vault.'),
    t('Nothing you typed is lost. Try again. {{support}}', { support }),
  ),
  invalid_call: words(
    t('The request was not understood.'),
    t('A part of it is missing or too long.'),
    t('Shorten what you typed, or try again. {{support}}', { support }),
  ),
  superseded: words(t('A newer search took its place.'), '', t('Nothing to do.')),
  no_vault: words(
    t('There is no vault on this workstation.'),
    '',
    t('Set it up with the code from your administrator.'),
  ),

  // Set-up and unlocking.
  wrong_passphrase: words(
    t('That passphrase does not open the vault.'),
    t('After each wrong one the wait grows longer.'),
    t('Check Caps Lock and the keyboard layout, then try again.'),
  ),
  too_early: words(
    t('It is too early for another try.'),
    t('After wrong passphrases the vault waits.'),
    t('Wait for the time shown, then try again.'),
  ),
  vault_damaged: words(
    t('The vault’s files are damaged.'),
    t('They do not open as they were written.'),
    t('Do not delete anything. Lock, and choose “Trouble with this vault?”: what can be read is not lost.'),
  ),
  vault_missing: words(
    t('The vault’s database is not where it was.'),
    t('Its keys are here, but the file with the cases was moved or deleted.'),
    t('Ask your administrator to put it back, or restore a backup. No new one was made in its place.'),
  ),
  vault_restored: words(
    t('This vault is an older copy of itself.'),
    t('The hub knows of work that was signed here later: the files were copied back or restored from a backup.'),
    t(
      'Nothing is sent under its old name. Ask for a new enrolment code, lock, choose “Trouble with this vault?” and move your work to a new vault.',
    ),
  ),
  backup_folder: words(
    t('The backup cannot be written there.'),
    t('It needs a folder outside Candour’s own: what lies with the vault is lost with it.'),
    t('Choose another folder, best on another disk.'),
  ),
  backup_damaged: words(
    t('The backup did not come out whole, and was not kept.'),
    t('It was opened and looked through after writing.'),
    t('Check the vault, then write the backup again, best to another disk.'),
  ),
  vault_read_only: words(
    t('This vault is open for reading only.'),
    t('It is damaged, or the disk takes nothing; nothing is written to it.'),
    t('Lock, and choose “Trouble with this vault?” for a way to go on working.'),
  ),
  not_a_backup: words(
    t('That is no backup, or not a whole one.'),
    t('A backup is a file candour-….db, with a file of the same name and .key-slots.json beside it.'),
    t('Choose the .db file, with the other one in the same folder.'),
  ),
  wrong_backup_passphrase: words(
    t('That passphrase does not open the backup.'),
    t('A backup keeps the passphrase that the vault had on that day.'),
    t('Try the one from then. Your organisation’s recovery key opens it too.'),
  ),
  another_person: words(
    t('The code is for somebody else.'),
    t('The work in this copy was signed by another person than the one whom the code enrols.'),
    t('Nothing was changed. Ask your administrator for a code for the person whose work it is.'),
  ),
  check_running: words(t('The vault is being checked already.'), '', t('Wait until it is done, or cancel it.')),
  cancelled: words(t('It was cancelled.'), '', t('Nothing was changed.')),
  vault_newer: words(
    t('The vault was written by a newer Candour.'),
    t('This version would not understand it, so it was left untouched.'),
    t('Install the newer version and open it again.'),
  ),
  vault_exists: words(
    t('This workstation is already set up.'),
    t('A vault lies here that set-up would not overwrite.'),
    t('Close Candour, open it again and unlock.'),
  ),
  weak_passphrase: words(
    t('The passphrase is too easy to guess.'),
    t('It protects every case on this workstation.'),
    t('Take four or more words that do not belong together.'),
  ),
  keys_destroyed: words(
    t('The key of this vault was destroyed after ten wrong passphrases.'),
    t('Your organisation’s policy asks for it. The cases themselves are untouched.'),
    t('Ask your administrator to reopen the vault with the organisation’s recovery key.'),
  ),
  rekey_failed: words(
    t('The vault keeps the key it had.'),
    t('Writing it under a new key did not succeed, and nothing was changed.'),
    t('Close other programs that may have its files open, then try again.'),
  ),
  keystore_refused: words(
    t('The system’s keystore cannot be used.'),
    t('The vault’s key needs a place that only your account can open.'),
    t('Ask your administrator to switch the keystore on, or to allow a passphrase alone by policy.'),
  ),
  keystore_unavailable: words(
    t('The system has no keystore.'),
    t('The vault’s key needs a place that only your account can open.'),
    t('Ask your administrator to install one, or to allow a passphrase alone by policy.'),
  ),
  keystore_plain_text: words(
    t('The system’s keystore does not encrypt.'),
    t('It would leave the key of the vault readable on the disk.'),
    t('Ask your administrator to install a keystore, or to allow a passphrase alone by policy.'),
  ),
  keystore_locked: words(
    t('The system’s keystore is locked.'),
    t('A part of the vault’s key lies in it, and it opens with a password of its own.'),
    t('Unlock it: the system asks for its password, which is often that of your account.'),
  ),
  keystore_not_unlocked: words(
    t('The keystore stayed locked.'),
    t('The system’s question was closed, or nobody answered it.'),
    t('Unlock it when you are ready. If you do not know its password, ask your administrator.'),
  ),
  keystore_silent: words(
    t('The system’s keystore does not answer.'),
    t('A part of the vault’s key lies in it.'),
    t('Ask it once more. If it stays silent, sign out of your account and in again. Nothing is lost.'),
  ),
  keystore_changed: words(
    t('The system’s keystore has changed.'),
    t('The key that this vault was made with is no longer in it. The vault itself was not touched.'),
    t(
      'Sign in to the account that set the vault up, then open Candour again. If that keystore is gone, your administrator reopens the vault with the organisation’s recovery key.',
    ),
  ),
  secret_damaged: words(
    t('This workstation’s own part of the key is damaged.'),
    t('The file device-secret.json is not as it was written. The vault itself was not touched.'),
    t(
      'Do not delete anything. Ask your administrator to put the file back, or to reopen the vault with the organisation’s recovery key.',
    ),
  ),
  secret_missing: words(
    t('This workstation’s own part of the key is missing.'),
    t('The file device-secret.json is not where it was. No new one was made, since it would not open this vault.'),
    t('Ask your administrator to put the file back, or to reopen the vault with the organisation’s recovery key.'),
  ),
  secret_unwritten: words(
    t('This workstation’s part of the key could not be kept.'),
    t('The disk is full or cannot be written to.'),
    t('Make room on the disk, or ask your administrator to make it writable; then open Candour again.'),
  ),
  enrolment_refused: words(
    t('The enrolment code was refused.'),
    t('It was used already, has expired, or was typed differently.'),
    t('Check the code, or ask your administrator for a new one.'),
  ),
  hub_not_allowed: words(
    t('This workstation may not use that hub.'),
    t('Your administrator’s policy names the one hub that it belongs to, and this is another.'),
    t('Nothing was sent or changed. Ask your administrator which hub is yours.'),
  ),
  recovery_key_refused: words(
    t('The hub named another recovery key than your organisation’s.'),
    t('Whoever holds that key could have opened this vault. No vault was made, and nothing was sealed to it.'),
    t('Do not try again here. Tell your security officer now; a new enrolment code is needed afterwards.'),
  ),
  invalid_address: words(
    t('That is no address of a hub.'),
    t('It begins with https:// and names a host.'),
    t('Type it as your administrator gave it.'),
  ),
  unavailable: words(
    t('The hub does not answer.'),
    t('The address is wrong, or the line is down.'),
    t('Check the address and the network, then try again. Work already signed is safe here.'),
  ),

  // The Desk and signing.
  search_unreadable: words(
    t('The search cannot be read.'),
    t('Something in it is not complete, or is no field of the search.'),
    t('The field says at which character, and what would do.'),
  ),
  case_damaged: words(
    t('What this workstation keeps of the case is damaged.'),
    t('Every other case is as it was, and the hub still has what was accepted.'),
    t('Check the vault in the settings, and tell your administrator.'),
  ),
  case_sealed: words(
    t('The key of this case has not arrived yet.'),
    t('It comes with the key of its desk.'),
    t('Sync, then open it again.'),
  ),
  not_held: words(
    t('Nothing is held any more.'),
    t('It was signed or taken back meanwhile.'),
    t('Read the case again.'),
  ),
  list_gone: words(t('The list has changed meanwhile.'), '', t('It is being opened again.')),
  no_recipient_workstation: words(
    t('No workstation of that unit could open it.'),
    t('None of its people has enrolled a workstation that holds the unit’s key.'),
    t('Choose another unit, or ask its supervisor to enrol a workstation.'),
  ),
  no_gateway: words(
    t('The register of interests cannot be reached.'),
    t('No gateway of the organisation is known here, and only a gateway may read what you enter.'),
    t('Sync, then save it again. What you typed is still here.'),
  ),
  not_screened: words(
    t('The conflict screen has not been passed.'),
    t('Names and text stay closed until you say that you know nobody in the case.'),
    t('Press C on the Desk.'),
  ),
  unit_key_missing: words(
    t('The key of the desk is not here yet.'),
    t('An officer grants it after comparing this workstation’s fingerprint.'),
    t('Read the fingerprint to the officer.'),
  ),

  // What the hub may say; codes of the protocol.
  protocol_unsupported: words(
    t('Sync has stopped: this Candour is too old or too new for the hub.'),
    t('They speak different versions of the protocol.'),
    t('Install the version that your administrator names. You can go on working here.'),
  ),
  epoch_changed: words(
    t('The hub was restored from a backup.'),
    t('What it lost is being offered again from here.'),
    t('Nothing to do; sync goes on by itself.'),
  ),
  cursor_ahead: words(
    t('This workstation knows more than the hub.'),
    t('The hub was restored, and is being caught up.'),
    t('Nothing to do; sync goes on by itself.'),
  ),
  cursor_invalid: words(t('The place in the log was lost.'), '', t('Nothing to do; it is read again from the start.')),
  checkpoint_inconsistent: words(
    t('The hub’s log does not fit what it said before.'),
    t('An accepted entry is missing or was changed.'),
    t('Sync has stopped for safety. Tell your security officer now.'),
  ),
  hub_untrusted: words(
    t('Whoever answered at the hub’s address is not the hub.'),
    t('It showed another key, or a certificate that is not to be believed; nothing was sent to it.'),
    t('Go on working: everything is kept here. Tell your administrator now.'),
  ),
  invalid_answer: words(
    t('The hub answered something unreadable.'),
    t('A proxy may stand in between, or the hub is being updated.'),
    t('It is tried again by itself. {{support}}', { support }),
  ),
  device_seq_gap: words(t('An entry is missing in between.'), '', t('Nothing to do; it is being sent again.')),
  device_forked: words(
    t('Two workstations work under one name.'),
    t('The vault was copied, or restored from a backup.'),
    t(
      'Sync has stopped. Ask for a new enrolment code, lock, choose “Trouble with this vault?” and move your work to a new vault.',
    ),
  ),
  device_revoked: words(
    t('This workstation was withdrawn.'),
    t('An administrator ended its access.'),
    t('Ask your administrator. What waits here is kept for your supervisor.'),
  ),
  event_id_reuse: words(
    t('An entry came twice with different contents.'),
    t('This must never happen.'),
    t('Sync has stopped for safety. Tell your security officer now.'),
  ),
  access_withdrawn: words(
    t('Your access to some cases was withdrawn.'),
    '',
    t('They are removed from this workstation. Ask your supervisor if that is a mistake.'),
  ),
  auth_required: words(
    t('The hub does not know this workstation.'),
    t('Its signature was not accepted.'),
    t('Check the date and time of the workstation, then sync again.'),
  ),
  clock_skew: words(
    t('The clock of this workstation is wrong.'),
    t('It differs from the hub’s by more than five minutes.'),
    t('Set the date and time; sync then goes on by itself.'),
  ),
  signature_invalid: words(
    t('A signature was not accepted.'),
    t('What arrived is not what was signed.'),
    t('Sync again. {{support}}', { support }),
  ),
  blob_missing: words(t('An attachment has not arrived yet.'), '', t('It is fetched again at the next sync.')),
  blob_hash_mismatch: words(t('An attachment arrived damaged.'), '', t('It is being fetched again.')),
  attachment_unknown: words(
    t('The report has no such file.'),
    t('It was erased, or your access to the case has ended.'),
    t('Read the case again.'),
  ),
  attachment_not_here: words(
    t('The file is not wholly on this workstation.'),
    t('Some of its pieces have still to come.'),
    t('Fetch it, and open it when it is here.'),
  ),
  attachment_unopenable: words(
    t('A piece of the file does not open.'),
    t('It is the piece that was promised, but it was not sealed for this case and place.'),
    t('Tell your administrator: the gateway has to send the report again. Nothing of it is shown.'),
  ),
  attachment_not_as_promised: words(
    t('The file is not the one that the report promised.'),
    t('Its size or its SHA-256 differs. What had come was thrown away, and nothing of it is shown.'),
    t('Fetch it once more; if it stays so, tell your administrator.'),
  ),
  offline_by_choice: words(
    t('You are working offline by choice.'),
    t('The file is not on this workstation, and nothing is fetched meanwhile.'),
    t('Go on with sync, then fetch it.'),
  ),
  too_far: words(t('The file ends before that place.'), '', t('Open it again from its beginning.')),
  too_large: words(t('An entry is too large to send.'), '', t('Split the text, or remove an attachment.')),
  quota: words(t('The hub has no room left for this.'), '', t('Tell your administrator; what waits here is kept.')),
  rate_limited: words(
    t('The hub asks for patience.'),
    t('Many workstations sync at once.'),
    t('Nothing to do; it goes on by itself.'),
  ),
  not_found: words(t('That is not there.'), t('It was moved, or your access has ended.'), t('Go back to the Desk.')),
  clock_ran_back: words(
    t('The clock of this workstation ran back.'),
    t('By it nobody can tell how long the cases may still be read, so they stay closed.'),
    t('Set the date and time, then connect to the hub once.'),
  ),
  lease_expired: words(
    t('The cases were not confirmed for too long.'),
    t('After 14 days without the hub they stay closed.'),
    t('Connect to the hub once.'),
  ),
  upgrade_required: words(
    t('This version of Candour may no longer sync.'),
    '',
    t('Install the newer version. You can go on working here.'),
  ),
  print_not_allowed: words(
    t('Printing is switched off on this workstation.'),
    t('Your administrator’s policy does not allow it.'),
    t('The settings show the policy. Ask your administrator if that is a mistake.'),
  ),
  export_not_allowed: words(
    t('Copies out of Candour are switched off on this workstation.'),
    t('Your administrator’s policy does not allow them.'),
    t('The settings show the policy. Ask your administrator if that is a mistake.'),
  ),
  grant_spent: words(
    t('That leave is used up.'),
    t('It is good once, for five minutes; the journal may show it already.'),
    t('Ask for the print or the copy again.'),
  ),
  file_not_written: words(
    t('The file was not written.'),
    t('The folder may not take it, or a half-written one lies beside it (its name ends in .part).'),
    t('Choose another folder or name. The journal has an entry for this try.'),
  ),
  no_printer: words(
    t('This workstation knows no printer.'),
    t('The system names none to Candour.'),
    t('Ask your administrator to add one, or save an encrypted PDF.'),
  ),
  print_failed: words(
    t('Nothing was printed.'),
    t('The print could not be made ready, or the printer did not take it.'),
    t('Look at the printer, then print again. The journal has an entry for this try.'),
  ),
  print_busy: words(
    t('Something is being taken out already.'),
    t('One at a time.'),
    t('Wait for it to end, then try again.'),
  ),
  journal_not_open: words(
    t('The journal of this vault is not open yet.'),
    t('The auditors’ key has not arrived.'),
    t('It opens by itself after the next contact with the hub; nothing is lost.'),
  ),
  dependency_refused: words(t('What it builds on was refused.'), '', t('Settle the refused entry first.')),
};

/** Words for any error; an unknown code is named, so that it can be told to somebody. */
export function errorWords({ code, detail }: CallError): ErrorWords {
  const known = errorTable[code];
  if (known && Object.hasOwn(errorTable, code)) return known;
  const ofBundle = bundleErrors(code);
  if (ofBundle !== null) return ofBundle;
  const reason = typeof detail?.reason === 'string' ? detail.reason : null;
  const who = typeof detail?.who === 'string' ? detail.who : null;
  if (Object.hasOwn(refusalCodes, code)) {
    const refusal = refusalWords(code, reason, who);
    const said = who !== null || reason !== null;
    return words(refusal.what, refusal.why, said ? refusal.who : t('Read the case again, then decide anew.'));
  }
  const why = (refusalReasons as Readonly<Record<string, string>>)[code];
  if (why !== undefined) return words(t('That was not accepted.'), why, refusalWords(code, code, who).who);
  return words(
    t('That could not be done.'),
    t('The code is {{code}}.', { code }),
    t('Nothing you typed is lost. Try again. {{support}}', { support }),
  );
}

/** One line: what happened and the next step. */
export function errorLine(error: CallError): string {
  const { what, next } = errorWords(error);
  return `${what} ${next}`;
}
