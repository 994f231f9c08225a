import { Popover } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { memo, type ReactNode, type RefObject, useState } from 'react';
import { useLayer } from '../../app/layers.tsx';
import { count } from '../../words/count.ts';
import { filterNames } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import type { ViewPlace } from './desk-place.ts';
import classes from './Filters.module.css';
import { dateOf, type ListFilter, listFilters, midnightOf, valueName } from './filter-words.ts';

type Filter = ViewPlace['filter'];
export type Facets = Readonly<Record<string, Readonly<Record<string, number>>>>;

const fixed: Partial<Record<ListFilter, readonly string[]>> = {
  urgencies: ['immediate', 'priority', 'routine'],
  channels: ['phone', 'web', 'follow_up'],
  states: ['received', 'in_assessment', 'decided', 'referred', 'acknowledged'],
  readers: ['named', 'unit'],
};

export interface FiltersProps {
  readonly region: RefObject<HTMLDivElement | null>;
  readonly filter: Filter;
  readonly facets: Facets;
  /** Names of users. */
  readonly people: Readonly<Record<string, string>>;
  readonly onFilter: (filter: Filter) => void;
}

/** Every filter, with how many cases each value would show while the other filters stay. */
export const Filters = memo(function Filters({ region, filter, facets, people, onFilter }: FiltersProps) {
  return (
    <div ref={region} className={classes.filters} role="group" aria-label={t('Filters')} data-pane="filters">
      {listFilters.map((name) => (
        <OneFilter
          key={name}
          name={name}
          chosen={filter[name]}
          counts={facets[name] ?? {}}
          people={people}
          onChosen={(values) => onFilter({ ...filter, [name]: values } as Filter)}
        />
      ))}
      <Received filter={filter} onFilter={onFilter} />
    </div>
  );
});

/** A button that opens what a filter offers. */
function Opening(props: { name: string; filtering: boolean; label: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  useLayer(open, close, false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      offset={4}
      trapFocus
      returnFocus
      closeOnEscape={false}
      withinPortal
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.dropdown }}
    >
      <Popover.Target>
        <button
          type="button"
          data-filter={props.name}
          className={`${classes.filter} ${props.filtering ? classes.filtering : ''}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className={classes.cut}>{props.label}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown>{props.children}</Popover.Dropdown>
    </Popover>
  );
}

interface OneFilterProps {
  readonly name: ListFilter;
  readonly chosen: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly people: Readonly<Record<string, string>>;
  readonly onChosen: (values: string[]) => void;
}

function OneFilter({ name, chosen, counts, people, onChosen }: OneFilterProps) {
  const values = [...new Set([...(fixed[name] ?? []), ...Object.keys(counts), ...chosen])];
  if (!fixed[name]) values.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const size = chosen.length > 0 ? ` (${chosen.length})` : '';
  return (
    <Opening name={name} filtering={chosen.length > 0} label={`${filterNames[name]}${size}`}>
      <ul className={classes.values} aria-label={filterNames[name]}>
        {values.map((value) => (
          <li key={value}>
            <label className={classes.value}>
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={({ currentTarget: { checked } }) =>
                  onChosen(checked ? [...chosen, value] : chosen.filter((other) => other !== value))
                }
              />
              <span className={classes.valueName}>{valueName(name, value, people)}</span>
              <span className={classes.muted}>{count(counts[value] ?? 0)}</span>
            </label>
          </li>
        ))}
        {values.length === 0 && <li className={classes.muted}>{t('Nothing to choose from here.')}</li>}
      </ul>
    </Opening>
  );
}

/** Received between two days of the calendar, both included. */
function Received({ filter, onFilter }: Pick<FiltersProps, 'filter' | 'onFilter'>) {
  const { receivedFrom, receivedBefore } = filter;
  const filtering = receivedFrom !== null || receivedBefore !== null;
  return (
    <Opening name="received" filtering={filtering} label={t('Received')}>
      <div className={classes.days}>
        <Day
          label={t('From')}
          date={dateOf(receivedFrom)}
          onDate={(date) => onFilter({ ...filter, receivedFrom: midnightOf(date) })}
        />
        <Day
          label={t('Until, that day included')}
          date={dateOf(receivedBefore, 1)}
          onDate={(date) => onFilter({ ...filter, receivedBefore: midnightOf(date, 1) })}
        />
      </div>
    </Opening>
  );
}

/** A day that is typed piece by piece: it filters as soon as it is one, and is left alone meanwhile. */
function Day({ label, date, onDate }: { label: string; date: string; onDate: (date: string) => void }) {
  const [typed, setTyped] = useState(date);
  return (
    <label>
      {label}
      <input
        type="date"
        value={typed}
        max="2099-12-31"
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          if (value === '' || midnightOf(value) !== null) onDate(value);
        }}
      />
    </label>
  );
}
