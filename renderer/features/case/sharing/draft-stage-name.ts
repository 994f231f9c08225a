import type { DraftStage } from '../../../../shared/domain/events/sharing.ts';
import { t } from '../../../words/t.ts';

/** Where a draft is written, by the names of the spine. */
export function draftStageName(stage: DraftStage): string {
  switch (stage) {
    case 'risk':
      return t('Risk');
    case 'people':
      return t('People');
    case 'research':
      return t('Research');
    case 'codes':
      return t('Statements');
    case 'referral_test':
      return t('Referral test');
    case 'decision':
      return t('Decision');
    case 'send':
      return t('Send');
    case 'elsewhere':
      return t('Note or task');
  }
}
