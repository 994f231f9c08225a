import { Popover } from '@mantine/core';
import { ChevronDown, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { useLayer } from '../../app/layers.tsx';
import { Button } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { categoryShort, channelName, filterNames, readersNames, stateNames, urgencyName } from '../../words/labels.ts';
import classes from './Desk.module.css';
import { filterSize, noFilter, type ViewPlace } from './desk-place.ts';

type Filter = ViewPlace['filter'];
type FilterName = keyof Filter;
export type Facets = Readonly<Record<string, Readonly<Record<string, number>>>>;

const order: readonly FilterName[] = ['urgencies', 'forces', 'categories', 'channels', 'states', 'readers'];
const fixed: Partial<Record<FilterName, readonly string[]>> = {
  urgencies: ['immediate', 'priority', 'routine'],
  channels: ['phone', 'web', 'follow_up'],
  states: ['received', 'in_assessment', 'decided', 'referred', 'acknowledged'],
  readers: ['named', 'unit'],
};

function valueName(filter: FilterName, value: string): string {
  switch (filter) {
    case 'urgencies':
      return urgencyName(value);
    case 'forces':
      return forceByShort(value)?.name ?? value;
    case 'categories':
      return categoryShort(value);
    case 'channels':
      return channelName(value);
    case 'states':
      return (stateNames as Readonly<Record<string, string>>)[value] ?? value;
    case 'readers':
      return (readersNames as Readonly<Record<string, string>>)[value] ?? value;
    default:
      return filter satisfies never;
  }
}

export interface FiltersProps {
  readonly first: RefObject<HTMLButtonElement | null>;
  readonly filter: Filter;
  readonly facets: Facets;
  readonly onFilter: (filter: Filter) => void;
}

/** Six filters with how many cases of the view each value holds. */
export function Filters({ first, filter, facets, onFilter }: FiltersProps) {
  return (
    <div className={classes.filters} role="group" aria-label="Filters" data-pane="filters">
      {order.map((name, index) => (
        <OneFilter
          key={name}
          name={name}
          chosen={filter[name]}
          counts={facets[name] ?? {}}
          onChosen={(values) => onFilter({ ...filter, [name]: values } as Filter)}
          {...(index === 0 && { button: first })}
        />
      ))}
      {filterSize(filter) > 0 && (
        <Button variant="quiet" icon={<X size={16} aria-hidden="true" />} onClick={() => onFilter(noFilter)}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface OneFilterProps {
  readonly name: FilterName;
  readonly chosen: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly onChosen: (values: string[]) => void;
  readonly button?: RefObject<HTMLButtonElement | null>;
}

function OneFilter({ name, chosen, counts, onChosen, button }: OneFilterProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  useLayer(open, close, false);
  const values = [...new Set([...(fixed[name] ?? []), ...Object.keys(counts), ...chosen])];
  if (!fixed[name]) values.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const said = chosen.length === 0 ? '' : `: ${chosen.map((value) => valueName(name, value)).join(', ')}`;
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
          ref={button}
          type="button"
          className={`${classes.filter} ${chosen.length > 0 ? classes.filtering : ''}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className={classes.cut}>
            {filterNames[name]}
            {said}
          </span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
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
                <span className={classes.valueName}>{valueName(name, value)}</span>
                <span className={classes.muted}>{count(counts[value] ?? 0)}</span>
              </label>
            </li>
          ))}
          {values.length === 0 && <li className={classes.muted}>Nothing to choose from here.</li>}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
