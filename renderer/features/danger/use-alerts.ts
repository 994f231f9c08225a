/** Danger that nobody has acknowledged, as it stands now; and what is told when that changes. */
import { useEffect, useRef, useState } from 'react';
import type { OpenAlert } from '../../../shared/bridge/danger.ts';
import { bridge } from '../../app/bridge.ts';
import { useCall } from '../../app/calls.ts';
import { announce } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { reaches, type Standing, standingOf, untilNextRing } from './standing.ts';
import { sound } from './tone.ts';

export type StandingAlert = OpenAlert & { readonly standing: Standing };

const none: readonly OpenAlert[] = [];

/** The time of the page, which moves on when an alert comes to be rung. */
function useRingClock(alerts: readonly OpenAlert[]): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const next = untilNextRing(alerts, Date.now());
    setNow(Date.now());
    if (next === null) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), next + 50);
    return () => clearTimeout(timer);
  }, [alerts, now]);
  return now;
}

export function useAlerts(): { readonly alerts: readonly StandingAlert[]; readonly online: boolean } {
  const alerts = useCall('danger.open', {}).value ?? none;
  const online = reaches(useCall('sync.state', {}).value);
  const now = useRingClock(alerts);
  return { alerts: alerts.map((alert) => ({ ...alert, standing: standingOf(alert, now, online) })), online };
}

/** Tells each change once: to a screen reader, by sound, and to the system. Stands once in the frame. */
export function useTellAlerts(alerts: readonly StandingAlert[], known: boolean): void {
  const told = useRef<ReadonlyMap<string, Standing>>(new Map());
  const key = alerts.map(({ alert, standing }) => `${alert} ${standing}`).join();
  useEffect(() => {
    if (!known) return;
    const before = told.current;
    told.current = new Map(alerts.map(({ alert, standing }) => [alert, standing]));
    const fresh = alerts.filter(({ alert, mine }) => !mine && !before.has(alert));
    const ringing = alerts.filter(({ alert, standing }) => standing === 'ring' && before.get(alert) !== 'ring');
    const gone = [...before.keys()].some((alert) => !told.current.has(alert));
    void bridge()?.shell.attention.tell({
      unacknowledged: alerts.length,
      fresh: fresh.length + ringing.length > 0,
    });
    if (fresh.length + ringing.length > 0) sound();
    if (ringing.length > 0) announce(t('Danger is not acknowledged: ring now.'), true);
    else if (fresh.length > 0) announce(t('Somebody is in danger: an alert is not acknowledged.'), true);
    else if (gone) announce(alerts.length === 0 ? t('Every alert is acknowledged.') : t('An alert is acknowledged.'));
    // The key tells what has changed; the array is a new one each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, known]);
}
