import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { t } from '../../../words/t.ts';
import { leavesTheUnit } from '../stages.ts';
import type { Standing } from './standing.ts';

/** What a signed decision still waits for, in words; none where nothing is left to do. */
export function whatWaits(
  { decision, state, secondReview }: Standing,
  referrals: CaseFile['referrals'],
): readonly string[] {
  const words: string[] = [];
  if (!decision.accepted) words.push(t('The decision is only here until the hub has accepted it.'));
  if (leavesTheUnit(decision.outcomes) && referrals.length === 0) words.push(t('A pack for the people who act on it.'));
  for (const { unit, acknowledged } of referrals)
    if (acknowledged === null) words.push(t('Receipt by {{unit}}.', { unit }));
  if (state === 'waits') words.push(t('Its approval, by a supervisor who did not decide.'));
  if (state === 'draft') words.push(t('Its author, who decides anew.'));
  if (secondReview !== null && secondReview.found === null)
    words.push(t('Its second reading, by somebody who neither decided nor approved it.'));
  if (secondReview?.found?.facets.finding === 'differs' && secondReview.settled === null)
    words.push(t('A supervisor who had no part in it: the two readings differ.'));
  return words;
}
