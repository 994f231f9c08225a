/** What is said of sync by hand. */
import type { BundleOutcome, BundleWritten } from '../../shared/bridge/bundles.ts';
import { refusalReasons } from './refusals.ts';
import { size } from './size.ts';
import { t } from './t.ts';
import type { ErrorWords } from './errors/error-words.ts';

/** The error of a bundle as what happened, why, and the next step; null for any other code. */
export function bundleErrors(code: string): ErrorWords | null {
  const nothing = t('Nothing of it was taken in.');
  switch (code) {
    case 'bundle_unknown':
      return {
        what: t('That is no bundle that this Candour can read.'),
        why: t('It is another kind of file, or was written by a newer version.'),
        next: t('Choose the file that the hub wrote for this workstation.'),
      };
    case 'bundle_damaged':
      return {
        what: t('The bundle is cut short or was changed.'),
        why: nothing,
        next: t('Copy it onto the medium again, or have the hub write it anew.'),
      };
    case 'bundle_signature_invalid':
      return {
        what: t('The bundle was not signed by your hub.'),
        why: nothing,
        next: t('Do not use that medium again. Tell your security officer where it came from.'),
      };
    case 'bundle_not_for_you':
      return {
        what: t('The bundle is for another workstation, or for the hub.'),
        why: t('Only the one that it was written for can open it.'),
        next: t('Choose the file that was written for this workstation; its name ends in eight letters of its number.'),
      };
    case 'bundle_gap':
      return {
        what: t('Something is missing before the rest of the bundle can be taken in.'),
        why: t('A bundle that was written before it has not been read here.'),
        next: t('Read the one from before; or have the hub write one from the beginning.'),
      };
    case 'bundle_expired':
      return {
        what: t('The bundle is too old.'),
        why: t('After 14 days it confirms nothing any more. Nothing of it was taken in.'),
        next: t('Have the hub write a new one. If it is new, check the date of this workstation.'),
      };
    case 'bundle_superseded':
      return {
        what: t('The bundle is from before the hub was restored.'),
        why: nothing,
        next: t('Have the hub write a new one.'),
      };
    case 'bundle_too_large':
      return {
        what: t('The bundle is larger than one may be.'),
        why: nothing,
        next: t('Have the hub write a new one, with fewer files.'),
      };
    case 'bundle_cancelled':
      return {
        what: t('Reading was stopped.'),
        why: t('What had been taken in by then stays.'),
        next: t('Read the same bundle again to go on from there.'),
      };
    case 'bundle_not_written':
      return {
        what: t('Writing was stopped.'),
        why: t('No file was left on the medium.'),
        next: t('Write it again when you are ready. What waits here goes on waiting.'),
      };
    case 'bundle_busy':
      return { what: t('A bundle is being written or read already.'), why: '', next: t('Wait until it is done.') };
    case 'file_not_chosen':
      return {
        what: t('Nothing was written.'),
        why: t('Only a file that you choose in the system’s own dialog is written.'),
        next: t('Ask for it again, and choose where the file is to go.'),
      };
    case 'bundle_unwritten':
      return {
        what: t('The file could not be written or read.'),
        why: t('The medium was taken out, or the folder may not be used.'),
        next: t('Put it in again and repeat it. What waits here goes on waiting.'),
      };
    case 'bundles_not_allowed':
      return {
        what: t('Bundles are switched off on this workstation.'),
        why: t('Your administrator’s policy does not allow them.'),
        next: t('The settings show the policy. Ask your administrator if that is a mistake.'),
      };
    case 'enrolment_missing':
      return {
        what: t('No request waits for that answer.'),
        why: t('It was given up, or was written on another workstation.'),
        next: t('Write a new request, with a new code.'),
      };
    case 'enrolment_unproven':
      return {
        what: t('The answer does not come from whoever gave you the code.'),
        why: t('It does not prove that it knows the code, or it holds no enrolment. No vault was made.'),
        next: t('Have the hub write the answer again. If it stays so, tell your security officer.'),
      };
    default:
      return null;
  }
}

export const writtenSentence = ({ events, chunks, bytes, more }: BundleWritten): string =>
  [
    events === 0
      ? t('Written: nothing waits here, so it only tells the hub how far this workstation is.')
      : t('Written: {{count}} signed entries, which go on waiting here for the hub’s answer.', { count: events }),
    more ? t('Not everything fitted: write another once the hub’s answer to this one has been read.') : '',
    chunks === 0 ? '' : t('It asks for {{count}} pieces of files.', { count: chunks }),
    t('{{size}}. Carry it to the hub.', { size: size(bytes) }),
  ]
    .filter((part) => part !== '')
    .join(' ');

/** What a bundle brought, a line each. */
export function outcomeLines({ events, accepted, refused, chunks, older, gaps }: BundleOutcome): string[] {
  const lines = [
    events === 0 ? t('Nothing in it was new for your cases.') : t('{{count}} entries taken in.', { count: events }),
  ];
  if (accepted > 0) lines.push(t('{{count}} of your own entries were accepted by the hub.', { count: accepted }));
  if (refused.length > 0) lines.push(t('{{count}} of your own entries were refused:', { count: refused.length }));
  for (const reason of new Set(refused)) lines.push(reasonWords(reason));
  if (chunks > 0) lines.push(t('{{count}} pieces of files came.', { count: chunks }));
  if (older && gaps.length === 0) lines.push(t('It is no newer than the last one.'));
  return lines;
}

const reasonWords = (reason: string) =>
  (refusalReasons as Readonly<Record<string, string>>)[reason] ?? t('The hub’s code is {{reason}}.', { reason });

/** `bundle_gap`: what is missing, and what to do. */
export function gapSentence({ gaps, toReadAgain }: Pick<BundleOutcome, 'gaps' | 'toReadAgain'>): string {
  const missing = gaps
    .map(({ compartment, from, to }) => t('{{log}} from {{from}} to {{to}}', { log: logName(compartment), from, to }))
    .join('; ');
  return toReadAgain
    ? t(
        'Something is missing before the rest can be taken in: {{missing}}. Read the bundle that was written before this one, then this one again; or have the hub write one from the beginning.',
        { missing },
      )
    : t(
        'Something is missing before the rest can be taken in: {{missing}}. Read the bundle that was written before this one; what this one holds is kept here until then. Or have the hub write one from the beginning.',
        { missing },
      );
}

function logName(compartment: string): string {
  const [kind, ...rest] = compartment.split(':');
  if (kind === 'directory') return t('the directory');
  if (kind === 'desk') return t('the desk {{unit}}', { unit: rest.join(':') });
  if (kind === 'journal') return t('the journal');
  return kind === 'referral' ? t('a referral') : t('a case set apart');
}
