import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ChosenColumns, DeskColumn, OwnView } from '../../../shared/bridge/arrangement.ts';
import type { Sort } from '../../../shared/bridge/desk.ts';
import type { Me } from '../../../shared/bridge/session.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { enterScreen } from '../../app/panes.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Drawer, ErrorNotice, Skeleton, useLatest, useMinute } from '../../ui/index.ts';
import { Departures } from '../moving/Departures.tsx';
import { KeptCases } from '../moving/KeptCases.tsx';
import { counted } from '../../words/count.ts';
import { viewNames } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { Allocate, type Concerned } from './Allocate.tsx';
import { useArrangement } from './arrangement.ts';
import { BulkSummary } from './BulkSummary.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { useAtHand } from '../danger/at-hand.ts';
import { landOnHit } from '../case/hits/hit-place.ts';
import { wantedBy } from '../case/reading/hits.ts';
import classes from './Desk.module.css';
import {
  changeViewPlace,
  chooseOwnView,
  chooseView,
  filterSize,
  noFilter,
  ownIdOf,
  searched,
  useViewKey,
  useViewPlace,
} from './desk-place.ts';
import { filterOfColumn, hasFilter } from './column-filters.ts';
import { DeskTop } from './DeskTop.tsx';
import { Synced } from './Synced.tsx';
import { DeskTable } from './DeskTable.tsx';
import { EmptyDesk } from './EmptyDesk.tsx';
import { EscalatedLine } from './EscalatedLine.tsx';
import { FilterChips } from './FilterChips.tsx';
import { type Facets, Filters } from './Filters.tsx';
import type { ListFilter } from './filter-words.ts';
import { markUnread } from './mark-unread.ts';
import { Label, type Rows } from './Label.tsx';
import { usualColumns } from './layout.ts';
import { OwnViews } from './OwnViews.tsx';
import { Peek } from './Peek.tsx';
import { SavedView } from './SavedView.tsx';
import { Search } from './Search.tsx';
import { sortWords } from './sort-words.ts';
import { useBulk } from './use-bulk.ts';
import { useCursor } from './use-cursor.ts';
import { useDeskList } from './use-desk-list.ts';
import { usePeek } from './use-peek.ts';
import { useSelection } from './use-selection.ts';
import { Views } from './Views.tsx';

/** Until the counts are there; always the same ones, so that nobody is drawn again for them. */
const nobody: Readonly<Record<string, string>> = {};
const noCounts: Readonly<Record<string, number>> = {};
const noFacets: Facets = {};

/** Views whose rows are told by when they are due. */
const ofDue: readonly string[] = ['due', 'overdue'];
/** Views that another minute changes. */
const timed: readonly string[] = ['today', ...ofDue];

