import { useMediaQuery } from '@mantine/hooks';
import { useRef } from 'react';
import { useCall } from '../../app/calls.ts';
import { Button, Empty, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { ConflictScreen } from '../conflict/ConflictScreen.tsx';
import { useAtHand } from '../danger/at-hand.ts';
import { KeepCase } from '../records/KeepCase.tsx';
import { Moving } from '../moving/Moving.tsx';
import { ReadersEdge } from '../readers/ReadersEdge.tsx';
import { CaseHeader } from './CaseHeader.tsx';
import { useCovered } from './cover.ts';
import { CoverScreen } from './CoverScreen.tsx';
import { OpenedCase } from './OpenedCase.tsx';
import { Queue } from './Queue.tsx';
import { ReasonSheet } from './ReasonSheet.tsx';
import styles from './case.module.css';
import { TakingOut } from './taking-out/TakingOut.tsx';
import { useNeighbours } from './use-neighbours.ts';
import { t } from '../../words/t.ts';

/** A case, opened over the Desk: its text only after the conflict screen is passed. */
export function CaseScreen({ caseId }: { readonly caseId: string }) {
  const read = useCall('case.read', { caseId, peek: false });
  const me = useCall('session.me', {});
  const screen = useRef<HTMLElement>(null);
  useNeighbours(caseId);
  useAtHand(caseId);
  const covered = useCovered(caseId);
  // Where there is room, the list that the case came from stays beside it.
  const roomy = useMediaQuery('(min-width: 2500px)', false, { getInitialValueInEffect: false });

  if (read.value === undefined || me.value === undefined) {
    const error = read.error ?? me.error;
    return (
      <main className={styles.screen} aria-label={t('Case')}>
        {error === null ? (
          <Skeleton rows={12} />
        ) : error.code === 'reason_wanted' ? (
          <ReasonSheet caseId={caseId} />
        ) : (
          <ErrorNotice error={error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />
        )}
      </main>
    );
  }
  const { row, file } = read.value;
  return (
    <main
      ref={screen}
      className={styles.screen}
      aria-label={t('Case {{reference}}', { reference: row.reference })}
      data-case-open={caseId}
    >
      {row.readers !== undefined && <ReadersEdge caseId={caseId} readers={row.readers} />}
      <CaseHeader read={read.value} />
      {row.screened !== 'declared' && <KeepCase caseId={caseId} />}
      {row.screened !== 'declared' && <Moving caseId={caseId} reference={row.reference} />}
      <div className={styles.beside}>
        {roomy && <Queue caseId={caseId} />}
        <div className={styles.rest}>
          {row.screened === 'declared' ? (
            <Empty title={t('You declared a conflict in this case.')}>
              {t(
                'It is closed to you and the Desk no longer lists it for you. A supervisor can see that you declared it, not why.',
              )}
            </Empty>
          ) : row.sealed === true ? (
            <Empty title={t('The key of this case is not here yet.')}>
              {t(
                'It was set apart before this workstation had its keys. It waits for a colleague’s workstation to pass the key on, which happens by itself as soon as one of them syncs.',
              )}
            </Empty>
          ) : file === null ? (
            <ConflictScreen caseIds={[caseId]} />
          ) : covered ? (
            <CoverScreen key={caseId} caseId={caseId} read={read.value} />
          ) : (
            <>
              <OpenedCase key={caseId} caseId={caseId} read={read.value} file={file} me={me.value} />
              <TakingOut caseId={caseId} read={read.value} file={file} me={me.value} />
            </>
          )}
        </div>
      </div>
    </main>
  );
}
