import { type KeyboardEvent, useRef } from 'react';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { closeUppermost, openDepth } from '../../app/layers.tsx';
import { Drawer } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { AlertCard } from './AlertCard.tsx';
import { AlertList } from './AlertList.tsx';
import { ChooseCase } from './ChooseCase.tsx';
import classes from './danger.module.css';
import { closeDanger, raiseDanger, useDangerPlace } from './danger-place.ts';
import { openAlerts } from './DangerLine.tsx';
import { RaiseDanger } from './RaiseDanger.tsx';

const titles = {
  nothing: '',
  choose: t('Who is in danger: which case?'),
  raise: t('Somebody is in danger'),
  alert: t('Danger'),
  alerts: t('Danger that nobody has acknowledged'),
} as const;

/** Danger, from anywhere: `F8` raises it, `Shift+F8` shows what nobody has acknowledged. Over Assess, never over Reading. */
export function DangerDrawer() {
  const place = useDangerPlace();
  const open = useCall('danger.open', {}).value ?? [];
  const inside = useRef<HTMLDivElement>(null);
  const overDialogs = (act: () => void) => () => {
    // A dialog would hold the keyboard; it is gone with the next frame.
    if (openDepth() === 0) return act();
    closeUppermost();
    setTimeout(act);
  };
  useCommand('global.danger', overDialogs(raiseDanger));
  useCommand(
    'global.alerts',
    overDialogs(() => openAlerts(open)),
    open.length > 0,
  );

  /** Whatever stage was opened meanwhile: within the sheet `Ctrl+Enter` signs the sheet. */
  const sign = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const near = event.target instanceof Element ? event.target.closest('[data-signs]') : null;
    const button = (near ?? inside.current)?.querySelector<HTMLButtonElement>('[data-sign]');
    if (button === null || button === undefined) return;
    event.preventDefault();
    button.click();
  };
  return (
    <Drawer open={place.show !== 'nothing'} onClose={closeDanger} title={titles[place.show]}>
      <div ref={inside} className={classes.sheet} onKeyDown={sign} data-danger-sheet>
        {place.show === 'choose' && <ChooseCase />}
        {place.show === 'raise' && <RaiseDanger key={place.caseId} caseId={place.caseId} passage={place.passage} />}
        {place.show === 'alert' && <AlertCard key={place.alert} caseId={place.caseId} alert={place.alert} />}
        {place.show === 'alerts' && <AlertList />}
      </div>
    </Drawer>
  );
}
