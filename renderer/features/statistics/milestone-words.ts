import type { Milestone } from '../../../shared/domain/statistics/measure.ts';
import type { Division } from '../../../shared/domain/statistics/tally.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { labelOf } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import { calendarMonth } from '../../words/time.ts';

export const milestoneWord: Readonly<Record<Milestone, string>> = {
  received: t('Received'),
  assessed: t('Assessed'),
  transferred: t('To another force'),
  safeguarding: t('Safeguarding'),
  recorded: t('Recorded only'),
  out_of_scope: t('Out of scope'),
  referred: t('Referred'),
  investigation: t('Investigation begun'),
  returned: t('Referral returned'),
  charged: t('Charged'),
  convicted: t('Convicted'),
  misconduct_found: t('Misconduct found'),
  dismissed: t('Dismissed'),
  closed: t('Investigation closed'),
};

export const divisionWord: Readonly<Record<Division, string>> = {
  month: t('Month'),
  force: t('Force'),
  category: t('Category'),
  channel: t('Channel'),
  urgency: t('Urgency'),
  unit: t('Unit'),
};

/** The code of a row in words. */
export function rowWord(division: Division, code: string, nameOfUnit: (unit: string) => string): string {
  switch (division) {
    case 'month':
      return calendarMonth(code);
    case 'force':
      return forceByShort(code)?.name ?? code;
    case 'category':
      return code === 'none' ? t('None') : labelOf('hotline_category', code);
    case 'channel':
      return labelOf('channel', code);
    case 'urgency':
      return labelOf('urgency', code);
    case 'unit':
      return nameOfUnit(code);
  }
}
