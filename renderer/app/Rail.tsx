import { ArrowRightLeft, Clock, Inbox, Send, Settings, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { count } from '../words/count.ts';
import { t } from '../words/t.ts';
import { useCall } from './calls.ts';
import { useCommand } from './commands.ts';
import classes from './Frame.module.css';
import { useMe } from './me.ts';
import { type Route, usePlace } from './place.ts';

const stationOf: Readonly<
  Record<Route['screen'], 'desk' | 'clocks' | 'people' | 'handover' | 'referrals' | 'settings'>
> = {
  desk: 'desk',
  case: 'desk',
  conflict: 'desk',
  clocks: 'clocks',
  handover: 'handover',
  referrals: 'referrals',
  referral: 'referrals',
  people: 'people',
  settings: 'settings',
  salvage: 'desk',
};

/** The places of the workstation: icon, word, count. An investigator without a desk has no Desk here, and the reverse. */
export function Rail() {
  const me = useMe();
  const route = usePlace((state) => state.route);
  const go = usePlace((state) => state.go);
  const desks = (me?.desks.length ?? 0) > 0;
  const investigates = (me?.investigates.length ?? 0) > 0;
  const counts = useCall('desk.counts', { view: 'today' }, { enabled: desks });
  const dues = useCall('dues.counts', {}, { enabled: desks }).value;
  const referrals = useCall('referrals.read', {}, { enabled: investigates });
  const open = (referrals.value ?? []).filter((row) => row.acknowledgedAt === null && !row.waiting).length;
  useCommand('global.people', () => go({ screen: 'people' }), desks);
  useCommand('global.clocks', () => go({ screen: 'clocks' }), desks);
  useCommand('global.handover', () => go({ screen: 'handover' }), desks);
  useCommand('global.referrals', () => go({ screen: 'referrals' }), investigates);
  const here = stationOf[route.screen];
  return (
    <nav className={classes.rail} aria-label={t('Places')} data-pane="rail">
      {(desks || !investigates) && (
        <Station here={here === 'desk'} to={() => go({ screen: 'desk' })} icon={<Inbox size={16} />} word={t('Desk')}>
          {counts.value?.views.today}
        </Station>
      )}
      {desks && (
        <>
          <Station
            here={here === 'clocks'}
            to={() => go({ screen: 'clocks' })}
            icon={<Clock size={16} />}
            word={t('Clocks')}
          >
            {dues?.pressing}
          </Station>
          <Station
            here={here === 'people'}
            to={() => go({ screen: 'people' })}
            icon={<Users size={16} />}
            word={t('People')}
          />
          <Station
            here={here === 'handover'}
            to={() => go({ screen: 'handover' })}
            icon={<ArrowRightLeft size={16} />}
            word={t('Hand-over')}
          >
            {dues && dues.offered + dues.late}
          </Station>
        </>
      )}
      {investigates && (
        <Station
          here={here === 'referrals'}
          to={() => go({ screen: 'referrals' })}
          icon={<Send size={16} />}
          word={t('Referrals')}
        >
          {open}
        </Station>
      )}
      <span className={classes.rest} />
      <Station
        here={here === 'settings'}
        to={() => go({ screen: 'settings' })}
        icon={<Settings size={16} />}
        word={t('Settings')}
      />
    </nav>
  );
}

function Station(props: {
  here: boolean;
  to: () => void;
  icon: ReactNode;
  word: string;
  children?: number | undefined;
}) {
  return (
    <button type="button" className={classes.station} aria-current={props.here ? 'page' : undefined} onClick={props.to}>
      {props.icon}
      <span>{props.word}</span>
      {props.children !== undefined && <span className={classes.tally}>{count(props.children)}</span>}
    </button>
  );
}
