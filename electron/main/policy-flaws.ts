/** Why a policy file is refused, in words for its screen. */

const reasons = {
  unreadable: 'It is there but cannot be read.',
  too_large: 'It is larger than 64 KiB.',
  not_a_file: 'It is a link or a folder, not a plain file.',
  writable_by_others: 'Others than the administrator may change it or a folder above it.',
  not_json: 'It is not JSON.',
  not_valid: 'It holds something that a policy cannot say.',
} as const;

export type PolicyFlaw = keyof typeof reasons;
export const policyFlaws = Object.keys(reasons) as PolicyFlaw[];

/** What is wrong with the file, and the way on, for the person in front of the screen. */
export function policyWords(file: string, flaw: PolicyFlaw, field: string | null): string {
  const where = field === null ? '' : ` Look at “${field.replaceAll(/[^\w]/g, '?')}”.`;
  return `Candour does not open a vault, because the workstation’s policy file cannot be trusted.\n\n${file}\n${reasons[flaw]}${where}\n\nNothing on this workstation was changed. Ask your administrator to put the file right, then start Candour again.`;
}
