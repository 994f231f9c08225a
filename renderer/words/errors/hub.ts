/** What the hub may say, or somebody in its place: codes of the protocol. */
import { t } from '../t.ts';
import { type ErrorWords, support, words } from './error-words.ts';

export const hubErrors: Readonly<Record<string, ErrorWords>> = {
  protocol_unsupported: words(
    t('Sync has stopped: this Candour is newer than the hub.'),
    t('The hub does not speak its version of the protocol yet.'),
    t('Tell your administrator: the hub is updated before workstations are. You can go on working here.'),
  ),
  schema_unsupported: words(
    t('The hub does not know the entries of this version of Candour yet.'),
    t('What you sign waits here until the hub is updated.'),
    t('Tell your administrator: the hub is updated before workstations are. You can go on working here.'),
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
  answers_disagree: words(
    t('The hub’s answers do not agree with one another.'),
    t('It says less than it said before. Its database may have been put back without a new epoch.'),
    t('Go on working: nothing is taken from it, and everything is kept here. If it stays so, tell your administrator.'),
  ),
  device_seq_gap: words(t('An entry is missing in between.'), '', t('Nothing to do; it is being sent again.')),
  own_entries_missing: words(
    t('The hub misses an entry that was signed here, and it is not here any more.'),
    t('Everything was offered to it again. Nothing that was signed later is taken before that one.'),
    t(
      'What waits is kept. Ask for a new enrolment code, lock, choose “Trouble with this vault?” and move your work to a new vault.',
    ),
  ),
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
    t('The hub has another entry under the id of one that was signed here.'),
    t('That never happens by chance: somebody may have taken the id, or the hub is at fault. Not a word is lost.'),
    t('What you sign waits here, and you can go on working. Tell your security officer now.'),
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
    t('It is older than every version that the hub still serves. Nothing is lost: what you sign waits here.'),
    t('Install the newer version. You can go on working here.'),
  ),
  journal_not_open: words(
    t('The journal of this vault is not open yet.'),
    t('The auditors’ key has not arrived.'),
    t('It opens by itself after the next contact with the hub; nothing is lost.'),
  ),
  dependency_refused: words(t('What it builds on was refused.'), '', t('Settle the refused entry first.')),
};
