import { useEffect, useRef, useState } from 'react';
import { recordViews, RecordView } from '../../../shared/bridge/records.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { recall, usePlace } from '../../app/place.ts';
import { Button, Clock, Empty, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { labelOf } from '../../words/codes.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { calendarDay } from '../../words/time.ts';
import { useRowCursor } from '../people/use-row-cursor.ts';
import { CaseRecordsPane } from './CaseRecordsPane.tsx';
import { emptyWords, viewName } from './record-words.ts';
import styles from './records.module.css';

/** How long cases are kept: what is due for review, proposed for disposal, held, and erased. */
export function RecordsScreen({ caseId }: { readonly caseId: string | null }) {
  const [view, setView] = useState<RecordView>(() => recall('records', RecordView) ?? 'due');
  const [chosen, setChosen] = useState<string | null>(caseId);
  const remember = usePlace((place) => place.remember);
  const go = usePlace((place) => place.go);
  const list = useCall('records.list', { view });
  const grid = useRef<HTMLTableElement>(null);
  const views = useRef<HTMLButtonElement>(null);
  const rows = list.value?.rows ?? [];
  const found = rows.findIndex((row) => row.caseId === chosen);
  const at = Math.max(0, found);
  const shown = chosen ?? rows[0]?.caseId ?? null;
  const hasRows = rows.length > 0;
  const onKeyDown = useRowCursor(grid, rows.length, at, (to) => setChosen(rows[to]!.caseId));
  useEffect(() => {
    (hasRows ? grid.current : views.current)?.focus();
  }, [hasRows, view]);
  useCommand('records.open', () => shown !== null && go({ screen: 'case', caseId: shown }), shown !== null);
  const choose = (next: RecordView) => {
    setView(next);
    setChosen(null);
    remember('records', next);
  };
  return (
    <main className={styles.screen} aria-label={t('Records')} data-keys="records">
      <header className={styles.headline}>
        <h1>{t('Records')}</h1>
        <div className={styles.views} role="group" aria-label={t('Which cases')}>
          {recordViews.map((one, index) => (
            <button
              key={one}
              ref={index === 0 ? views : undefined}
              type="button"
              className={styles.choice}
              aria-pressed={view === one}
              onClick={() => choose(one)}
            >
              {viewName[one]} {list.value && count(list.value.counts[one])}
            </button>
          ))}
        </div>
      </header>
      <div className={styles.body}>
        <div className={styles.list} data-pane="records">
          {list.error !== null ? (
            <ErrorNotice error={list.error} action={<Button onClick={list.again}>{t('Read again')}</Button>} />
          ) : list.value === undefined ? (
            <Skeleton rows={10} />
          ) : !hasRows ? (
            <Empty title={emptyWords[view].title}>{emptyWords[view].about}</Empty>
          ) : (
            <div className={styles.scroll}>
              <table
                ref={grid}
                role="grid"
                aria-label={viewName[view]}
                aria-activedescendant={found < 0 ? undefined : `record-${at}`}
                tabIndex={0}
                className={styles.table}
                onKeyDown={onKeyDown}
              >
                <thead>
                  <tr>
                    {[
                      t('Reference'),
                      t('Force'),
                      t('Review group'),
                      view === 'erased' ? t('Erased') : t('Due'),
                      t('State'),
                    ].map((name) => (
                      <th key={name} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row, index) => (
                    <tr
                      key={row.caseId}
                      id={`record-${index}`}
                      aria-selected={row.caseId === shown}
                      onClick={() => setChosen(row.caseId)}
                      onDoubleClick={() => go({ screen: 'case', caseId: row.caseId })}
                    >
                      <td role="gridcell" translate="no" className="mono">
                        {row.reference}
                      </td>
                      <td role="gridcell" title={forceByShort(row.force)?.name}>
                        {row.force}
                      </td>
                      <td role="gridcell">{row.group === null ? '–' : labelOf('review_group', row.group)}</td>
                      <td role="gridcell">
                        {row.erasedAt !== null ? (
                          <Clock at={row.erasedAt} show="absolute" />
                        ) : row.due === null ? (
                          '–'
                        ) : (
                          calendarDay(row.due)
                        )}
                      </td>
                      <td role="gridcell">
                        {[
                          row.holds > 0 ? t('Legal hold') : null,
                          row.proposed ? t('Disposal proposed') : null,
                          row.erasedAt !== null ? t('Contents erased') : null,
                        ]
                          .filter((word) => word !== null)
                          .join(' · ')}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
        {shown !== null && <CaseRecordsPane key={shown} caseId={shown} />}
      </div>
    </main>
  );
}
