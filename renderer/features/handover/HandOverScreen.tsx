import { useEffect, useMemo, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { nextShift } from '../../../shared/domain/shift.ts';
import { useCall } from '../../app/calls.ts';
import { Button, ErrorNotice, PlaceHead, Skeleton, useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { fieldOfInstant, instantOfField } from '../case/london-field.ts';
import { HandOver } from './HandOver.tsx';
import { changeHandOverPlace, useHandOverPlace } from './hand-over-place.ts';
import classes from './handover.module.css';

/** The end of a shift: what would be left behind, to whom it goes, and what colleagues offer. */
export function HandOverScreen() {
  const now = useMinute();
  const place = useHandOverPlace();
  // The list is asked for by the day, not by the minute: the next shift begins at one time.
  const shift = nextShift(new Date(now).toISOString());
  const until = place.until !== null && Date.parse(place.until) > now ? place.until : shift;
  const read = useCall('handover.read', { until });
  const [held, setHeld] = useState<CallOutput<'handover.read'> | null>(null);
  // Another time is another question: the rows before it stay until it is answered.
  useEffect(() => {
    if (read.value !== undefined) setHeld(read.value);
  }, [read.value]);
  const field = useRef<HTMLInputElement>(null);
  const lists = useMemo(() => read.value ?? held, [read.value, held]);
  const [notice, setNotice] = useState<{ words: string; error: CallError | null } | null>(null);
  return (
    <main className={classes.screen} aria-label={t('Hand-over')}>
      <PlaceHead>
        <h1>{t('Hand-over')}</h1>
        <label className={classes.until}>
          <span>{t('Clocks due before the next shift, in London')}</span>
          <input
            ref={field}
            type="datetime-local"
            defaultValue={fieldOfInstant(until)}
            min={fieldOfInstant(new Date(now).toISOString())}
            onChange={(event) => {
              const chosen = instantOfField(event.currentTarget.value);
              if (chosen !== null) changeHandOverPlace(() => ({ until: chosen }));
            }}
          />
        </label>
        {until !== shift && (
          <Button
            variant="quiet"
            onClick={() => {
              changeHandOverPlace(() => ({ until: null }));
              if (field.current !== null) field.current.value = fieldOfInstant(shift);
            }}
          >
            {t('08:00 tomorrow')}
          </Button>
        )}
      </PlaceHead>
      {notice !== null && (
        <div className={classes.notice} role={notice.error === null ? undefined : 'alert'}>
          <p>{notice.words}</p>
          {notice.error !== null && <ErrorNotice error={notice.error} />}
        </div>
      )}
      {lists === null ? (
        read.error === null ? (
          <Skeleton rows={12} />
        ) : (
          <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />
        )
      ) : (
        <HandOver lists={lists} now={now} onNotice={setNotice} />
      )}
    </main>
  );
}
