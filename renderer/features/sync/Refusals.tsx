import { useEffect, useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { RefusedEvent } from '../../../shared/bridge/case.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { announce, Button, ErrorNotice } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { Refusal } from './Refusal.tsx';
import classes from './Sync.module.css';
import { useNames } from './use-names.ts';

/** Every refused entry of one's own that is not settled, of every case. */
export function Refusals({ onDone }: { onDone: () => void }) {
  const refusals = useCall('refusals.read', {});
  const names = useNames();
  return (
    <>
      {refusals.error && <ErrorNotice error={refusals.error} />}
      {refusals.value && <RefusalList rows={refusals.value} names={names} onDone={onDone} />}
    </>
  );
}

interface ListProps {
  readonly rows: readonly RefusedEvent[];
  readonly names: Readonly<Record<string, string>>;
  readonly onDone: () => void;
}

/** Refused entries one at a time, conflicts first: what, why, and the ways on. */
export function RefusalList({ rows, names, onDone }: ListProps) {
  const [at, setAt] = useState<string | null>(null);
  const [kept, setKept] = useState<{ event: string; reference: string } | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const card = useRef<HTMLElement>(null);
  const place = useRef(0);
  const wantsCard = useRef(false);
  // One that was settled gives its place to the next.
  const found = rows.findIndex(({ event }) => event === at);
  const index = found >= 0 ? found : Math.min(place.current, Math.max(0, rows.length - 1));
  const shown = rows[index];
  useEffect(() => {
    place.current = index;
    if (!wantsCard.current || !card.current) return;
    wantsCard.current = false;
    card.current.focus();
  }, [index, shown?.event]);
  const step = (by: number) => {
    const next = rows[(index + by + rows.length) % rows.length];
    if (next === undefined) return;
    wantsCard.current = true;
    setAt(next.event);
  };
  const several = rows.length > 1;
  useCommand('refusals.next', () => step(1), several);
  useCommand('refusals.previous', () => step(-1), several);
  const undo = async () => {
    if (kept === null) return;
    const answer = await call('refusals.reopen', { event: kept.event });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) {
      announce(t('Taken back: it waits for you again.'));
      wantsCard.current = true;
      setAt(kept.event);
      setKept(null);
    }
    askAgain('refusals.read', 'case.read', 'sync.state', 'desk.counts');
  };
  useCommand('global.undo', () => void undo(), kept !== null);
  return (
    <section className={classes.refusals} aria-label={t('Refused')}>
      <div className={classes.titleRow}>
        <h3 className={classes.heading}>{t('Refused')}</h3>
        {several && (
          <div className={classes.steps}>
            <span className={classes.muted}>{t('{{n}} of {{all}}', { n: index + 1, all: rows.length })}</span>
            <Button variant="quiet" keys="P" onClick={() => step(-1)}>
              {t('Previous')}
            </Button>
            <Button variant="quiet" keys="N" onClick={() => step(1)}>
              {t('Next one')}
            </Button>
          </div>
        )}
      </div>
      {error && <ErrorNotice error={error} />}
      {kept !== null && (
        <p className={classes.kept}>
          {t('What stands in {{reference}} is kept.', { reference: kept.reference })}{' '}
          <Button variant="quiet" keys="Ctrl+Z" onClick={() => void undo()}>
            {t('Take it back')}
          </Button>
        </p>
      )}
      {rows.length === 0 && <p className={classes.muted}>{t('Nothing was refused.')}</p>}
      {shown !== undefined && (
        <Refusal
          key={shown.event}
          refused={shown}
          names={names}
          card={card}
          onKept={() => {
            wantsCard.current = true;
            setKept({ event: shown.event, reference: shown.reference });
          }}
          onLeave={onDone}
        />
      )}
    </section>
  );
}
