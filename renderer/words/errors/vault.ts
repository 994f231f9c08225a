/** Set-up and unlocking, the vault on its disk, backups. */
import { t } from '../t.ts';
import { type ErrorWords, words } from './error-words.ts';

export const vaultErrors: Readonly<Record<string, ErrorWords>> = {
  referral_unsent: words(
    t('A pack that had not been sent was left behind by the restore.'),
    t('Its key was not in the backup.'),
    t('Open the case and send the pack again.'),
  ),
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
  hub_not_trusted: words(
    t('Whoever answers at that address is not the hub of your organisation.'),
    t(
      'It showed another key, or a certificate that is not to be believed. The code was not sent, and no vault was made.',
    ),
    t('Check the address. If it is right, tell your security officer before you try again.'),
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
};
