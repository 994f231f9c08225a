/** Why a policy file is refused, in words for its screen. */
import { inEnglish, type Say } from './words.ts';

const reasons = {
  unreadable: (t: Say) => t('It is there but cannot be read.'),
  too_large: (t: Say) => t('It is larger than 64 KiB.'),
  not_a_file: (t: Say) => t('It is a link or a folder, not a plain file.'),
  writable_by_others: (t: Say) => t('Others than the administrator may change it or a folder above it.'),
  not_json: (t: Say) => t('It is not JSON.'),
  not_valid: (t: Say) => t('It holds something that a policy cannot say.'),
} as const;

export type PolicyFlaw = keyof typeof reasons;
export const policyFlaws = Object.keys(reasons) as PolicyFlaw[];

/** What is wrong with the file, and the way on, for the person in front of the screen. */
export function policyWords(file: string, flaw: PolicyFlaw, field: string | null, t: Say = inEnglish): string {
  const where = field === null ? '' : ` ${t('Look at “{{field}}”.', { field: field.replaceAll(/[^\w]/g, '?') })}`;
  return [
    t('Candour does not open a vault, because the workstation’s policy file cannot be trusted.'),
    `${file}\n${reasons[flaw](t)}${where}`,
    t(
      'Nothing on this workstation was changed. Ask your administrator to put the file right, then start Candour again.',
    ),
  ].join('\n\n');
}
