import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import type { Me } from '../../../shared/bridge/session.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Drawer, ErrorNotice, Skeleton, useMinute } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { errorLine } from '../../words/errors.ts';
import { viewNames } from '../../words/labels.ts';
import { useAtHand } from '../danger/at-hand.ts';
import { Allocate } from './Allocate.tsx';
import { type Allocated, allocateAll } from './allocate.ts';
import classes from './Desk.module.css';
import { changeViewPlace, chooseView, filterSize, noFilter, searched, useView, useViewPlace } from './desk-place.ts';
import { DeskTable } from './DeskTable.tsx';
import { EmptyDesk } from './EmptyDesk.tsx';
import { Filters } from './Filters.tsx';
import { headline } from './headline.ts';
import { Peek } from './Peek.tsx';
import { Search } from './Search.tsx';
import { useCursor } from './use-cursor.ts';
import { useDeskList } from './use-desk-list.ts';
import { usePeek } from './use-peek.ts';
import { useSelection } from './use-selection.ts';
import { Views } from './Views.tsx';

/** The list of cases: views, search, filters, rows, peek. */
export function Desk({ me }: { me: Me }) {
  const now = useMinute();
  const go = usePlace((state) => state.go);
  const view = useView();
  const place = useViewPlace(view);
  const [typing, setTyping] = useState(false);
  const [filtersShown, setFiltersShown] = useState(() => filterSize(place.filter) > 0);
  const [allocating, setAllocating] = useState<readonly DeskRow[] | null>(null);
  const [undoable, setUndoable] = useState<readonly Allocated[]>([]);
  const search = useRef<HTMLInputElement>(null);
  const firstFilter = useRef<HTMLButtonElement>(null);
  const region = useRef<HTMLElement>(null);
  const wantsGrid = useRef(false);

  const query = useMemo(
    () => ({ view, search: place.search, typing, filter: place.filter, sort: place.sort }),
    [view, place.search, typing, place.filter, place.sort],
  );
  const { opened, error, busy, show, renew } = useDeskList(query, true);
  const counts = useCall('desk.counts', { view });
  const sync = useCall('sync.state', {}).value;
  const cursor = useCursor(view, place, opened);
  const selection = useSelection(view, opened);
  const peek = usePeek();
  const here = opened?.slices.rowAt(cursor.index);
  useAtHand(here?.caseId);

  const toGrid = useCallback(() => {
    const grid = region.current?.querySelector<HTMLElement>('[role=grid]');
    // Without rows the focus stays; the rows take it when they come.
    wantsGrid.current = !grid;
    grid?.focus();
  }, []);
  const answered = opened !== null;
  const shown = (opened?.slices.total ?? 0) > 0;
  useEffect(() => {
    // The rows have the focus when the Desk comes up, unless somebody is already elsewhere.
    const nowhere = document.activeElement === document.body || document.activeElement === null;
    if (shown && (nowhere || wantsGrid.current)) toGrid();
    // A settled search without a hit took the rows away: the next key changes its words.
    else if (answered && !shown && nowhere && place.search !== '') search.current?.focus();
  }, [shown, answered, view, place.search, toGrid]);

  const open = (index: number) => {
    const row = opened?.slices.rowAt(index);
    if (!row) return;
    cursor.moveTo(index);
    go({ screen: 'case', caseId: row.caseId });
  };
  /** The selected rows, or the one where one is. */
  const concerned = (): readonly DeskRow[] => (selection.size > 0 ? [...selection.rows.values()] : here ? [here] : []);

  useCommand('desk.open', () => open(cursor.index));
  useCommand('desk.peek', peek.toggle);
  useCommand('desk.select', () => {
    selection.toggle(cursor.index);
    cursor.moveTo(Math.min(cursor.index + 1, Math.max(0, (opened?.slices.total ?? 1) - 1)));
  });
  useCommand('desk.conflict', () => go({ screen: 'conflict' }));
  useCommand('desk.allocate', () => {
    const rows = concerned();
    const unit = rows[0]?.unit;
    const ofUnit = rows.filter((row) => row.unit === unit && row.screened !== 'declared');
    if (ofUnit.length > 0) setAllocating(ofUnit);
    else announce('There is no case here that you may allocate.');
  });
  useCommand('desk.unread', () => {
    const rows = concerned();
    const unread = !(rows[0]?.unread ?? false);
    void call('desk.unread', { caseIds: rows.map(({ caseId }) => caseId), unread }).then((answer) => {
      announce(answer.ok ? (unread ? 'Marked as unread.' : 'Marked as read.') : errorLine(answer.error));
      renew();
    });
  });
  useCommand('desk.filter', () => {
    setFiltersShown(true);
    setTimeout(() => firstFilter.current?.focus());
  });
  const toSearch = () => {
    search.current?.focus();
    search.current?.select();
  };
  useCommand('desk.search', toSearch);
  useCommand('global.search', toSearch);
  useCommand('global.searchEverywhere', () => {
    chooseView('all');
    toSearch();
  });
  useCommand(
    'global.undo',
    () => {
      const back = undoable.map(({ caseId, before }) => ({ caseId, to: before }));
      setUndoable([]);
      void allocateAll(back, () => undefined).then((outcome) => {
        announce(outcome.error ? errorLine(outcome.error) : 'The allocation was taken back.');
        renew();
      });
    },
    undoable.length > 0,
  );

  const total = opened?.slices.total ?? 0;
  const peekTitle = here ? `Peek · ${here.reference}` : 'Peek';
  return (
    <div className={classes.screen}>
      <main ref={region} className={classes.desk} aria-label="Desk">
        <h1 className="sr-only">Desk</h1>
        <div className={classes.top}>
          <p className={classes.headline}>
            {headline({ newSince: counts.value?.newSince, completeAsOf: opened?.completeAsOf ?? null, sync }, now)}
          </p>
          <span className={classes.muted}>
            {selection.size > 0
              ? `${counted(selection.size, 'case')} selected`
              : !error && (opened?.searched || filterSize(place.filter) > 0)
                ? `${counted(total, 'case')}${opened?.counted === false ? ' and more' : ''} found`
                : ''}
          </span>
          <Button keys="C" onClick={() => go({ screen: 'conflict' })}>
            Conflict pass
          </Button>
        </div>
        <div className={classes.bar} data-pane="views">
          <Views view={view} counts={counts.value?.views ?? {}} onView={chooseView} />
          <Search
            ref={search}
            search={place.search}
            busy={busy}
            onLeave={toGrid}
            onSearch={(words, settled) => {
              wantsGrid.current = false;
              setTyping(!settled);
              changeViewPlace(view, searched(place, words));
            }}
          />
          <Button variant="quiet" keys="F" aria-expanded={filtersShown} onClick={() => setFiltersShown(!filtersShown)}>
            {filterSize(place.filter) > 0 ? `Filter (${filterSize(place.filter)})` : 'Filter'}
          </Button>
        </div>
        {filtersShown && (
          <Filters
            first={firstFilter}
            filter={place.filter}
            facets={counts.value?.facets ?? {}}
            onFilter={(filter) => changeViewPlace(view, { filter, index: 0, caseId: null })}
          />
        )}
        {error && (
          <div className={classes.notice}>
            <ErrorNotice
              error={error}
              action={error.code !== 'search_unreadable' && <Button onClick={renew}>Try again</Button>}
            />
          </div>
        )}
        {!opened && !error && <Skeleton rows={16} />}
        {opened && total === 0 && (
          <EmptyDesk
            view={view}
            search={place.search}
            filtered={filterSize(place.filter) > 0}
            sync={sync}
            completeAsOf={opened.completeAsOf}
            counts={counts.value?.views ?? {}}
            onClear={() => changeViewPlace(view, { search: '', filter: noFilter, index: 0, caseId: null })}
            onAll={() => chooseView('all')}
          />
        )}
        {opened && total > 0 && (
          <DeskTable
            slices={opened.slices}
            me={me.user}
            cursor={cursor.index}
            selected={selection.ids}
            sort={place.sort}
            searching={opened.searched}
            label={`${viewNames[view]}, ${counted(total, 'case')}`}
            onCursor={(index, extend) => {
              if (extend) selection.extend(cursor.index, index);
              cursor.moveTo(index);
            }}
            onSelect={selection.toggle}
            onOpen={open}
            onSort={(sort) => changeViewPlace(view, { sort })}
            onShow={show}
          />
        )}
      </main>
      {peek.open && peek.docked && total > 0 && (
        <aside className={classes.peek} aria-label={peekTitle} data-pane="peek">
          {here ? <Peek row={here} /> : null}
        </aside>
      )}
      <Drawer
        open={peek.open && !peek.docked && here !== undefined}
        onClose={peek.close}
        title={peekTitle}
        takesFocus={false}
      >
        {here && <Peek row={here} titled />}
      </Drawer>
      <Allocate
        rows={allocating}
        me={me}
        onClose={() => setAllocating(null)}
        onDone={(done) => {
          setUndoable(done);
          selection.clear();
          askAgain('desk.counts');
          renew();
        }}
      />
    </div>
  );
}
