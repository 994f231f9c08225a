import type { ErrorWords } from './errors/error-words.ts';
import { t } from './t.ts';

const words = (what: string, why: string, next: string): ErrorWords => ({ what, why, next });

/** Why nobody is signed in at the organisation's provider, and what to do. */
export const signInErrors: Readonly<Record<string, ErrorWords>> = {
  sign_in_required: words(
    t('Sign in to send and receive.'),
    t('Your organisation asks for it from time to time. Your browser opens for it.'),
    t('Go on working meanwhile: everything is kept here.'),
  ),
  sign_in_not_trusted: words(
    t('The hub sends you to another sign-in service than your organisation’s.'),
    t('A page there could ask for your password. No browser was opened, and nothing was sent.'),
    t('Do not sign in anywhere for it. Tell your security officer now. Your work is kept here.'),
  ),
  sign_in_not_needed: words(
    t('Nobody asks you to sign in.'),
    t('The hub was not reached, or takes calls as it is.'),
    t('Choose “Sync now”.'),
  ),
  sign_in_cancelled: words(
    t('You did not sign in.'),
    '',
    t('Sign in whenever you like; until then everything is kept here.'),
  ),
  sign_in_timed_out: words(
    t('The browser did not come back in time.'),
    t('It was closed, or the page was left open for more than five minutes.'),
    t('Sign in again. Everything is kept here meanwhile.'),
  ),
  sign_in_declined: words(
    t('The sign-in service said no.'),
    t('It refused you, or Candour, or took too long over it.'),
    t('Sign in again; if it says no again, ask your administrator. Everything is kept here.'),
  ),
  sign_in_another_person: words(
    t('You signed in as somebody else.'),
    t('This workstation belongs to one person, and the hub knows that person by another account.'),
    t('Sign out in the browser, then sign in with your own account. If it is your own, ask your administrator.'),
  ),
  sign_in_no_account: words(
    t('The hub does not know your account yet.'),
    t('No account of the sign-in service was entered for you.'),
    t('Ask your administrator to enter it, then sign in again. Everything is kept here.'),
  ),
  sign_in_refused: words(
    t('The hub did not accept the sign-in.'),
    t('It was not meant for this workstation, came too late, or a clock is wrong.'),
    t('Check the date and time of the workstation, then sign in again.'),
  ),
  provider_unreachable: words(
    t('The sign-in service does not answer.'),
    t('It is down, or this network does not reach it.'),
    t('Go on working: everything is kept here. Sign in again later.'),
  ),
  provider_invalid: words(
    t('The sign-in service is not one that Candour can use.'),
    t('Its address at the hub is wrong, or it is set up in another way.'),
    t('Tell your administrator. Everything is kept here.'),
  ),
  browser_unopened: words(
    t('No browser was opened.'),
    t('The system has none, or does not let Candour open it.'),
    t('Ask your administrator for a browser on this workstation. Everything is kept here.'),
  ),
};
