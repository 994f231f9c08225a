/** Prints and copies out of Candour. */
import { t } from '../t.ts';
import { type ErrorWords, words } from './error-words.ts';

export const takingOutErrors: Readonly<Record<string, ErrorWords>> = {
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
};
