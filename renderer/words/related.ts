import type { AlertKind, LinkKind } from '../../shared/domain/alerts.ts';
import { labelOf } from './codes.ts';
import { t } from './t.ts';

export const alertName = (kind: AlertKind): string => labelOf('alert_kind', kind);

export const linkName = (kind: LinkKind | 'follow_up'): string =>
  ({
    same_matter: t('The same matter'),
    same_person: t('The same person'),
    same_place: t('The same place'),
    see_also: t('See also'),
    follow_up: t('Follow-up'),
  })[kind];

/** `64 % of the rows of three words` */
export const likenessWords = (likeness: number): string =>
  t('{{percent}} % in common', { percent: Math.round(likeness * 100) });