/** The list of cases: views, search, filters, rows, peek. */
export function Desk({ me }: { me: Me }) {
  const now = useMinute();
  const go = usePlace((state) => state.go);
  const key = useViewKey();
  const place = useViewPlace(key);
  const { view, typing } = place;
  const { arrangement, arrange } = useArrangement();
  const own = arrangement.views;
  const saved = own.find(({ id }) => id === ownIdOf(key));
  const [filtersShown, setFiltersShown] = useState(() => filterSize(place.filter) > 0);
  const [allocating, setAllocating] = useState<Concerned | null>(null);
  const [labelling, setLabelling] = useState<Rows | null>(null);
  const [choosingColumns, setChoosingColumns] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const filters = useRef<HTMLDivElement>(null);
  const region = useRef<HTMLElement>(null);
  const wantsGrid = useRef(false);

  const query = useMemo(
    () => ({ view, search: place.search, typing, filter: place.filter, sort: place.sort }),
    [view, place.search, typing, place.filter, place.sort],
  );
  const asksForWords = useMemo(() => wantedBy(place.search, typing).length > 0, [place.search, typing]);
  const { arrived: rowsArrived, opened, error, busy, show, renew } = useDeskList(query, true);
  const counts = useCall('desk.counts', { view, filter: place.filter });
  const people = counts.value?.people ?? nobody;
  const cursor = useCursor(key, place, opened);
  const selection = useSelection(key, opened);
  const bulk = useBulk(renew);
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
  const awaited = !answered && error === null;
  const shown = (opened?.slices.total ?? 0) > 0;
  useEffect(() => {
    // The rows have the focus when the Desk comes up, unless somebody is already elsewhere.
    const nowhere = document.activeElement === document.body || document.activeElement === null;
    if (shown && (nowhere || wantsGrid.current)) toGrid();
    // A settled search without a hit took the rows away: the next key changes its words.
    else if (answered && !shown && nowhere && place.search !== '') search.current?.focus();
    else if (nowhere && !awaited) enterScreen(region.current);
  }, [shown, answered, awaited, key, place.search, toGrid]);
  // What is late, and what is due today, changes by itself.
  const minute = useRef(now);
  useEffect(() => {
    if (minute.current === now || !timed.includes(view)) return;
    minute.current = now;
    renew();
    askAgain('desk.counts');
  }, [now, view, renew]);
  // A view of one's own that was removed leaves nothing to stand in.
  const arranged = useCall('desk.arrangement', {}).value !== undefined;
  useEffect(() => {
    if (arranged && ownIdOf(key) !== null && !saved) chooseView('today');
  }, [arranged, key, saved]);

  const open = useLatest((index: number) => {
    const row = opened?.slices.rowAt(index);
    if (!row) return;
    cursor.moveTo(index);
    if (row.hitPlace !== null) landOnHit(row.caseId);
    go({ screen: 'case', caseId: row.caseId });
  });
  /** The selected cases, or the one where one is. */
  const concerned = (): Rows => (selection.size > 0 ? selection.rows : new Map(here ? [[here.caseId, here]] : []));
  const signed = () => {
    if (selection.size > 0) selection.clear();
    toGrid();
  };

  useCommand('desk.open', () => open(cursor.index));
  useCommand('desk.peek', peek.toggle);
  useCommand('desk.select', () => {
    selection.toggle(cursor.index);
    cursor.moveTo(Math.min(cursor.index + 1, Math.max(0, (opened?.slices.total ?? 1) - 1)));
  });
  useCommand('desk.conflict', () => go({ screen: 'conflict' }));
  useCommand('desk.selectAll', selection.all);
  useCommand('desk.allocate', () => {
    const rows = concerned();
    const unit = [...rows.values()].find((row) => row !== null)?.unit ?? here?.unit;
    if (unit !== undefined && rows.size > 0) setAllocating({ caseIds: [...rows.keys()], unit });
  });
  useCommand('desk.label', () => {
    const rows = concerned();
    if (rows.size > 0) setLabelling(rows);
  });
  useCommand('desk.unread', () => {
    const rows = concerned();
    const unread = !([...rows.values()].find((row) => row !== null)?.unread ?? false);
    void markUnread([...rows.keys()], unread).then(renew);
  });
  useCommand('desk.columns', () => setChoosingColumns(true));
  const openFilter = (name: ListFilter | 'received' | null) => {
    setFiltersShown(true);
    setTimeout(() => {
      const which = name === null ? 'button' : `[data-filter=${name}]`;
      const button = filters.current?.querySelector<HTMLButtonElement>(which);
      button?.focus();
      if (name !== null) button?.click();
    });
  };
  useCommand('desk.filter', () => openFilter(null));
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
  useCommand('global.undo', () => bulk.undo?.(), bulk.undo !== null);

  const setFilter = useLatest((filter: typeof place.filter) =>
    changeViewPlace(key, { filter, index: 0, caseId: null, scroll: 0 }),
  );
  const columns = place.columns ?? arrangement.columns;
  const setColumns = useLatest((chosen: ChosenColumns | null) =>
    ownIdOf(key) === null ? arrange({ columns: chosen }) : changeViewPlace(key, { columns: chosen }),
  );
  const setOwnViews = useLatest((views: OwnView[]) => arrange({ views }));
  const searchFor = useLatest((words: string, settled: boolean) => {
    wantsGrid.current = false;
    changeViewPlace(key, { ...searched(place, words), typing: !settled });
  });
  const toRow = useLatest((index: number, extend: boolean) => {
    if (extend) selection.extend(cursor.index, index);
    cursor.moveTo(index);
  });
  const select = useLatest(selection.toggle);
  const sortBy = useLatest((sort: Sort[]) => {
    changeViewPlace(key, { sort });
    announce(sortWords(sort));
  });
  const filterColumn = useLatest((column: DeskColumn) => openFilter(filterOfColumn[column] ?? null));
  const keepScroll = useLatest((scroll: number) => changeViewPlace(key, { scroll }));
  const total = opened?.slices.total ?? 0;
  const peekTitle = here ? t('Peek · {{reference}}', { reference: here.reference }) : t('Peek');
  return (
    <div className={classes.screen}>
      <main ref={region} className={classes.desk} aria-label={t('Desk')} data-awaited={awaited}>
        <h1 className="sr-only">{t('Desk')}</h1>
        <DeskTop
          newSince={counts.value?.newSince}
          opened={opened}
          selected={selection.size}
          narrowed={!error && (opened?.searched === true || filterSize(place.filter) > 0)}
        />
        <Views view={key} counts={counts.value?.views ?? noCounts} onView={chooseView} />
        <div className={classes.bar} data-pane="bar">
          <Search ref={search} search={place.search} busy={busy} onLeave={toGrid} onSearch={searchFor} />
          <Button variant="quiet" keys="F" aria-expanded={filtersShown} onClick={() => setFiltersShown(!filtersShown)}>
            {filterSize(place.filter) > 0
              ? t('Filter ({{filterSize}})', { filterSize: filterSize(place.filter) })
              : t('Filter')}
          </Button>
          <Button variant="quiet" onClick={() => setChoosingColumns(true)}>
            {t('Columns')}
          </Button>
          <span className={classes.space} />
          <OwnViews view={key} own={own} onOwnView={chooseOwnView} onOwnViews={setOwnViews} />
          <SavedView view={key} place={place} own={own} saved={saved} onOwnViews={setOwnViews} />
        </div>
        {filtersShown && (
          <Filters
            region={filters}
            filter={place.filter}
            facets={counts.value?.facets ?? noFacets}
            people={people}
            onFilter={setFilter}
          />
        )}
        <FilterChips filter={place.filter} people={people} onFilter={setFilter} />
        <BulkSummary bulk={bulk} />
        {place.view === 'today' && <EscalatedLine />}
        <KeptCases />
        <Departures />
        {/* What cannot be read of a search is told under its field. */}
        {error && error.code !== 'search_unreadable' && (
          <div className={classes.notice}>
            <ErrorNotice error={error} action={<Button onClick={renew}>{t('Try again')}</Button>} />
          </div>
        )}
        {!opened && !error && <Skeleton rows={16} />}
        {opened && total === 0 && error?.code !== 'search_unreadable' && (
          <Synced>
            {(sync) => (
              <EmptyDesk
                view={view}
                search={place.search}
                filtered={filterSize(place.filter) > 0}
                sync={sync}
                completeAsOf={opened.completeAsOf}
                counts={counts.value?.views ?? {}}
                onClear={() => changeViewPlace(key, { search: '', filter: noFilter, index: 0, caseId: null })}
                onAll={() => chooseView('all')}
              />
            )}
          </Synced>
        )}
        {opened && total > 0 && (
          <DeskTable
            viewKey={key}
            slices={opened.slices}
            arrived={rowsArrived}
            groups={opened.groups}
            counted={opened.counted && opened.groupsKnown}
            busy={busy}
            me={me.user}
            cursor={cursor.index}
            scroll={place.scroll}
            selected={selection.rows}
            sort={place.sort}
            columns={columns}
            due={ofDue.includes(view)}
            searching={opened.searched && asksForWords}
            label={`${saved?.name ?? viewNames[view]}, ${counted(total, 'case')}`}
            onCursor={toRow}
            onSelect={select}
            onOpen={open}
            onSort={sortBy}
            onColumns={setColumns}
            hasFilter={hasFilter}
            onFilter={filterColumn}
            onShow={show}
            onScroll={keepScroll}
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
      {choosingColumns && (
        <ColumnChoice
          open
          chosen={columns ?? usualColumns(region.current?.clientWidth ?? 0, ofDue.includes(view))}
          onColumns={setColumns}
          onClose={() => setChoosingColumns(false)}
        />
      )}
      <Allocate
        concerned={allocating}
        me={me}
        onClose={() => setAllocating(null)}
        onSign={(acts) => void bulk.sign('allocation', acts).then(signed)}
      />
      <Label
        rows={labelling}
        onClose={() => setLabelling(null)}
        onSign={(acts) => void bulk.sign('label', acts).then(signed)}
      />
    </div>
  );
}
