import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { OverdueRow } from '../../../shared/bridge/supervision.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { announce, Button, Empty, ErrorNotice, Skeleton, useMinute } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { dayAndTime, relative } from '../case/when.ts';
import { openOwing } from '../clocks/owing.ts';
import { whatIsDue } from '../clocks/row-words.ts';
import { CaseCells } from './CaseCells.tsx';
import { RowList, useRowHere } from './RowList.tsx';
import classes from './supervision.module.css';

const keyOf = ({ caseId, kind, what }: Pick<OverdueRow, 'caseId' | 'kind' | 'what'>) => `${caseId}-${kind}-${what}`;

/** Danger's colour is kept for somebody at risk, and for what the law sets. */
const toneOfLate = ({ kind, statutory }: Pick<OverdueRow, 'kind' | 'statutory'>) =>
  statutory || kind === 'alert' || kind === 'urgent' ? 'danger' : 'due';

const levelWords = ({ level, headless }: OverdueRow) =>
  headless
    ? t('With the supervisors, since no head of unit is named')
    : level === 'head'
      ? t('With the head of unit')
      : t('With the supervisors');

/** What is overdue: how far it has climbed, who answers for it, and who has seen it. Nothing leaves by being seen. */
export function Overdue() {
  const read = useCall('supervision.overdue', {});
  const [error, setError] = useState<CallError | null>(null);
  const now = useMinute();
  const rows = read.value?.rows ?? [];
  const unseen = read.value?.unseen ?? 0;
  const shown = rows.filter(({ seen }) => seen === null).length;
  const { here } = useRowHere('overdue', rows, keyOf);
  const see = async ({ caseId, what, due, level, seen }: OverdueRow) => {
    if (seen !== null) return announce(t('{{name}} has seen it.', { name: seen.name }));
    const facets = { what, due, level };
    const signed = await call('case.sign', { caseId, type: 'escalation_acknowledged', facets, payload: {} });
    setError(signed.ok ? null : signed.error);
    askAgain('supervision.overdue', 'supervision.counts');
    if (signed.ok) announce(t('Signed: you have seen it. It stays until it is done.'));
  };
  const open = (row: OverdueRow) => openOwing({ ...row, by: null, reminded: null, words: null, recipient: null });
  useCommand('supervision.open', () => here && open(here), here !== undefined);
  useCommand('supervision.seen', () => here && void see(here), here !== undefined);
  if (read.error !== null)
    return <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />;
  if (read.value === undefined) return <Skeleton rows={8} />;
  if (rows.length === 0)
    return (
      <Empty title={t('Nothing is overdue.')}>
        {t('What passes its time comes here, and after a while to the head of unit, until it is done.')}
      </Empty>
    );
  return (
    <>
      {error !== null && (
        <div className={classes.notice} role="alert">
          <ErrorNotice error={error} />
        </div>
      )}
      {unseen > shown && (
        <p className={classes.muted}>
          {t('{{shown}} of {{unseen}} that nobody has seen. Those that you have seen make room for the next.', {
            shown: count(shown),
            unseen: unseen >= 1000 ? t('{{cases}} and more', { cases: count(1000) }) : count(unseen),
          })}
        </p>
      )}
      <RowList tab="overdue" label={t('Overdue')} rows={rows} keyOf={keyOf}>
        {(row) => (
          <>
            <span role="gridcell" className={classes.kind}>
              {whatIsDue(row)} <span className={classes.muted}>{row.statutory ? t('statutory') : ''}</span>
            </span>
            <span role="gridcell" className={classes.what}>
              <CaseCells of={row} />
            </span>
            <span role="gridcell" className={classes.who}>
              {row.holder === null ? t('Held by nobody') : t('Held by {{name}}', { name: row.holder.name })}
              {'. '}
              {levelWords(row)}
              {': '}
              {row.answerable.map(({ name }) => name).join(', ')}
              {'. '}
              <strong>
                {row.seen === null ? t('Nobody has seen it') : t('Seen by {{name}}', { name: row.seen.name })}
              </strong>
            </span>
            <span role="gridcell" className={classes.when} data-late={toneOfLate(row)}>
              {dayAndTime(row.due, now)}, {relative(row.due, now)}
            </span>
          </>
        )}
      </RowList>
    </>
  );
}
