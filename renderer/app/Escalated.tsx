/** For who supervises: how much has passed its time and was seen by nobody, told once as it climbs, and the way to it. */
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { showSupervision } from '../features/supervision/supervision-place.ts';
import { announce, useMinute } from '../ui/index.ts';
import { count } from '../words/count.ts';
import { t } from '../words/t.ts';
import { askAgain, useCall } from './calls.ts';
import classes from './Frame.module.css';
import { useMe } from './me.ts';

/** How much has climbed to this person and was seen by nobody; 0 for whoever supervises nowhere. */
export function useEscalated(): number {
  const me = useMe();
  const supervises = me?.memberships.some(({ role }) => role === 'supervisor') === true;
  const minute = useMinute();
  const counts = useCall('supervision.counts', {}, { enabled: supervises }).value;
  // Time alone makes something climb: nothing in the vault changes then.
  useEffect(() => {
    if (supervises) askAgain('supervision.counts');
  }, [minute, supervises]);
  return counts?.overdue ?? 0;
}

/** As many as are counted; from there on there are more. */
const COUNTED = 1000;
export const howMany = (things: number): string =>
  things >= COUNTED ? t('{{cases}} and more', { cases: count(COUNTED) }) : count(things);

/** In the status bar. It goes when each is signed as seen, or done. */
export function Escalated() {
  const climbed = useEscalated();
  const said = useRef(0);
  useEffect(() => {
    if (climbed > said.current) announce(t('Something passed its time, and nobody has seen it.'));
    said.current = climbed;
  }, [climbed]);
  if (climbed === 0) return null;
  return (
    <button type="button" className={classes.cell} onClick={() => showSupervision('overdue')}>
      <TriangleAlert size={14} aria-hidden="true" />
      <span className={classes.cut}>{t('Overdue, seen by nobody: {{things}}', { things: howMany(climbed) })}</span>
    </button>
  );
}
