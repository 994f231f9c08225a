import { TriangleAlert } from 'lucide-react';
import { useCall } from '../../app/calls.ts';
import { Button } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { timeOf } from '../case/when.ts';
import { showDanger } from './danger-place.ts';
import classes from './danger.module.css';
import { useAlerts, useTellAlerts } from './use-alerts.ts';

/** Opens the one alert, or the list of several. */
export function openAlerts(alerts: readonly { readonly caseId: string; readonly alert: string }[]): void {
  const [only] = alerts;
  if (only === undefined) return;
  showDanger(alerts.length === 1 ? { show: 'alert', caseId: only.caseId, alert: only.alert } : { show: 'alerts' });
}

/** On every screen, until a named person has acknowledged: nothing of a report but its reference. */
export function DangerLine() {
  const known = useCall('danger.open', {}).value !== undefined;
  const { alerts } = useAlerts();
  useTellAlerts(alerts, known);
  const [first] = alerts;
  if (first === undefined) return null;
  const rings = alerts.some(({ standing }) => standing === 'ring');
  return (
    <section className={classes.line} data-rings={rings} data-pane="danger" aria-label={t('Danger')}>
      <TriangleAlert size={16} aria-hidden="true" />
      <p className={classes.lineWords}>
        {alerts.length === 1 ? (
          <>
            <strong>{rings ? t('Danger, not acknowledged: ring now.') : t('Danger, not acknowledged yet.')}</strong>{' '}
            <span translate="no" className="mono">
              {first.reference}
            </span>{' '}
            · {timeOf(first.at)} · {first.mine ? t('raised by you') : t('raised by {{name}}', { name: first.by.name })}
          </>
        ) : (
          <strong>{t('{{count}} alerts of danger are not acknowledged.', { count: alerts.length })}</strong>
        )}
      </p>
      <Button variant="danger" keys="Shift+F8" onClick={() => openAlerts(alerts)}>
        {t('Open')}
      </Button>
    </section>
  );
}
