import type { PackWarning, WarningKind } from '../../../../shared/domain/pack-check.ts';
import { t } from '../../../words/t.ts';

const words: Readonly<Record<WarningKind, string>> = {
  covered: t('Covered elsewhere'),
  clue: t('Marked as a reporter clue'),
  run: t('The reporter’s own words'),
  quoted: t('Quoted from the report'),
  only_person: t('Tells who was alone or the only one'),
  first_person: t('Speaks as I or we'),
  exact_time: t('An exact time or date'),
  dialect: t('A regional turn of phrase'),
  file_name: t('The name of a file'),
  metadata: t('What a device writes about a file'),
  identifier: t('A number or address that finds somebody'),
};

/** What makes the second pass ask. */
export const warningWord = ({ kind }: Pick<PackWarning, 'kind'>): string => words[kind];
