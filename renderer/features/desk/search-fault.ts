import type { SearchFault } from '../../../shared/domain/search/query.ts';
import { marksOfCases } from '../../../shared/domain/search/fields.ts';
import { t } from '../../words/t.ts';

export interface FaultWords {
  readonly what: string;
  /** What would do. */
  readonly instead: string;
}

/** What may stand behind a field, by an example or the whole list. */
function valuesOf(field: string | null): string {
  switch (field) {
    case 'is':
      return t('One of {{values}}.', { values: marksOfCases.join(', ') });
    case 'force':
      return t('A force by its short name or the beginning of its name: force:MPS, force:"west mercia".');
    case 'channel':
      return t('channel:phone, channel:web or channel:follow_up.');
    case 'urgency':
      return t('urgency:immediate, urgency:priority or urgency:routine.');
    case 'received':
      return t('A day, a month or a year: received:2026-03-29, received:>2026-01-01, received:2026-01..2026-03.');
    case 'subject':
      return t('A name: subject:smith, or subject:"john smith".');
    default:
      return t('A code, or the beginning of its name; several words between quotation marks.');
  }
}

/** Why a search cannot be read, and what would do. */
export function faultWords({ problem, field }: SearchFault): FaultWords {
  switch (problem) {
    case 'quote_open':
      return { what: t('this quotation mark is left open.'), instead: t('Close it, or remove it.') };
    case 'field_unknown':
      return {
        what: t('there is no such field.'),
        instead: t(
          'Fields are subject, force, reference, received, is, channel, urgency, state, category and label. Put the words between quotation marks to look for them as they stand.',
        ),
      };
    case 'value_missing':
      return { what: t('nothing is asked of this field.'), instead: valuesOf(field) };
    case 'value_unknown':
      return { what: t('this field knows no such value.'), instead: valuesOf(field) };
    case 'date_unreadable':
      return { what: t('this is no day of the calendar.'), instead: valuesOf('received') };
    case 'range_backwards':
      return { what: t('the range ends before it begins.'), instead: t('Put the earlier day first.') };
    default:
      return problem satisfies never;
  }
}
