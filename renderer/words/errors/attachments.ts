/** Files of a report: fetched, checked, opened. */
import { t } from '../t.ts';
import { type ErrorWords, words } from './error-words.ts';

export const attachmentErrors: Readonly<Record<string, ErrorWords>> = {
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
};
