import type { View } from '../../../shared/bridge/desk.ts';
import type { Me, SyncState } from '../../../shared/bridge/session.ts';
import { Button, Empty, Fingerprint, useMinute } from '../../ui/index.ts';
import { count, counted, listedOr } from '../../words/count.ts';
import { viewNames } from '../../words/labels.ts';
import { foundSoFar } from '../../words/refolding.ts';
import { t } from '../../words/t.ts';
import { absolute } from '../../words/time.ts';

export interface EmptyDeskProps {
  readonly view: View;
  readonly search: string;
  readonly filtered: boolean;
  readonly sync: SyncState | undefined;
  readonly completeAsOf: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly onClear: () => void;
  readonly onAll: () => void;
}

const titles: Readonly<Record<View, () => string>> = {
  today: () => t('Nothing waits for you.'),
  mine: () => t('You hold no case.'),
  unallocated: () => t('Somebody holds every case.'),
  immediate: () => t('Nothing is immediate.'),
  due: () => t('Nothing more is due today.'),
  overdue: () => t('Nothing is overdue.'),
  answered: () => t('No answer waits for you.'),
  waiting: () => t('No case waits on others.'),
  refused: () => t('Nothing was refused.'),
  decided: () => t('Nothing is decided yet.'),
  all: () => t('Nothing waits for you.'),
};

/** Why no row stands here, and what to do about it. */
export function EmptyDesk(props: EmptyDeskProps) {
  const { view, search, filtered, sync, completeAsOf, counts } = props;
  const now = useMinute();
  if (search.trim() !== '' || filtered) {
    return (
      <Empty
        title={search.trim() === '' ? t('No case passes these filters.') : t('No case here holds these words.')}
        action={
          <Button onClick={props.onClear}>
            {search.trim() === '' ? t('Clear the filters') : t('Clear the search')}
          </Button>
        }
      >
        <p>
          {view === 'all' || search.trim() === ''
            ? t(
                'Words are whole, without regard to case and accents. Names are found only in cases that you have screened.',
              )
            : t('Only the view {{viewNames}} was searched.', { viewNames: viewNames[view] })}
        </p>
        {sync?.refolding && search.trim() !== '' && <p>{foundSoFar(sync.refolding)}</p>}
      </Empty>
    );
  }
  if (sync?.progress) {
    return (
      <Empty title={t('The first cases are arriving.')}>
        <p>
          {t('{{received}} of {{entries}} received. You can work as soon as the first rows are here.', {
            received: count(sync.progress.received),
            entries: counted(sync.progress.total, 'entry', 'entries'),
          })}
        </p>
      </Empty>
    );
  }
  const offline = sync?.phase === 'offline' || sync?.phase === 'stopped';
  const since = completeAsOf ?? sync?.offlineSince ?? null;
  const all = counts.all ?? 0;
  const onOthers = view === 'waiting' ? 0 : (counts.waiting ?? 0);
  return (
    <Empty
      title={titles[view]()}
      action={
        view !== 'all' &&
        all > 0 && <Button onClick={props.onAll}>{t('Show all {{cases}}', { cases: counted(all, 'case') })}</Button>
      }
    >
      <p>
        {offline
          ? since === null
            ? t('Nothing received; you are offline.')
            : t('Nothing received since {{time}}; you are offline.', { time: absolute(since, now) })
          : [
              onOthers > 0
                ? onOthers === 1
                  ? t('1 case waits on others.')
                  : t('{{cases}} cases wait on others.', { cases: count(onOthers) })
                : all > 0 && view !== 'all'
                  ? t('{{count}} cases are on this Desk.', { count: all })
                  : '',
              completeAsOf === null ? '' : t('Complete as of {{time}}.', { time: absolute(completeAsOf, now) }),
            ].join(' ')}
      </p>
    </Empty>
  );
}

/** No desk is open here: the key has not been granted, or this person has no desk. */
export function ClosedDesk({ me }: { me: Me }) {
  const waiting = me.desks.length > 0 ? me.desks : me.keeps;
  if (waiting.length === 0) {
    return (
      <Empty title={t('You have no desk.')}>
        <p>{t('No unit has made you an assessor or supervisor. Your administrator can, in the directory.')}</p>
      </Empty>
    );
  }
  return (
    <Empty
      title={
        waiting.length === 1
          ? t('Waiting for the key of {{desks}}', {
              desks: listedOr(
                waiting.map((desk) => desk.name),
                'desk',
              ),
            })
          : t('Waiting for the keys of {{desks}}', {
              desks: listedOr(
                waiting.map((desk) => desk.name),
                'desk',
              ),
            })
      }
    >
      <p>
        {t(
          'An officer of the keyring grants access after comparing the fingerprint of this workstation. Read it to them; the Desk then opens by itself.',
        )}
      </p>
      <Fingerprint text={me.fingerprint} />
    </Empty>
  );
}
