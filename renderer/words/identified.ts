import type { Identification } from '../../shared/domain/events/people.ts';
import { t } from './t.ts';

export const surestFirst = ['confirmed', 'probable', 'possible', 'described', 'unknown'] as const;

/** `3 confirmed`: how many cases identify somebody so surely. */
export const identifiedCount = (identification: Identification, count: number): string =>
  ({
    confirmed: t('{{count}} confirmed', { count }),
    probable: t('{{count}} probable', { count }),
    possible: t('{{count}} possible', { count }),
    described: t('{{count}} described', { count }),
    unknown: t('{{count}} unknown', { count }),
  })[identification];

/** How surely, as it stands before a name: `possibly`; nothing before a name that is confirmed. */
export const surely = (identification: Identification): string =>
  ({
    confirmed: '',
    probable: t('probably'),
    possible: t('possibly'),
    described: t('described'),
    unknown: t('unknown'),
  })[identification];

/** The surest of some counts. */
export const surestOf = (cases: Readonly<Record<Identification, number>>): Identification =>
  surestFirst.find((one) => cases[one] > 0) ?? 'unknown';
