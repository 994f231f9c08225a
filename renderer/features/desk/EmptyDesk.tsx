import type { View } from '../../../shared/bridge/desk.ts';
import type { Me, SyncState } from '../../../shared/bridge/session.ts';
import { Button, Empty, Fingerprint, useMinute } from '../../ui/index.ts';
import { count, counted, listedOr } from '../../words/count.ts';
import { viewNames } from '../../words/labels.ts';
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
  today: () => 'Nothing waits for you.',
  mine: () => t('You hold no case.'),
  unallocated: () => t('Somebody holds every case.'),
  immediate: () => t('Nothing is immediate.'),
  due: () => t('Nothing more is due today.'),
  overdue: () => t('Nothing is overdue.'),
  answered: () => t('No answer waits for you.'),
  waiting: () => t('No case waits on others.'),
  refused: () => 'Nothing was refused.',
  decided: () => 'Nothing is decided yet.',
  all: () => 'Nothing waits for you.',
};

/** Why no row stands here, and what to do about it. */
export function EmptyDesk(props: EmptyDeskProps) {
  const { view, search, filtered, sync, completeAsOf, counts } = props;
  const now = useMinute();
  if (search.trim() !== '' || filtered) {
    return (
      <Empty
        title={search.trim() === '' ? 'No case passes these filters.' : 'No case here holds these words.'}
        action={<Button onClick={props.onClear}>Clear {search.trim() === '' ? 'the filters' : 'the search'}</Button>}
      >
        <p>
          {view === 'all' || search.trim() === ''
            ? 'Words are whole, without regard to case and accents. Names are found only in cases that you have screened.'
            : `Only the view ${viewNames[view]} was searched.`}
        </p>
      </Empty>
    );
  }
  if (sync?.progress) {
    return (
      <Empty title="The first cases are arriving.">
        <p>
          {count(sync.progress.received)} of {counted(sync.progress.total, 'entry', 'entries')} received. You can work
          as soon as the first rows are here.
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
      action={view !== 'all' && all > 0 && <Button onClick={props.onAll}>Show all {counted(all, 'case')}</Button>}
    >
      <p>
        {offline
          ? `Nothing received${since === null ? '' : ` since ${absolute(since, now)}`}; you are offline.`
          : [
              onOthers > 0
                ? onOthers === 1
                  ? t('1 case waits on others.')
                  : t('{{cases}} cases wait on others.', { cases: count(onOthers) })
                : all > 0 && view !== 'all'
                  ? `${counted(all, 'case')} ${all === 1 ? 'is' : 'are'} on this Desk.`
                  : '',
              completeAsOf === null ? '' : `Complete as of ${absolute(completeAsOf, now)}.`,
            ].join(' ')}
      </p>
    </Empty>
  );
}

/** No desk is open here: the key has not been granted, or this person has no desk. */
export function ClosedDesk({ me }: { me: Me }) {
  if (me.desks.length === 0) {
    return (
      <Empty title="You have no desk.">
        <p>No unit has made you an assessor or supervisor. Your administrator can, in the directory.</p>
      </Empty>
    );
  }
  return (
    <Empty
      title={`Waiting for the ${me.desks.length === 1 ? 'key' : 'keys'} of ${listedOr(
        me.desks.map((desk) => desk.name),
        'desk',
      )}`}
    >
      <p>
        An officer of the keyring grants access after comparing the fingerprint of this workstation. Read it to them;
        the Desk then opens by itself.
      </p>
      <Fingerprint text={me.fingerprint} />
    </Empty>
  );
}
