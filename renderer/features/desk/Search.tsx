import { Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, memo, type RefObject, useEffect, useId, useState } from 'react';
import { readSearch, type SearchFault } from '../../../shared/domain/search/query.ts';
import { t } from '../../words/t.ts';
import classes from './Search.module.css';
import { faultWords } from './search-fault.ts';
import { suggestionsFor } from './search-suggestions.ts';

export interface SearchProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly search: string;
  /** `settled` after Enter: then the last word counts whole. */
  readonly onSearch: (words: string, settled: boolean) => void;
  readonly onLeave: () => void;
  readonly busy: boolean;
}

/**
 * Searches with every key: the vault gives up a search as soon as a newer one comes. `Enter` settles the search, `Esc`
 * clears it, `↓` goes to the fields that are offered, else to the rows.
 */
export const Search = memo(function Search({ ref, search, onSearch, onLeave, busy }: SearchProps) {
  const id = useId();
  const [typed, setTyped] = useState(search);
  const [settled, setSettled] = useState(true);
  const [offered, setOffered] = useState(false);
  const [at, setAt] = useState(-1);
  useEffect(() => setTyped(search), [search]);

  const read = readSearch(typed, !settled);
  const suggestions = offered ? suggestionsFor(typed) : [];
  const listed = suggestions.length > 0;
  const change = (words: string, isSettled: boolean) => {
    setTyped(words);
    setSettled(isSettled);
    setOffered(!isSettled);
    setAt(-1);
    onSearch(words, isSettled);
  };
  const take = (index: number) => {
    const taken = suggestions[index];
    if (taken === undefined) return;
    change(taken.completed, false);
    ref.current?.focus();
  };
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at >= 0) take(at);
    else if (event.key === 'Enter') {
      change(typed, true);
      // What cannot be read is put right here.
      if (readSearch(typed, false).ok) onLeave();
    } else if (event.key === 'ArrowDown' && listed) setAt(Math.min(at + 1, suggestions.length - 1));
    else if (event.key === 'ArrowUp' && listed) setAt(Math.max(at - 1, -1));
    else if (event.key === 'ArrowDown') onLeave();
    else if (event.key === 'Escape' && listed && at >= 0) setOffered(false);
    else if (event.key === 'Escape') {
      if (typed !== '') change('', true);
      onLeave();
    } else return;
    event.preventDefault();
  };
  return (
    <div className={classes.search} role="search">
      <SearchIcon size={16} aria-hidden="true" className={classes.muted} />
      <input
        ref={ref}
        type="text"
        dir="auto"
        maxLength={400}
        className={classes.input}
        placeholder={t('Search the Desk')}
        aria-label={t('Search the Desk')}
        aria-busy={busy}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={listed}
        aria-controls={listed ? `${id}-fields` : undefined}
        aria-activedescendant={listed && at >= 0 ? `${id}-${at}` : undefined}
        aria-invalid={!read.ok}
        aria-describedby={read.ok ? undefined : `${id}-fault`}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change(event.currentTarget.value, false)}
        onBlur={() => setOffered(false)}
        onKeyDown={hear}
      />
      {typed !== '' && (
        <button
          type="button"
          className={classes.clear}
          aria-label={t('Clear the search')}
          onClick={() => change('', true)}
        >
          <X size={16} aria-hidden="true" />
        </button>
      )}
      {listed && (
        <ul id={`${id}-fields`} role="listbox" aria-label={t('What may be searched for')} className={classes.below}>
          {suggestions.map(({ shown, meaning }, index) => (
            <li
              key={shown}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className={classes.suggestion}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <span className={classes.field}>{shown}</span>
              <span className={classes.muted}>{meaning}</span>
            </li>
          ))}
        </ul>
      )}
      <div id={`${id}-fault`} role="alert" className={read.ok || listed ? classes.none : classes.below}>
        {!read.ok && <Fault typed={typed} fault={read.fault} />}
      </div>
    </div>
  );
});

/** What was typed with the place that cannot be read, and what would do instead. */
function Fault({ typed, fault }: { typed: string; fault: SearchFault }) {
  const { what, instead } = faultWords(fault);
  return (
    <>
      <p className={classes.typed} dir="auto" aria-hidden="true">
        {typed.slice(0, fault.at)}
        <mark className={classes.wrong}>{typed.slice(fault.at, fault.to)}</mark>
        {typed.slice(fault.to)}
      </p>
      <p>{t('At character {{at}}: {{what}}', { at: fault.at + 1, what })}</p>
      <p className={classes.muted}>{instead}</p>
    </>
  );
}
