import type { View } from '../../../shared/bridge/desk.ts';
import type { MarkOfCase } from '../../../shared/domain/search/fields.ts';
import type { Condition, Viewpoint } from '../desk/views.ts';

/** The index that holds the cases of a mark, or, `opposite`, all others; or the view whose index does. */
type Marked =
  | { readonly view: View; readonly index?: undefined; readonly condition?: undefined; readonly opposite: boolean }
  | {
      readonly view?: undefined;
      readonly index: string;
      readonly condition: Condition;
      readonly opposite: boolean;
    };

const ofView = (view: View, opposite = false): Marked => ({ view, opposite });
const ofIndex = (index: string, sql: string, opposite = false, parameters: Condition['parameters'] = []): Marked => ({
  index,
  condition: { sql: `hidden = 0 AND ${sql}`, parameters },
  opposite,
});

/** Where the cases of `is:` are found without reading a row. */
export function conditionOfMark(mark: MarkOfCase, { now }: Pick<Viewpoint, 'now'>): Marked {
  switch (mark) {
    case 'unread':
      return ofIndex('cases_unread', 'unread = 1');
    case 'read':
      return ofIndex('cases_unread', 'unread = 1', true);
    case 'screened':
      return ofIndex('cases_unscreened', 'screened IS NULL', true);
    case 'unscreened':
      return ofIndex('cases_unscreened', 'screened IS NULL');
    case 'mine':
      return ofView('mine');
    case 'allocated':
      return ofView('unallocated', true);
    case 'unallocated':
      return ofView('unallocated');
    case 'immediate':
      return ofView('immediate');
    case 'due':
      return ofIndex('view_due', 'next_due IS NOT NULL');
    case 'overdue':
      return ofIndex('view_due', 'next_due IS NOT NULL AND next_due < ?', false, [now]);
    case 'answered':
      return ofIndex('view_answered', 'answered = 1');
    case 'waiting':
      return ofIndex('view_waiting', 'waits_on_others = 1');
    case 'refused':
      return ofView('refused');
    case 'draft':
      return ofIndex('cases_with_drafts', 'drafts > 0');
    case 'decided':
      return ofView('decided');
    case 'undecided':
      return ofView('decided', true);
    case 'named':
      return ofIndex('cases_in_compartment', `compartment >= 'readers:' AND compartment < 'readers;'`);
    default:
      return mark satisfies never;
  }
}
