import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { useMe } from '../../app/me.ts';
import { count } from '../../words/count.ts';
import { PlaceHead } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { Absences } from './Absences.tsx';
import { Allocation } from './Allocation.tsx';
import { Approvals } from './Approvals.tsx';
import { Overdue } from './Overdue.tsx';
import { SecondReviews } from './SecondReviews.tsx';
import { changeSupervisionPlace, type Tab, tabs, useSupervisionPlace } from './supervision-place.ts';
import classes from './supervision.module.css';

const bodies = {
  approvals: Approvals,
  overdue: Overdue,
  allocation: Allocation,
  reviews: SecondReviews,
  absence: Absences,
} as const;

/** What only a supervisor sees to: approvals, what is overdue, cases that nobody holds, second reviews, absences. */
export function SupervisionScreen() {
  const memberships = useMe()?.memberships;
  const supervises = memberships?.some(({ role }) => role === 'supervisor') === true;
  const { tab: wanted } = useSupervisionPlace();
  const counts = useCall('supervision.counts', {}, { enabled: supervises }).value;
  const list = useRef<HTMLDivElement>(null);
  // Whoever supervises nowhere says here that they are away, and nothing else.
  const shown = supervises ? tabs : (['absence'] as const);
  const tab: Tab = supervises ? wanted : 'absence';
  const show = (next: Tab) => changeSupervisionPlace(() => ({ tab: next }));
  useCommand('supervision.approvals', () => show('approvals'), supervises);
  useCommand('supervision.overdue', () => show('overdue'), supervises);
  useCommand('supervision.allocation', () => show('allocation'), supervises);
  useCommand('supervision.reviews', () => show('reviews'), supervises);
  useCommand('supervision.absence', () => show('absence'));
  // A list that was chosen by a key has the focus, unless somebody stands on the tabs themselves.
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement.dataset.tab === tab) return;
    const rows = document.querySelector<HTMLElement>('[data-pane="supervision"]');
    // Rows that are still read take the focus when they come, if nothing else has it.
    if (rows !== null) rows.focus();
    else if (activeElement instanceof HTMLElement) activeElement.blur();
  }, [tab]);
  const names: Readonly<Record<Tab, string>> = {
    approvals: t('Approvals'),
    overdue: t('Overdue'),
    allocation: t('Allocation'),
    reviews: t('Second reviews'),
    absence: t('Absences'),
  };
  const numbers: Readonly<Record<Tab, number | undefined>> = {
    approvals: counts?.approvals,
    overdue: counts?.overdue,
    allocation: counts?.unheld,
    reviews: counts?.reviews,
    absence: undefined,
  };
  const hear = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = shown[(shown.indexOf(tab as never) + step + shown.length) % shown.length]!;
    show(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  const Body = bodies[tab];
  return (
    <main className={classes.screen} aria-label={t('Supervision')}>
      <PlaceHead>
        <h1>{t('Supervision')}</h1>
        <div
          ref={list}
          role="tablist"
          aria-label={t('What is supervised')}
          className={classes.tabs}
          data-pane="tabs"
          onKeyDown={hear}
        >
          {shown.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              data-tab={one}
              aria-selected={one === tab}
              aria-controls="supervision-panel"
              tabIndex={one === tab ? 0 : -1}
              onClick={() => show(one)}
            >
              {names[one]} {numbers[one] === undefined ? '' : count(numbers[one])}
            </button>
          ))}
        </div>
      </PlaceHead>
      <div id="supervision-panel" role="tabpanel" aria-label={names[tab]} className={classes.panel}>
        <Body key={tab} />
      </div>
    </main>
  );
}
