import { HUB_DEVICE } from '../../shared/domain/header.ts';
import { t } from './t.ts';

/** How the author of an event is called; what the hub itself wrote, as the news of a referral, is the hub's. */
export const personName = (names: Readonly<Record<string, string>>, user: string): string =>
  names[user] ?? (user === HUB_DEVICE ? t('the hub') : t('unknown person'));
