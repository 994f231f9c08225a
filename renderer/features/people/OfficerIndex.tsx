import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { Officer } from '../../../shared/bridge/knowing.ts';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { recall, usePlace } from '../../app/place.ts';
import { Button, Clock, Empty, ErrorNotice, Foreign, PlaceHead, Skeleton } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { CaseCounts, OfficerWords } from './OfficerWords.tsx';
import styles from './people.module.css';
import { useRowCursor } from './use-row-cursor.ts';

const Remembered = z.object({ words: z.string(), officer: z.string().nullable() });

/** Every officer whom a screened case reports, found by collar number, name, station or force. */
export function OfficerIndex() {
  const [kept] = useState(() => recall('people', Remembered));
  const remember = usePlace((place) => place.remember);
  const [words, setWords] = useState(kept?.words ?? '');
  const [typing, setTyping] = useState(false);
  const [chosen, setChosen] = useState(kept?.officer ?? null);
  const found = useCall('people.search', { words, typing });
  const last = useRef<readonly Officer[]>([]);
  if (found.value !== undefined) last.current = found.value.officers;
  const officers = found.value?.officers ?? last.current;
  const input = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const go = usePlace((place) => place.go);
  const at = Math.max(
    0,
    officers.findIndex(({ officer }) => officer === chosen),
  );
  const choose = (to: number) => {
    const { officer } = officers[to]!;
    setChosen(officer);
    remember('people', { words, officer });
  };
  const onKeyDown = useRowCursor(grid, officers.length, at, choose);
  const search = (next: string, settled: boolean) => {
    setWords(next);
    setTyping(!settled);
    remember('people', { words: next, officer: chosen });
  };
  const open = (officer: string | undefined) => {
    if (officer === undefined) return;
    remember('people', { words, officer });
    go({ screen: 'people', officer });
  };
  useEffect(() => (kept?.officer ? grid : input).current?.focus(), [kept?.officer]);
  useCommand('people.open', () => open(officers[at]?.officer));
  useCommand('people.search', () => input.current?.focus());
  useCommand('global.search', () => input.current?.focus());
  return (
    <main className={styles.screen} aria-label={t('People')} data-pane="people" data-keys="people">
      <PlaceHead>
        <h1>{t('People')}</h1>
        <span className={styles.muted}>
          {t('Officers of the cases whose conflict screen you have passed. Listed together, never merged.')}
        </span>
      </PlaceHead>
      <div className={styles.searchRow} role="search">
        <input
          ref={input}
          className={styles.search}
          dir="auto"
          maxLength={200}
          aria-label={t('Search the people')}
          placeholder={t('Collar number, name, station or force')}
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => search(event.currentTarget.value, false)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') search(words, true);
            else if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            grid.current?.focus();
          }}
        />
        <span className={styles.muted} role="status">
          {found.value === undefined
            ? ''
            : found.value.more
              ? t('The newest {{count}}; type to narrow', { count: count(officers.length) })
              : t('{{count}} listed', { count: count(officers.length) })}
        </span>
      </div>
      {found.error !== null ? (
        <ErrorNotice error={found.error} action={<Button onClick={found.again}>{t('Read again')}</Button>} />
      ) : found.value === undefined && officers.length === 0 ? (
        <Skeleton rows={10} />
      ) : officers.length === 0 ? (
        <Empty title={words.trim() === '' ? t('No officer is known yet.') : t('Nobody here answers to that.')}>
          {words.trim() === ''
            ? t('Whoever a report names or describes is listed once you have passed its conflict screen.')
            : t(
                'Every word must begin a name, rank, station or force; a collar number may be written with or without spaces.',
              )}
        </Empty>
      ) : (
        <div className={styles.scroll}>
          <table
            ref={grid}
            role="grid"
            aria-label={t('Officers')}
            aria-activedescendant={`officer-${at}`}
            tabIndex={0}
            data-keys="people"
            className={styles.table}
            onKeyDown={onKeyDown}
          >
            <thead>
              <tr>
                {[t('Officer'), t('Force'), t('Station'), t('Cases'), t('Last report')].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {officers.map((row, index) => (
                <tr
                  key={row.officer}
                  id={`officer-${index}`}
                  aria-selected={index === at}
                  onClick={() => choose(index)}
                  onDoubleClick={() => open(row.officer)}
                >
                  <td className={styles.who}>
                    <OfficerWords officer={row} />
                  </td>
                  <td title={forceByShort(row.force)?.name}>{row.force}</td>
                  <td className={styles.cut}>
                    <Foreign text={row.stations.join('; ')} />
                  </td>
                  <td>
                    <CaseCounts cases={row.cases} />
                  </td>
                  <td className={styles.number}>
                    <Clock at={row.lastReceived} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
