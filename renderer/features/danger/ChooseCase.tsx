import { useRef, useState } from 'react';
import { useCall } from '../../app/calls.ts';
import { ErrorNotice, Field, Foreign } from '../../ui/index.ts';
import { urgencyName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import classes from './danger.module.css';
import { showDanger } from './danger-place.ts';
import { useFocusFirst } from './focus-first.ts';

/** No case is at hand: a part of its reference finds it, the newest stand there at once. Screened or not. */
export function ChooseCase() {
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const found = useCall('danger.find', { reference: typed.slice(0, 64) });
  useFocusFirst(box, 'input');
  const move = (by: 1 | -1) => {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, li button') ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    stops[Math.min(stops.length - 1, Math.max(0, at + by))]?.focus();
  };
  return (
    <div
      ref={box}
      className={classes.choose}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault();
          move(event.key === 'ArrowDown' ? 1 : -1);
        }
        // The first one found is what was meant.
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault();
          box.current?.querySelector<HTMLButtonElement>('li button')?.click();
        }
      }}
    >
      <Field
        mono
        label={t('Reference of the case')}
        maxLength={64}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        hint={typed === '' ? t('The newest stand below.') : undefined}
      />
      {found.error && <ErrorNotice error={found.error} />}
      {found.value?.length === 0 && <p>{t('No case here has a reference like that.')}</p>}
      <ul className={classes.alerts} aria-label={t('Cases')}>
        {(found.value ?? []).map((row) => (
          <li key={row.caseId}>
            <button
              type="button"
              className={classes.found}
              onClick={() => showDanger({ show: 'raise', caseId: row.caseId, passage: null })}
            >
              <span translate="no" className="mono">
                {row.reference}
              </span>
              <span>
                {row.force} · {urgencyName(row.urgency)}
              </span>
              <Foreign text={row.roles} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
