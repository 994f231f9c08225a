/** Yes, no or unclear, by their letters: the same for danger and for each referral ground. */
import { t } from '../../../words/t.ts';

export const answerChoices = [
  { value: 'yes', label: t('Yes'), key: 'Y' },
  { value: 'no', label: t('No'), key: 'N' },
  { value: 'unclear', label: t('Unclear'), key: 'U' },
] as const;
