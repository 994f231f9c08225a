/** The page and its line to the vault. */
import { t } from '../t.ts';
import { type ErrorWords, support, words } from './error-words.ts';

export const pageErrors: Readonly<Record<string, ErrorWords>> = {
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
};
