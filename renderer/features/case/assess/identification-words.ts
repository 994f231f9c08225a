import type { Identification } from '../send/pack.ts';
import { t } from '../../../words/t.ts';

/** How surely a person is identified, as a word that always stands beside the disc. */
export const identificationWord: Readonly<Record<Identification, string>> = {
  confirmed: t('confirmed'),
  probable: t('probably'),
  possible: t('possibly'),
  described: t('described only'),
  unknown: t('unknown'),
};
