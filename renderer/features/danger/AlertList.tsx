import { useRef } from 'react';
import { Button, Empty } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { timeOf } from '../case/when.ts';
import classes from './danger.module.css';
import { showDanger } from './danger-place.ts';
import { useFocusFirst } from './focus-first.ts';
import { useAlerts } from './use-alerts.ts';

/** Every danger that nobody has acknowledged, the oldest first. */
export function AlertList() {
  const { alerts } = useAlerts();
  const list = useRef<HTMLUListElement>(null);
  useFocusFirst(list, 'button');
  if (alerts.length === 0) return <Empty title={t('Every alert is acknowledged.')} />;
  return (
    <ul ref={list} className={classes.alerts}>
      {alerts.map(({ alert, caseId, reference, at, by, mine, standing }) => (
        <li key={alert}>
          <Button onClick={() => showDanger({ show: 'alert', caseId, alert })}>
            <span translate="no" className="mono">
              {reference}
            </span>{' '}
            · {timeOf(at)} · {mine ? t('raised by you') : t('raised by {{name}}', { name: by.name })}
            {standing === 'ring' && ` · ${t('ring now')}`}
          </Button>
        </li>
      ))}
    </ul>
  );
}
