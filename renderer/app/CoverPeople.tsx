import { useEffect, useState } from 'react';
import type { People } from '../../shared/bridge/shell.ts';
import { useWay } from '../features/restore/way.ts';
import { Foreign } from '../ui/index.ts';
import { bridge } from './bridge.ts';
import { useCall } from './calls.ts';
import classes from './Cover.module.css';
import { usePolicy } from './CoverPolicy.ts';
import { t } from '../words/t.ts';

/**
 * On the lock and set-up screens: whose vault it is to be, and the way to a further one. Without the policy's leave to
 * show names, people are told apart by their numbers only.
 */
export function CoverPeople() {
  const phase = useCall('session.state', {}).value?.phase;
  // The ways on after damage fill the window, and are about the vault that was chosen.
  const elsewhere = useWay((state) => state.way.screen !== 'unlock');
  const [people, setPeople] = useState<People | null>(null);
  useRememberedName(phase === 'open');
  useEffect(() => {
    if (phase === undefined || phase === 'open') return;
    void bridge()
      ?.shell.people.list()
      .then((answer) => setPeople(answer.ok ? answer.value : null));
  }, [phase]);
  if (phase === undefined || phase === 'open' || people === null || elsewhere) return null;
  // A workstation on which nobody is yet has nobody to choose from.
  if (phase === 'set_up' && people.people.length === 1) return null;
  return (
    <nav className={classes.people} aria-label={t('People on this workstation')}>
      {people.people.length > 1 &&
        people.people.map(({ id, name }, index) => (
          <button
            key={id}
            type="button"
            aria-current={id === people.current ? 'true' : undefined}
            onClick={() => id !== people.current && void bridge()?.shell.people.choose({ id })}
          >
            {name === null ? t('Person {{index}}', { index: index + 1 }) : <Foreign text={name} />}
          </button>
        ))}
      {phase === 'locked' && (
        <button type="button" onClick={() => void bridge()?.shell.people.add()}>
          {t('Another person…')}
        </button>
      )}
    </nav>
  );
}

/** Tells main what the person of the open vault is called, where the lock screen may show it. */
function useRememberedName(open: boolean): void {
  const wanted = (usePolicy()?.showLastUser ?? false) && open;
  const name = useCall('session.me', {}, { enabled: wanted }).value?.name;
  useEffect(() => {
    if (wanted && name !== undefined) void bridge()?.shell.people.called({ name });
  }, [wanted, name]);
}
