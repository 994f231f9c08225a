import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { ReviewMonth, ReviewRow } from '../../../shared/bridge/supervision.ts';
import { shares, usualShare } from '../../../shared/domain/supervision-rules.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { announce, Button, Empty, ErrorNotice, Skeleton } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { t } from '../../words/t.ts';
import { calendarMonth } from '../../words/time.ts';
import { CaseCells } from './CaseCells.tsx';
import { RowList, useRowHere } from './RowList.tsx';
import classes from './supervision.module.css';

const keyOf = ({ caseId, decision }: Pick<ReviewRow, 'caseId' | 'decision'>) => `${caseId}-${decision}`;

/** Decisions of no further action that are read a second time: what is open, what is drawn of which month, how it went. */
export function SecondReviews() {
  const read = useCall('supervision.reviews', {});
  const { go, remember } = usePlace.getState();
  const { rows, months, figures } = read.value ?? { rows: [], months: [], figures: [] };
  const { here } = useRowHere('reviews', rows, keyOf);
  const open = ({ caseId }: ReviewRow) => {
    remember(`case ${caseId} stage`, { stage: 'decision' });
    go({ screen: 'case', caseId });
  };
  useCommand('supervision.open', () => here && open(here), here !== undefined);
  if (read.error !== null)
    return <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />;
  if (read.value === undefined) return <Skeleton rows={8} />;
  return (
    <div className={classes.stack}>
      {rows.length === 0 ? (
        <Empty title={t('No second review is open.')}>
          {t('Draw a share of a month that is over; what is drawn appears here.')}
        </Empty>
      ) : (
        <RowList tab="reviews" label={t('Second reviews')} rows={rows} keyOf={keyOf}>
          {(row) => (
            <>
              <span role="gridcell" className={classes.kind}>
                {row.waits === 'review' ? t('Second review') : t('Disagreement to settle')}
              </span>
              <span role="gridcell" className={classes.what}>
                <CaseCells of={row} />
              </span>
              <span role="gridcell" className={classes.who}>
                {row.mayAct ? t('You may read it') : t('You had a part in it: somebody else reads it')}
              </span>
              <span role="gridcell" className={classes.when}>
                {calendarMonth(row.month)}
              </span>
            </>
          )}
        </RowList>
      )}
      <div className={classes.below} data-pane="months">
        <h2>{t('Months that are over')}</h2>
        {months.length === 0 ? (
          <p className={classes.muted}>{t('No decision of no further action was approved in a month that is over.')}</p>
        ) : (
          <ul className={classes.months}>
            {months.map((month) => (
              <Month key={`${month.unit} ${month.month}`} of={month} />
            ))}
          </ul>
        )}
        {figures.length > 0 && (
          <table className={classes.table}>
            <caption>{t('How the second reviews went; no figure is about a person')}</caption>
            <thead>
              <tr>
                {[t('Month'), t('Drawn'), t('Open'), t('Agree'), t('Differ'), t('Stood'), t('Opened again')].map(
                  (name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {figures.map(({ month, drawn, open: still, agreed, differed, stood, reopened }) => (
                <tr key={month}>
                  <th scope="row">{calendarMonth(month)}</th>
                  {[drawn, still, agreed, differed, stood, reopened].map((figure, index) => (
                    <td key={index}>{count(figure)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

function Month({ of }: { readonly of: ReviewMonth }) {
  const { unit, month, left, draws } = of;
  const [share, setShare] = useState(usualShare);
  const [error, setError] = useState<CallError | null>(null);
  const draw = async () => {
    const answer = await call('supervision.draw', { unit, month, share });
    setError(answer.ok ? null : answer.error);
    askAgain('supervision.reviews', 'supervision.counts');
    if (answer.ok) announce(t('Drawn: {{drawn}}.', { drawn: answer.value.drawn }));
  };
  return (
    <li>
      <strong>
        {calendarMonth(month)} · {unit}
      </strong>
      {draws.map(({ seed, share: of_, of: from, drawn, repeats }) => (
        <p key={seed}>
          {t('{{drawn}} of {{from}} drawn, {{share}} per cent.', { drawn, from, share: of_ })}{' '}
          {repeats
            ? t('Drawn again here from the log: the same.')
            : t(
                'Drawn again here from the log it is not the same: a case has moved since, or the draw was steered.',
              )}{' '}
          <span className={classes.seed}>{t('Seed {{seed}}', { seed: seed.slice(0, 16) })}</span>
        </p>
      ))}
      {left > 0 && (
        <p className={classes.draw}>
          <span>{t('{{left}} in no draw yet', { left })}</span>
          <label>
            <span>{t('Share, per cent')}</span>{' '}
            <select value={share} onChange={(event) => setShare(Number(event.currentTarget.value))}>
              {shares.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
          <Button onClick={() => void draw()}>{t('Draw')}</Button>
        </p>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </li>
  );
}
