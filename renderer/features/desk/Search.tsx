import { Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import classes from './Desk.module.css';

export interface SearchProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly search: string;
  /** `settled` after Enter: then the last word counts whole. */
  readonly onSearch: (words: string, settled: boolean) => void;
  readonly onLeave: () => void;
  readonly busy: boolean;
}

/** Searches with every key: the vault gives up a search as soon as a newer one comes. Searches while it is typed; `Enter` settles the search, `Esc` clears it, `↓` goes to the rows. */
export function Search({ ref, search, onSearch, onLeave, busy }: SearchProps) {
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  const type = (words: string) => {
    setTyped(words);
    onSearch(words, false);
  };
  const now = (words: string) => {
    setTyped(words);
    onSearch(words, true);
  };
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      now(typed);
      onLeave();
    } else if (event.key === 'ArrowDown') onLeave();
    else if (event.key === 'Escape') {
      if (typed !== '') now('');
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
        className={classes.searchInput}
        placeholder="Search the Desk"
        aria-label="Search the Desk"
        aria-busy={busy}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={hear}
      />
      {typed !== '' && (
        <button type="button" className={classes.clear} aria-label="Clear the search" onClick={() => now('')}>
          <X size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
