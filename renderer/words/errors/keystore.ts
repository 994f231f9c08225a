/** The system’s keystore and this workstation’s own part of the key. */
import { t } from '../t.ts';
import { type ErrorWords, words } from './error-words.ts';

export const keystoreErrors: Readonly<Record<string, ErrorWords>> = {
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
};
