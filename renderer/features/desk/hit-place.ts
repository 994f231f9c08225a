import type { HitPlace } from '../../../shared/bridge/desk.ts';
import { t } from '../../words/t.ts';

/** Where in a case the words of a search stand, as the Desk says it. */
export function hitPlaceName(place: HitPlace): string {
  switch (place) {
    case 'report':
      return t('Report');
    case 'statement':
      return t('Statement');
    case 'note':
      return t('Note');
    case 'attachment':
      return t('File');
    case 'person':
      return t('Person');
    case 'safeguarding':
      return t('Safeguarding');
    case 'research':
      return t('Research');
    case 'question':
      return t('Question');
    case 'assessment':
      return t('Assessment');
    case 'decision':
      return t('Decision');
    case 'task':
      return t('Task');
    case 'clock':
      return t('Clock');
    case 'recipient':
      return t('Recipient');
    case 'link':
      return t('Link');
    default:
      return place satisfies never;
  }
}
