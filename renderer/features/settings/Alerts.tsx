import { useId, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import {
  AlertKind,
  AlertRules,
  alertRulesDated,
  type AlertRule,
  defaultAlertRules,
} from '../../../shared/domain/alerts.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, knowing, useCall } from '../../app/calls.ts';
import { useMe } from '../../app/me.ts';
import { announce, Button, ErrorNotice } from '../../ui/index.ts';
import { alertName } from '../../words/related.ts';
import { t } from '../../words/t.ts';
import classes from './Settings.module.css';
import styles from './alerts.module.css';

const numbers = ['cases', 'days', 'likeness'] as const;
const limits = { cases: [1, 50], days: [1, 3650], likeness: [30, 100] } as const;

/** From when on alerts are raised; and for a supervisor, which kind is mostly put aside. */
export function Alerts() {
  const read = useCall('alerts.rules', {});
  const me = useMe();
  if (read.value === undefined) return read.error === null ? null : <ErrorNotice error={read.error} />;
  const { rules, retune } = read.value;
  const supervises = me?.memberships.some(({ role }) => role === 'supervisor') === true;
  return <Form key={JSON.stringify(rules)} rules={rules} retune={supervises ? retune : []} />;
}

function Form({ rules, retune }: { readonly rules: AlertRules; readonly retune: readonly AlertKind[] }) {
  const id = useId();
  const [typed, setTyped] = useState<Record<AlertKind, AlertRule>>(rules);
  const [error, setError] = useState<CallError | null>(null);
  const changed = JSON.stringify(typed) !== JSON.stringify(rules);
  const usual = JSON.stringify(rules) === JSON.stringify(defaultAlertRules);
  const fits = AlertRules.safeParse(typed).success;
  const save = async (next: AlertRules | null) => {
    const answer = await call('alerts.setRules', { rules: next });
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    askAgain(...knowing);
    announce(t('Thresholds saved'));
  };
  const set = (kind: AlertKind, change: Partial<AlertRule>) =>
    setTyped((before) => ({ ...before, [kind]: { ...before[kind], ...change } }));
  return (
    <section className={classes.about} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {t('Alerts about other cases')}
      </h2>
      {retune.map((kind) => (
        <p key={kind} role="status" className={styles.retune}>
          {t('“{{alert}}” is put aside more than four times in five: its thresholds want retuning.', {
            alert: alertName(kind),
          })}
        </p>
      ))}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('Kind')}</th>
            <th scope="col">{t('Other cases, at least')}</th>
            <th scope="col">{t('Within days')}</th>
            <th scope="col">{t('Per cent in common')}</th>
          </tr>
        </thead>
        <tbody>
          {AlertKind.options.map((kind) => (
            <tr key={kind}>
              <th scope="row">
                <label className={styles.kind}>
                  <input
                    type="checkbox"
                    checked={typed[kind].on}
                    onChange={(event) => set(kind, { on: event.currentTarget.checked })}
                  />
                  {alertName(kind)}
                </label>
              </th>
              {numbers.map((name) => (
                <td key={name}>
                  {rules[kind][name] !== undefined && (
                    <input
                      type="number"
                      className={styles.number}
                      aria-label={t('{{alert}}: {{threshold}}', {
                        alert: alertName(kind),
                        threshold: {
                          cases: t('other cases, at least'),
                          days: t('within days'),
                          likeness: t('per cent in common'),
                        }[name],
                      })}
                      min={limits[name][0]}
                      max={limits[name][1]}
                      disabled={!typed[kind].on}
                      value={Number.isNaN(typed[kind][name]) ? '' : typed[kind][name]}
                      onChange={(event) => set(kind, { [name]: event.currentTarget.valueAsNumber })}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!fits && <p role="alert">{t('Other cases: 1 to 50. Days: 1 to 3650. Per cent: 30 to 100.')}</p>}
      {error !== null && <ErrorNotice error={error} />}
      <p className={styles.acts}>
        <Button disabled={!changed || !fits} onClick={() => void save(typed)}>
          {t('Save the thresholds')}
        </Button>
        <Button variant="quiet" disabled={usual} onClick={() => void save(null)}>
          {t('Back to the defaults of {{date}}', { date: alertRulesDated })}
        </Button>
      </p>
    </section>
  );
}
