/** Every error of the contracts as what happened, why, and the next step: those of an area in a file of its own. */
import type { CallError } from '../../shared/bridge/call.ts';
import { bundleErrors } from './bundles.ts';
import { attachmentErrors } from './errors/attachments.ts';
import { type ErrorWords, support, words } from './errors/error-words.ts';
import { hubErrors } from './errors/hub.ts';
import { keystoreErrors } from './errors/keystore.ts';
import { pageErrors } from './errors/page.ts';
import { takingOutErrors } from './errors/taking-out.ts';
import { vaultErrors } from './errors/vault.ts';
import { refusalCodes, refusalReasons, refusalWords } from './refusals.ts';
import { signInErrors } from './sign-in.ts';
import { t } from './t.ts';

export type { ErrorWords } from './errors/error-words.ts';

const errorTable: Readonly<Record<string, ErrorWords>> = {
  ...pageErrors,
  ...vaultErrors,
  ...keystoreErrors,
  ...hubErrors,
  ...attachmentErrors,
  ...takingOutErrors,

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
  nothing_to_look_for: words(
    t('There is nothing to look for.'),
    t('Neither a name nor a collar number was typed.'),
    t('Type at least a surname, or a collar number.'),
  ),
  reason_wanted: words(
    t('A reason has to be given first.'),
    t('This case is not on your own list.'),
    t('Open it from the Desk and choose why.'),
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
    t(
      'Choose another unit, or ask its supervisor to enrol a workstation and have it vouched for. This was noted in the journal.',
    ),
  ),
  pack_unknown: words(
    t('That pack is not here.'),
    t('Its contents were erased, or it has not come to this workstation.'),
    t('Sync, and read it again.'),
  ),
  pack_not_graded: words(
    t('The pack holds a statement that may not leave.'),
    t('Only graded statements that stand in the case are sent, with their latest grade.'),
    t('Grade it, or leave it out, and look at the preview again.'),
  ),
  pack_redaction_missed: words(
    t('A redaction does not reach the recipient’s copy.'),
    t('The copy is not what the words and their covers make. Nothing was sent, and the journal has it.'),
    t('Open the preview again. If it happens again, tell your administrator.'),
  ),
  pack_unsettled: words(
    t('Something in the pack could lead back to the reporter.'),
    t('A warning of the check is neither mended nor given a reason. Nothing was sent, and the journal has it.'),
    t('Open the preview, and settle what it lists.'),
  ),
  pack_codes_unknown: words(
    t('A code of the pack does not hold today.'),
    t('Markings, conditions and reasons are codes with a first and a last day.'),
    t('Choose them again at “Request”.'),
  ),
  pack_page_missing: words(
    t('A page of the pack is not here.'),
    t('Its files were drawn before, and have been cleared away meanwhile.'),
    t('Open the preview, which draws them again.'),
  ),
  pack_page_unclean: words(
    t('A drawn page holds more than its picture.'),
    t('Something is written into it or hangs on it. Nothing was sent, and the journal has it.'),
    t('Leave the file out, and describe in a statement what it shows.'),
  ),
  pack_file_text: words(
    t('Text can be taken out of a drawn file.'),
    t('Only pictures may leave. Nothing was sent, and the journal has it.'),
    t('Leave the file out, and describe in a statement what it shows.'),
  ),
  pack_file_annotations: words(
    t('A drawn file holds annotations.'),
    t('Only pictures may leave. Nothing was sent, and the journal has it.'),
    t('Leave the file out, and describe in a statement what it shows.'),
  ),
  pack_file_attachments: words(
    t('A drawn file holds other files.'),
    t('Only pictures may leave. Nothing was sent, and the journal has it.'),
    t('Leave the file out, and describe in a statement what it shows.'),
  ),
  pack_file_metadata: words(
    t('A drawn file says who made it, or when.'),
    t('Only pictures may leave. Nothing was sent, and the journal has it.'),
    t('Leave the file out, and describe in a statement what it shows.'),
  ),
  pack_file_uncovered: words(
    t('A cover is not burnt into its page.'),
    t('What lies under it could be seen. Nothing was sent, and the journal has it.'),
    t('Cover it again, somewhat larger, or leave the page out.'),
  ),
  pack_too_many_pages: words(
    t('There are more pages than a pack may hold.'),
    t('A pack holds a hundred pages at most.'),
    t('Leave out pages that the recipient can do without.'),
  ),
  kept_unopened: words(
    t('This work cannot be settled here.'),
    t('It has not come to this workstation, cannot be opened, or is settled already.'),
    t('Sync, and read the case again.'),
  ),
  unit_without_key: words(
    t('That unit has no key yet.'),
    t('A case goes sealed to the unit’s key, and the keyring has not made one.'),
    t('Choose another unit, or ask the keyring’s officers to publish its key.'),
  ),
  readers_without_workstation: words(
    t('None of these readers could open it.'),
    t('Nobody among them has a workstation that an officer has granted a key.'),
    t('Choose a reader who has one.'),
  ),
  month_not_over: words(
    t('That month is not over.'),
    t('As long as decisions are approved in it, whoever draws could choose the moment.'),
    t('Draw it once the month is over.'),
  ),
  nothing_to_draw: words(
    t('There is nothing to draw.'),
    t('Every approved decision of that month is in a draw already.'),
    t('Nothing has to be done.'),
  ),
  times_out_of_order: words(
    t('The absence ends before it begins.'),
    t('Until has to be later than from.'),
    t('Change one of the two times. Nothing was signed.'),
  ),
  not_away: words(
    t('Nobody covers for this person now.'),
    t('The absence has ended, has not begun, or names nobody who covers.'),
    t('Say that they are away, and who covers.'),
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
};

/** Words for any error; an unknown code is named, so that it can be told to somebody. */
export function errorWords({ code, detail }: CallError): ErrorWords {
  const known = errorTable[code];
  if (known && Object.hasOwn(errorTable, code)) return known;
  const apart = bundleErrors(code) ?? (Object.hasOwn(signInErrors, code) ? signInErrors[code]! : null);
  if (apart !== null) return apart;
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
