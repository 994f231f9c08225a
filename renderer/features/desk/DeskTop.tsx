import { usePlace } from '../../app/place.ts';
import { Button, useMinute } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { foundSoFar } from '../../words/refolding.ts';
import { t } from '../../words/t.ts';
import classes from './Desk.module.css';
import { headline, type HeadlineFacts } from './headline.ts';
import { Synced } from './Synced.tsx';
import type { OpenedList } from './use-desk-list.ts';

interface Props {
  readonly newSince: HeadlineFacts['newSince'];
  readonly opened: OpenedList | null;
  readonly selected: number;
  /** The list is what a search or a filter left of its view. */
  readonly narrowed: boolean;
}

/** The Desk's first line: what is new and how complete it is, how much is selected or found, and the conflict pass. */
export function DeskTop({ newSince, opened, selected, narrowed }: Props) {
  const now = useMinute();
  const go = usePlace((state) => state.go);
  const total = opened?.slices.total ?? 0;
  return (
    <div className={classes.top}>
      <p className={classes.headline}>
        <Synced>{(sync) => headline({ newSince, completeAsOf: opened?.completeAsOf ?? null, sync }, now)}</Synced>
      </p>
      <span className={classes.muted}>
        {selected > 0
          ? t('{{cases}} selected', { cases: counted(selected, 'case') })
          : narrowed
            ? opened?.counted === false
              ? t('{{cases}} and more found', { cases: counted(total, 'case') })
              : t('{{cases}} found', { cases: counted(total, 'case') })
            : ''}
      </span>
      {opened?.searched && (
        <Synced>
          {(sync) => sync?.refolding && <span className={classes.incomplete}>{foundSoFar(sync.refolding)}</span>}
        </Synced>
      )}
      <Button keys="C" onClick={() => go({ screen: 'conflict' })}>
        {t('Conflict pass')}
      </Button>
    </div>
  );
}
