import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { DueRow } from '../../../shared/bridge/dues.ts';
import { dueKinds } from '../../../shared/domain/dues.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { useMe } from '../../app/me.ts';
import { announce, Button, Empty, ErrorNotice, PlaceHead, Skeleton } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { ActOnClock } from './ActOnClock.tsx';
import { changeClocksPlace, positionOf, useClocksPlace } from './clocks-place.ts';
import classes from './clocks.module.css';
import { ClocksTable } from './ClocksTable.tsx';
import { openOwing } from './owing.ts';
import { remind } from './remind.ts';
import { kindName } from './row-words.ts';
import { useDues } from './use-dues.ts';

/** Everything that is due, in one list by its time: what, in which case, who holds it, and what they do next. */
export function ClocksScreen() {
  const me = useMe()?.user ?? '';
  const place = useClocksPlace();
  const { scope, kinds } = place;
  const { slices, query, error, show, renew } = useDues(scope, kinds, place.index);
  const counts = useCall('dues.counts', {}).value;
  const [cursor, setCursor] = useState(place.index);
  const [acting, setActing] = useState<DueRow | null>(null);
  const [notice, setNotice] = useState<string | CallError | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const firstKind = useRef<HTMLButtonElement>(null);

  // Whoever stands before the list has seen what they were reminded of.
  const reminded = counts?.reminded ?? 0;
  useEffect(() => {
    if (reminded > 0) void call('dues.seen', {}).then(() => askAgain('dues.counts'));
  }, [reminded]);

  // Another list, or the same one renewed: find the row again, or the place where it stood.
  useEffect(() => {
    if (slices === null) return undefined;
    let superseded = false;
    const { position, index } = place;
    const last = Math.max(0, slices.total - 1);
    const held = slices.rowAt(index);
    if (position === null || (held !== undefined && JSON.stringify(positionOf(held)) === JSON.stringify(position))) {
      setCursor(Math.min(index, last));
      return undefined;
    }
    void call('dues.indexOf', { scope, kinds, position }).then((answer) => {
      if (!superseded) setCursor(Math.min(answer.ok ? answer.value : index, last));
    });
    return () => {
      superseded = true;
    };
    // The place is read once for each list: moving the cursor must not look for it again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [slices, query]);

  const shown = slices !== null && slices.total > 0;
  useEffect(() => {
    const nowhere = document.activeElement === document.body || document.activeElement === null;
    if (shown && nowhere) grid.current?.focus();
  }, [shown]);

  const moveTo = useCallback(
    (index: number) => {
      setCursor(index);
      setNotice(null);
      const row = slices?.rowAt(index);
      changeClocksPlace({ index, position: row === undefined ? null : positionOf(row) });
    },
    [slices],
  );
  const here = slices?.rowAt(cursor);
  const openAt = (index: number) => {
    const row = slices?.rowAt(index);
    if (row === undefined) return;
    moveTo(index);
    openOwing(row);
  };
  const choose = (next: 'mine' | 'all') => {
    changeClocksPlace({ scope: next });
    grid.current?.focus();
  };
  const tell = (words: string) => {
    setNotice(words);
    announce(words);
  };
  const closeForm = useCallback(() => {
    setActing(null);
    grid.current?.focus();
  }, []);
  useCommand('clocks.open', () => openAt(cursor));
  useCommand('clocks.remind', () => {
    if (here === undefined) return;
    void remind(here, me).then((outcome) => {
      if ('error' in outcome) setNotice(outcome.error);
      else tell(outcome.said);
    });
  });
  useCommand('clocks.settle', () => {
    if (here === undefined) return;
    setNotice(null);
    if (here.kind === 'clock') setActing(here);
    else tell(t('Only clocks are moved. Enter opens the case, where this is settled.'));
  });
  useCommand('clocks.filter', () => firstKind.current?.focus());
  useCommand('clocks.mine', () => choose('mine'));
  useCommand('clocks.all', () => choose('all'));

  const total = slices?.total ?? 0;
  return (
    <main className={classes.screen} aria-label={t('Clocks')}>
      <PlaceHead>
        <h1>{t('Clocks')}</h1>
        <div className={classes.scopes} role="group" aria-label={t('Whose')}>
          <button
            type="button"
            className={classes.choice}
            aria-pressed={scope === 'mine'}
            onClick={() => choose('mine')}
          >
            {t('Mine')} {counts && count(counts.mine)}
          </button>
          <button type="button" className={classes.choice} aria-pressed={scope === 'all'} onClick={() => choose('all')}>
            {t('All')} {counts && count(counts.all)}
          </button>
        </div>
        <span className={classes.summary}>
          {counts && t('{{pressing}} of yours due today or passed', { pressing: count(counts.pressing) })}
        </span>
      </PlaceHead>
      <div className={classes.kinds} role="group" aria-label={t('Kinds')}>
        {dueKinds.map((kind, index) => (
          <button
            key={kind}
            ref={index === 0 ? firstKind : undefined}
            type="button"
            className={classes.choice}
            aria-pressed={kinds.includes(kind)}
            onClick={() =>
              changeClocksPlace({
                kinds: kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind],
              })
            }
          >
            {kindName(kind)}
          </button>
        ))}
        {kinds.length > 0 && (
          <Button variant="quiet" onClick={() => changeClocksPlace({ kinds: [] })}>
            {t('Every kind')}
          </Button>
        )}
      </div>
      {typeof notice === 'string' && <p className={classes.notice}>{notice}</p>}
      {notice !== null && typeof notice !== 'string' && (
        <div className={classes.notice}>
          <ErrorNotice error={notice} />
        </div>
      )}
      {error !== null && (
        <div className={classes.notice}>
          <ErrorNotice error={error} action={<Button onClick={renew}>{t('Try again')}</Button>} />
        </div>
      )}
      {slices === null && error === null && <Skeleton rows={16} />}
      {slices !== null && total === 0 && (
        <Empty title={scope === 'mine' ? t('You hold nothing that is due.') : t('Nothing is due.')}>
          {kinds.length > 0
            ? t('Of the kinds chosen above. “Every kind” shows the rest.')
            : t('What is due appears here by itself, in the order of its time.')}
        </Empty>
      )}
      {shown && (
        <ClocksTable
          ref={grid}
          slices={slices}
          cursor={cursor}
          me={me}
          label={t('Clocks, {{rows}} due', { rows: count(total) })}
          onCursor={moveTo}
          onOpen={openAt}
          onShow={show}
        />
      )}
      <ActOnClock
        row={acting}
        onClose={closeForm}
        onSigned={() => {
          closeForm();
          tell(t('Signed.'));
          renew();
        }}
      />
    </main>
  );
}
