import {
  Archive,
  ArrowRightLeft,
  ChartNoAxesColumn,
  ClipboardCheck,
  Clock,
  Inbox,
  ScrollText,
  Send,
  Settings,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { auditReach } from '../../shared/domain/audit/may-audit.ts';
import { isAuditor, mayKeepRecords } from '../../shared/domain/roles.ts';
import { count } from '../words/count.ts';
import { t } from '../words/t.ts';
import { useCall } from './calls.ts';
import { useCommand } from './commands.ts';
import classes from './Frame.module.css';
import { useMe } from './me.ts';
import { showSupervision } from '../features/supervision/supervision-place.ts';
import { type Route, usePlace } from './place.ts';

const stationOf: Readonly<
  Record<
    Route['screen'],
    | 'desk'
    | 'clocks'
    | 'people'
    | 'handover'
    | 'supervision'
    | 'referrals'
    | 'statistics'
    | 'records'
    | 'audit'
    | 'settings'
  >
> = {
  desk: 'desk',
  case: 'desk',
  conflict: 'desk',
  clocks: 'clocks',
  handover: 'handover',
  referrals: 'referrals',
  referral: 'referrals',
  people: 'people',
  supervision: 'supervision',
  statistics: 'statistics',
  records: 'records',
  audit: 'audit',
  subjects: 'people',
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
  const sent = useCall('recipients.counts', {}, { enabled: desks }).value;
  useCommand('global.people', () => go({ screen: 'people' }), desks);
  useCommand('global.clocks', () => go({ screen: 'clocks' }), desks);
  const supervises = desks && me?.memberships.some(({ role }) => role === 'supervisor') === true;
  const keeps = me !== undefined && mayKeepRecords(me.memberships);
  // An information officer keeps the records of a desk, and does nothing else there.
  const keepsOnly = keeps && !desks;
  const records = useCall('records.list', { view: null }, { enabled: keeps }).value;
  const waits = useCall('supervision.counts', {}, { enabled: supervises }).value;
  useCommand('global.supervision', () => go({ screen: 'supervision' }), supervises);
  useCommand('global.absence', () => showSupervision('absence'), desks);
  useCommand('global.statistics', () => go({ screen: 'statistics' }), desks);
  useCommand('global.records', () => go({ screen: 'records' }), keeps);
  const audits = me !== undefined && auditReach(me.memberships) !== null;
  const auditsOnly = me !== undefined && isAuditor(me.memberships) && !desks && !investigates;
  useCommand('global.subjects', () => go({ screen: 'subjects' }), keeps);
  useCommand('global.audit', () => go({ screen: 'audit' }), audits);
  useCommand('global.handover', () => go({ screen: 'handover' }), desks);
  useCommand('global.referrals', () => go({ screen: 'referrals' }), investigates || desks);
  const here = stationOf[route.screen];
  return (
    <nav className={classes.rail} aria-label={t('Places')} data-pane="rail">
      {(desks || (!investigates && !auditsOnly && !keepsOnly)) && (
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
          {supervises && (
            <Station
              here={here === 'supervision'}
              to={() => go({ screen: 'supervision' })}
              icon={<ClipboardCheck size={16} />}
              word={t('Oversee')}
            >
              {waits && waits.approvals + waits.overdue}
            </Station>
          )}
          <Station
            here={here === 'statistics'}
            to={() => go({ screen: 'statistics' })}
            icon={<ChartNoAxesColumn size={16} />}
            word={t('Figures')}
          />
        </>
      )}
      {keeps && (
        <Station
          here={here === 'records'}
          to={() => go({ screen: 'records' })}
          icon={<Archive size={16} />}
          word={t('Records')}
        >
          {records && records.counts.due + records.counts.proposed}
        </Station>
      )}
      {keepsOnly && (
        <Station
          here={here === 'people'}
          to={() => go({ screen: 'subjects' })}
          icon={<Users size={16} />}
          word={t('Subjects')}
        />
      )}
      {(investigates || desks) && (
        <Station
          here={here === 'referrals'}
          to={() => go({ screen: 'referrals' })}
          icon={<Send size={16} />}
          word={t('Referrals')}
        >
          {open + (sent?.overdue ?? 0)}
        </Station>
      )}
      {audits && (
        <Station
          here={here === 'audit'}
          to={() => go({ screen: 'audit' })}
          icon={<ScrollText size={16} />}
          word={t('Audit')}
        />
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
