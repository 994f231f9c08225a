import type { TodayGroup } from '../../../shared/bridge/desk.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import type { Heading } from './lines.ts';

const names: Readonly<Record<TodayGroup, () => string>> = {
  now: () => t('Now'),
  due_today: () => t('Due today'),
  new: () => t('New'),
  answered: () => t('Answered'),
  in_hand: () => t('In hand'),
  waiting: () => t('Waiting'),
};

/** `Now 3`; without a number while the end of the group is not known. */
export const headingWords = ({ group, from, to }: Heading): string =>
  to === null ? names[group]() : `${names[group]()} ${count(to - from)}`;
