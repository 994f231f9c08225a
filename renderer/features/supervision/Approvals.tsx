import { useCommand } from '../../app/commands.ts';
import { useCall } from '../../app/calls.ts';
import { usePlace } from '../../app/place.ts';
import type { ApprovalRow } from '../../../shared/bridge/supervision.ts';
import { Button, Empty, ErrorNotice, Skeleton, useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { dayAndTime, relative } from '../case/when.ts';
import { CaseCells } from './CaseCells.tsx';
import { RowList, useRowHere } from './RowList.tsx';
import classes from './supervision.module.css';

const keyOf = ({ caseId, what }: Pick<ApprovalRow, 'caseId' | 'what'>) => `${caseId}-${what}`;
const kinds: Readonly<Record<ApprovalRow['kind'], string>> = {
  decision: t('No further action'),
  concern: t('Made in bad faith'),
  question: t('Question to the reporter'),
  apart: t('Set it apart'),
  apart_by_itself: t('Set apart by itself'),
};

/** What has no effect before somebody who had no part in it says so. It is read in its case, and answered there. */
export function Approvals() {
  const read = useCall('supervision.approvals', {});
  const { go, remember } = usePlace.getState();
  const now = useMinute();
  const rows = read.value ?? [];
  const { here } = useRowHere('approvals', rows, keyOf);
  const open = (row: ApprovalRow) => {
    remember(`case ${row.caseId} stage`, { stage: row.kind === 'question' ? 'research' : 'decision' });
    go({ screen: 'case', caseId: row.caseId });
  };
  useCommand('supervision.open', () => here && open(here), here !== undefined);
  if (read.error !== null)
    return <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />;
  if (read.value === undefined) return <Skeleton rows={8} />;
  if (rows.length === 0)
    return (
      <Empty title={t('Nothing waits for approval.')}>
        {t(
          'Decisions of no further action, concerns of bad faith, questions to a reporter and requests to set a case apart appear here by themselves.',
        )}
      </Empty>
    );
  return (
    <RowList tab="approvals" label={t('Waits for approval')} rows={rows} keyOf={keyOf}>
      {(row) => (
        <>
          <span role="gridcell" className={classes.kind}>
            {kinds[row.kind]}
          </span>
          <span role="gridcell" className={classes.what}>
            <CaseCells of={row} />
          </span>
          <span role="gridcell" className={classes.who}>
            {row.own
              ? t('Yours: somebody else answers it')
              : row.by === null
                ? t('It names a user: look at who reads it')
                : t('by {{name}}', { name: row.by.name })}
          </span>
          <span
            role="gridcell"
            className={classes.when}
            data-late={row.due !== null && Date.parse(row.due) <= now ? 'due' : undefined}
          >
            {row.due === null ? '' : `${dayAndTime(row.due, now)}, ${relative(row.due, now)}`}
          </span>
        </>
      )}
    </RowList>
  );
}
