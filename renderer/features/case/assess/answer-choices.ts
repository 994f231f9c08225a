/** Yes, no or unclear, by their letters: the same for danger and for each referral ground. */
export const answerChoices = [
  { value: 'yes', label: 'Yes', key: 'Y' },
  { value: 'no', label: 'No', key: 'N' },
  { value: 'unclear', label: 'Unclear', key: 'U' },
] as const;
