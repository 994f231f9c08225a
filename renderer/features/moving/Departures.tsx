import { useEffect } from 'react';
import type { Departure } from '../../../shared/bridge/moving.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { Button, ClockMark, useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { dayAndTime } from '../case/when.ts';
import { dueInWords } from '../dues/due-words.ts';
import classes from './moving.module.css';

/** Cases that were here and have gone: where to, what became of them there, and who can say more. Each stays until it is let go. */
export function Departures() {
  const gone = useCall('departures.read', {}).value ?? [];
  const now = useMinute();
  // A line that was let go comes back once the other desk is late.
  useEffect(() => askAgain('departures.read'), [now]);
  if (gone.length === 0) return null;
  const letGo = async (caseId: string) => {
    await call('departures.seen', { caseIds: [caseId] });
    askAgain('departures.read');
  };
  return (
    <ul className={classes.departures} aria-label={t('Cases that have gone')}>
      {gone.map((departure) => (
        <li key={departure.caseId}>
          <span>
            {wentWhere(departure)} <There departure={departure} now={now} />
          </span>
          {!departure.stays && (
            <Button
              variant="quiet"
              aria-label={t('Seen: {{reference}}', { reference: departure.reference })}
              onClick={() => void letGo(departure.caseId)}
            >
              {t('Seen')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

const wentWhere = ({ reference, by: { name }, unit }: Departure) =>
  unit === null
    ? t('{{reference}} was set apart by {{name}}, who can say more.', { reference, name })
    : t('{{reference}} went to {{unit}}. {{name}} sent it there, and can say more.', {
        reference,
        unit: unit.name,
        name,
      });

/** What the other desk has done about it, or by when it is to have acknowledged it. */
function There({ departure: { there, due }, now }: { readonly departure: Departure; readonly now: number }) {
  if (there === null) return null;
  if (there.state !== 'sent') return doneThere(there.state, dayAndTime(there.since, now));
  if (due === null) return null;
  const late = Date.parse(due) < now;
  return (
    <span className={late ? classes.late : undefined}>
      <ClockMark kind="service" /> {late && <strong>{t('Overdue.')} </strong>}
      {t('To be acknowledged there: {{due}}', { due: dueInWords(due, now) })}
    </span>
  );
}

function doneThere(state: Exclude<NonNullable<Departure['there']>['state'], 'sent'>, at: string): string {
  switch (state) {
    case 'acknowledged':
      return t('Acknowledged there {{at}}.', { at });
    case 'accepted':
      return t('Taken on there {{at}}.', { at });
    case 'moved_on':
      return t('Sent on from there {{at}}.', { at });
  }
}
