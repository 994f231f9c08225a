import { X } from 'lucide-react';
import { memo } from 'react';
import { Button } from '../../ui/index.ts';
import { filterNames } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { filterSize, noFilter, type ViewPlace } from './desk-place.ts';
import classes from './Filters.module.css';
import { dateOf, dayName, listFilters, valueName } from './filter-words.ts';

type Filter = ViewPlace['filter'];

interface Chip {
  readonly key: string;
  readonly words: string;
  readonly without: Filter;
}

/** Every value that is set, as what it says and the filter without it. */
function chipsOf(filter: Filter, people: Readonly<Record<string, string>>): Chip[] {
  const values = listFilters.flatMap((name) =>
    (filter[name] as readonly string[]).map((value) => ({
      key: `${name} ${value}`,
      words: `${filterNames[name]}: ${valueName(name, value, people)}`,
      without: { ...filter, [name]: (filter[name] as readonly string[]).filter((other) => other !== value) } as Filter,
    })),
  );
  const day = (instant: string, earlier = 0) => dayName(new Date(`${dateOf(instant, earlier)}T12:00`));
  if (filter.receivedFrom !== null)
    values.push({
      key: 'from',
      words: t('Received from {{day}}', { day: day(filter.receivedFrom) }),
      without: { ...filter, receivedFrom: null },
    });
  if (filter.receivedBefore !== null)
    values.push({
      key: 'before',
      words: t('Received until {{day}}', { day: day(filter.receivedBefore, 1) }),
      without: { ...filter, receivedBefore: null },
    });
  return values;
}

export interface FilterChipsProps {
  readonly filter: Filter;
  readonly people: Readonly<Record<string, string>>;
  readonly onFilter: (filter: Filter) => void;
}

/** What is set, always in sight: a list that is filtered says so. Each goes with a press. */
export const FilterChips = memo(function FilterChips({ filter, people, onFilter }: FilterChipsProps) {
  if (filterSize(filter) === 0) return null;
  return (
    <div className={classes.chips} role="group" aria-label={t('Filters that are set')} data-pane="chips">
      {chipsOf(filter, people).map(({ key, words, without }) => (
        <button key={key} type="button" className={classes.chip} onClick={() => onFilter(without)}>
          <span className={classes.cut}>{words}</span>
          <X size={14} aria-hidden="true" />
          <span className="sr-only">{t('Take this filter away')}</span>
        </button>
      ))}
      <Button variant="quiet" onClick={() => onFilter(noFilter)}>
        {t('Clear filters')}
      </Button>
    </div>
  );
});
