import { useEffect, useRef, useState } from 'react';
import type { OfficerCase } from '../../../shared/bridge/knowing.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { labelOf } from '../../words/codes.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Clock, Disc, Empty, ErrorNotice, Foreign, PlaceHead, Skeleton } from '../../ui/index.ts';
import { categoryShort } from '../../words/labels.ts';
import { surely } from '../../words/identified.ts';
import { t } from '../../words/t.ts';
import { CaseCounts, OfficerWords } from './OfficerWords.tsx';
import styles from './people.module.css';
import { useRowCursor } from './use-row-cursor.ts';

/** The cases of one line of the index, each as it gives the officer itself. A case opens at its people. */
export function OfficerCases({ officer }: { readonly officer: string }) {
  const read = useCall('people.officer', { officer });
  const goBack = usePlace((place) => place.leave);
  if (read.value === undefined)
    return (
      <main className={styles.screen} aria-label={t('Cases of one officer')}>
        {read.error === null ? (
          <Skeleton rows={8} />
        ) : (
          <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read again')}</Button>} />
        )}
      </main>
    );
  if (read.value === null)
    return (
      <main className={styles.screen} aria-label={t('Cases of one officer')}>
        <Empty
          title={t('This line of the index is gone.')}
          action={<Button onClick={goBack}>{t('Back to the people')}</Button>}
        >
          {t('The cases that made it were identified otherwise meanwhile, or are not yours to see any more.')}
        </Empty>
      </main>
    );
  const { officer: line, cases } = read.value;
  return (
    <main className={styles.screen} aria-label={t('Cases of one officer')} data-pane="people">
      <PlaceHead>
        <h1>
          <OfficerWords officer={line} />
        </h1>
        <span title={forceByShort(line.force)?.name}>{line.force}</span>
        <CaseCounts cases={line.cases} />
      </PlaceHead>
      <Cases cases={cases} />
    </main>
  );
}

function Cases({ cases }: { readonly cases: readonly OfficerCase[] }) {
  const go = usePlace((place) => place.go);
  const remember = usePlace((place) => place.remember);
  const [cursor, setCursor] = useState(0);
  const at = Math.min(cursor, cases.length - 1);
  const grid = useRef<HTMLTableElement>(null);
  const onKeyDown = useRowCursor(grid, cases.length, at, setCursor);
  useEffect(() => grid.current?.focus(), []);
  const open = (row: OfficerCase | undefined) => {
    if (row === undefined) return;
    remember(`case ${row.caseId} stage`, { stage: 'people' });
    go({ screen: 'case', caseId: row.caseId });
  };
  useCommand('people.open', () => open(cases[at]));
  return (
    <div className={styles.scroll}>
      <table
        ref={grid}
        role="grid"
        aria-label={t('Cases')}
        aria-activedescendant={`officer-case-${at}`}
        tabIndex={0}
        data-keys="people"
        className={styles.table}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {[t('Identified'), t('As this case gives them'), t('Reference'), t('Category'), t('Received')].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {cases.map((row, index) => (
            <tr
              key={`${row.caseId} ${index}`}
              id={`officer-case-${index}`}
              aria-selected={index === at}
              onClick={() => setCursor(index)}
              onDoubleClick={() => open(row)}
            >
              <td>
                <span className={styles.count}>
                  <Disc identification={row.identification} />
                  {surely(row.identification) === '' ? t('confirmed') : surely(row.identification)}
                </span>
              </td>
              <td className={styles.who}>
                <AsGiven row={row} />
              </td>
              <td translate="no" className="mono">
                {row.reference}
              </td>
              <td>{row.category === null ? t('No category') : categoryShort(row.category)}</td>
              <td className={styles.number}>
                <Clock at={row.receivedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AsGiven({ row: { rank, name, collarNumber, station, description } }: { readonly row: OfficerCase }) {
  return (
    <span className={styles.officer}>
      {rank !== null && <Foreign text={labelOf('rank', rank)} />}
      {name !== null && <Foreign text={name} />}
      {collarNumber !== null && (
        <bdi translate="no" className="mono">
          {collarNumber}
        </bdi>
      )}
      {station !== null && <Foreign className={styles.muted} text={station} />}
      {description !== null && (
        <em>
          <Foreign text={description} />
        </em>
      )}
    </span>
  );
}
