import { t } from '../../words/t.ts';

/** What may be said where no case may be shown: over the cover, and before the passphrase. */
export const caseFree = (unacknowledged: number): string =>
  unacknowledged === 1
    ? t('Candour: one alert is not acknowledged.')
    : t('Candour: {{count}} alerts are not acknowledged.', { count: unacknowledged });
