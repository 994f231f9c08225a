import type { z } from 'zod';
import { DeskFilter } from '../../../shared/bridge/desk.ts';
import type { PlacedTerm, Term, WordsTerm } from '../../../shared/domain/search/query.ts';
import { viewCondition, viewIndex, type Condition, type Viewpoint } from '../desk/views.ts';
import { conditionOfMark } from './marks.ts';
import { searchable } from './searchable.ts';

/** Cases by one part of a search: by words, by names, by what the facets hold, or out of an index of the Desk. */
export type Sought =
  | { readonly by: 'words' | 'names'; readonly match: string }
  | { readonly by: 'facets'; readonly filter: z.output<typeof DeskFilter> }
  | { readonly by: 'index'; readonly index: string; readonly condition: Condition };

/** What a search asks for: every one of `all`, and none of `without`. */
export interface SearchPlan {
  readonly all: readonly Sought[];
  readonly without: readonly Sought[];
}

/** Everything is quoted, so that nothing typed is an operator of FTS5. */
const inIndex = ({ text, beginning }: Omit<WordsTerm, 'what'>) =>
  `"${searchable(text).replaceAll('"', '""')}"${beginning ? ' *' : ''}`;

const LAST = '\u{10FFFF}';
const onIndex = (index: string, sql: string, parameters: Condition['parameters']): Sought => ({
  by: 'index',
  index,
  condition: { sql: `hidden = 0 AND ${sql}`, parameters },
});

type Rest = Exclude<Term, { what: 'words' | 'subject' }>;

/** Whether the marks say the opposite of one that an index has; then its cases are taken away. */
function soughtBy(term: Rest, at: Viewpoint): { sought: Sought; opposite: boolean } {
  const plainly = (sought: Sought) => ({ sought, opposite: false });
  const facets = (filter: z.input<typeof DeskFilter>) => plainly({ by: 'facets', filter: DeskFilter.parse(filter) });
  switch (term.what) {
    case 'force':
      return facets({ forces: [...term.codes] });
    case 'channel':
      return facets({ channels: [...term.codes] as never });
    case 'urgency':
      return facets({ urgencies: [...term.codes] as never });
    case 'state':
      return facets({ states: [...term.codes] as never });
    case 'category':
      return facets({ categories: [...term.codes] });
    case 'label': {
      const any = term.codes.map(() => 'instr(labels, ?) > 0').join(' OR ');
      const codes = term.codes.map((code) => `|${code}|`);
      return plainly(onIndex('cases_labelled', `labels <> '||' AND (${any})`, codes));
    }
    case 'reference': {
      // As it was typed, and in capitals, as references are written.
      const ways = [...new Set([term.value, term.value.toUpperCase()])];
      const any = ways.map(() => 'reference >= ? AND reference < ?').join(' OR ');
      return plainly(
        onIndex(
          'order_reference',
          `(${any})`,
          ways.flatMap((way) => [way, way + LAST]),
        ),
      );
    }
    case 'received':
      return plainly(
        onIndex('view_all', 'received_at >= ? AND received_at < ?', [term.from ?? '', term.before ?? LAST]),
      );
    case 'is': {
      const { view, index, condition, opposite } = conditionOfMark(term.value, at);
      const sought: Sought =
        view === undefined
          ? { by: 'index', index, condition }
          : { by: 'index', index: viewIndex[view], condition: viewCondition({ ...at, view }) };
      return { sought, opposite };
    }
    default:
      return term satisfies never;
  }
}

type InText = PlacedTerm & { readonly what: 'words' | 'subject' };
const isWords = (term: PlacedTerm): term is InText => term.what === 'words' || term.what === 'subject';

/** How the cases of a search are found: words together in one question of an index, the rest by sets of cases. */
export function planOf(terms: readonly PlacedTerm[], at: Viewpoint): SearchPlan {
  const all: Sought[] = [];
  const without: Sought[] = [];
  for (const [what, by] of [
    ['words', 'words'],
    ['subject', 'names'],
  ] as const) {
    const of = terms.filter((term) => isWords(term)).filter((term) => term.what === what);
    const must = of.filter(({ not }) => !not).map(inIndex);
    const not = of.filter((term) => term.not).map(inIndex);
    const none = not.join(' OR ');
    if (must.length === 0) {
      if (not.length > 0) without.push({ by, match: none });
    } else all.push({ by, match: `(${must.join(' AND ')})${not.length === 0 ? '' : ` NOT (${none})`}` });
  }
  for (const term of terms) {
    if (isWords(term)) continue;
    const { sought, opposite } = soughtBy(term, at);
    (term.not === opposite ? all : without).push(sought);
  }
  return { all, without };
}
