import { fieldNamed, fields, type FieldTerm } from '../../../shared/domain/search/fields.ts';
import { t } from '../../words/t.ts';

export interface SearchSuggestion {
  readonly shown: string;
  readonly meaning: string;
  /** The whole search, completed by it. */
  readonly completed: string;
}

const MOST = 8;

/** What a field asks, in a few words. */
function meaningOf(name: FieldTerm['what']): string {
  switch (name) {
    case 'subject':
      return t('A name, in cases that you have screened');
    case 'force':
      return t('A force, by its short or whole name');
    case 'reference':
      return t('The beginning of a reference');
    case 'received':
      return t('When it came: >2026-01-01, 2026-01..2026-03');
    case 'is':
      return t('unread, mine, overdue and others');
    case 'channel':
      return t('By telephone, web or as a follow-up');
    case 'urgency':
      return t('immediate, priority or routine');
    case 'state':
      return t('How far the case has come');
    case 'category':
      return t('A category of the hotline');
    case 'label':
      return t('A label of the case');
    default:
      return name satisfies never;
  }
}

/** Fields that begin with what is being typed, or the values of the field that stands there. Nothing for a plain word. */
export function suggestionsFor(typed: string): SearchSuggestion[] {
  const found = /(?:^|\s)-?([A-Za-z]{2,})(?::([A-Za-z_]*))?$/.exec(typed);
  if (found === null) return [];
  const [, name, begun] = found;
  if (begun === undefined)
    return fields
      .filter((field) => field.name.startsWith(name!.toLowerCase()))
      .map((field) => ({
        shown: `${field.name}:`,
        meaning: meaningOf(field.name),
        completed: `${typed.slice(0, typed.length - name!.length)}${field.name}:`,
      }));
  const values = fieldNamed(name!)?.values ?? [];
  return values
    .filter((value) => value.toLowerCase().startsWith(begun.toLowerCase()) && value !== begun)
    .slice(0, MOST)
    .map((value) => ({
      shown: `${name}:${value}`,
      meaning: '',
      completed: `${typed.slice(0, typed.length - begun.length)}${value}`,
    }));
}
