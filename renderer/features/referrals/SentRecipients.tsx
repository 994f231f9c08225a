import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { RecipientRow } from '../../../shared/bridge/recipients.ts';
import type { CallError } from '../../../shared/bridge/call.ts';
import { pressingAt, recipientKinds, recipientStates } from '../../../shared/domain/recipients.ts';
import { call } from '../../app/bridge.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { Button, ClockMark, Empty, ErrorNotice, Foreign, Skeleton, useMinute } from '../../ui/index.ts';
import { count } from '../../words/count.ts';
import { bodyName, codeName, nextName, plainStateName, recipientName, stateName } from '../../words/recipients.ts';
import { t } from '../../words/t.ts';
import { unitNames } from '../case/send/unit-names.ts';
import { dayAndTime } from '../case/when.ts';
import { descriptor } from '../desk/cover-line.ts';
import { moveOf } from '../desk/moves.ts';
import { dueInWords } from '../dues/due-words.ts';
import styles from './referrals.module.css';
import { changeSentPlace, useSentPlace } from './sent-place.ts';

const keyOf = ({ caseId, recipient }: RecipientRow) => `${caseId} ${recipient}`;
const flip = <T,>(all: readonly T[], one: T) =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

/** Everybody who was told of the cases of this desk: what is awaited first, by its time, overdue before all. */
export function SentRecipients() {
  const { kinds, states } = useSentPlace();
  const read = useCall('recipients.read', { kinds: [...kinds], states: [...states] });
  const counts = useCall('recipients.counts', {}).value;
  const firstKind = useRef<HTMLButtonElement>(null);
  useCommand('referrals.filter', () => firstKind.current?.focus());
  return (
    <>
      <div className={styles.filters}>
        <div role="group" aria-label={t('Kinds of recipients')}>
          {recipientKinds.map((kind, n) => (
            <button
              key={kind}
              ref={n === 0 ? firstKind : undefined}
              type="button"
              aria-pressed={kinds.includes(kind)}
              onClick={() => changeSentPlace({ kinds: flip(kinds, kind) })}
            >
              {recipientName(kind)}
            </button>
          ))}
        </div>
        <div role="group" aria-label={t('States')}>
          {recipientStates.map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={states.includes(state)}
              onClick={() => changeSentPlace({ states: flip(states, state) })}
            >
              {plainStateName(state)}
            </button>
          ))}
        </div>
        {kinds.length + states.length > 0 && (
          <Button variant="quiet" onClick={() => changeSentPlace({ kinds: [], states: [] })}>
            {t('Everything')}
          </Button>
        )}
        {counts !== undefined && (
          <span className={styles.summary}>
            {t('{{overdue}} overdue, {{soon}} due soon', { overdue: count(counts.overdue), soon: count(counts.soon) })}
          </span>
        )}
      </div>
      {read.value === undefined ? (
        read.error === null ? (
          <Skeleton rows={10} />
        ) : (
          <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read again')}</Button>} />
        )
      ) : read.value.total === 0 ? (
        <Empty title={kinds.length + states.length > 0 ? t('Nobody like that was told.') : t('Nobody was told yet.')}>
          {kinds.length + states.length > 0
            ? t('“Everything” shows the rest.')
            : t(
                'Who is told of a case, by a pack or by other means, appears here by itself with what is awaited of them.',
              )}
        </Empty>
      ) : (
        <Rows key={JSON.stringify([kinds, states])} first={read.value.rows} total={read.value.total} />
      )}
    </>
  );
}

function Rows({ first, total }: { readonly first: readonly RecipientRow[]; readonly total: number }) {
  const { kinds, states, row: remembered } = useSentPlace();
  const { go, remember } = usePlace.getState();
  const units = useCall('directory.units', {}).value ?? [];
  const nameOfUnit = unitNames(units);
  const now = useMinute();
  const [more, setMore] = useState<readonly RecipientRow[]>([]);
  const [error, setError] = useState<CallError | null>(null);
  // The first page is read anew whenever something changed; what was asked for beyond it follows it.
  const last = first.at(-1);
  const rows = last === undefined ? more : [...first, ...more.filter(({ place }) => place > last.place)];
  const grid = useRef<HTMLTableElement>(null);
  const at = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === remembered),
  );
  useEffect(() => {
    const nowhere = document.activeElement === document.body || document.activeElement === null;
    if (nowhere) grid.current?.focus();
  }, []);
  useEffect(() => {
    grid.current?.querySelector(`#sent-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const moveTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row !== undefined) changeSentPlace({ row: keyOf(row) });
  };
  const openAt = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    changeSentPlace({ row: keyOf(row) });
    remember(`case ${row.caseId} stage`, { stage: 'send' });
    go({ screen: 'case', caseId: row.caseId });
  };
  useCommand('referrals.open', () => openAt(at));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveOf(event, at, 10);
    if (next === null || event.shiftKey) return;
    event.preventDefault();
    moveTo(next);
  };
  const readMore = async () => {
    const end = rows.at(-1);
    if (end === undefined) return;
    const { place, caseId, recipient } = end;
    const wanted = { kinds: [...kinds], states: [...states], after: { place, caseId, recipient } };
    const answer = await call('recipients.read', wanted);
    if (answer.ok) setMore([...more, ...answer.value.rows]);
    setError(answer.ok ? null : answer.error);
    grid.current?.focus();
  };
  const columns = [t('Awaited'), t('Recipient'), t('State'), t('Next'), t('Reference'), t('Case'), t('Holder')];
  return (
    <div className={styles.scroll}>
      <table
        ref={grid}
        role="grid"
        aria-label={t('Recipients')}
        aria-rowcount={total + 1}
        aria-activedescendant={`sent-${at}`}
        tabIndex={0}
        data-keys="referrals"
        data-pane="referrals"
        className={styles.table}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const awaited = row.due === null || row.soon === null ? null : { due: row.due, soon: row.soon };
            const pressing = pressingAt(awaited, new Date(now).toISOString());
            return (
              <tr
                key={keyOf(row)}
                id={`sent-${index}`}
                aria-selected={index === at}
                data-recipient={row.kind}
                onClick={() => moveTo(index)}
                onDoubleClick={() => openAt(index)}
              >
                <td role="gridcell" className={pressing === 'overdue' || pressing === 'soon' ? styles.due : undefined}>
                  {awaited === null ? (
                    t('Nothing')
                  ) : (
                    <>
                      <ClockMark kind="service" /> {dueInWords(awaited.due, now)}
                    </>
                  )}
                </td>
                <td role="gridcell" className={styles.cut}>
                  {recipientName(row.kind)}
                  {row.body !== null && ` · ${row.way === 'hand' ? bodyName(row.body) : nameOfUnit(row.body)}`}
                </td>
                <td role="gridcell" className={styles.cut}>
                  {stateName(row)}
                  {row.code !== null && `: ${codeName(row.code)}`}
                </td>
                <td role="gridcell" className={styles.cut}>
                  {awaited === null ? t('Nothing') : nextName(row)}
                  {row.chasedAt !== null && ` · ${t('asked {{at}}', { at: dayAndTime(row.chasedAt, now) })}`}
                </td>
                <td translate="no" role="gridcell" className="mono">
                  {row.reference}
                </td>
                <td role="gridcell" className={styles.title}>
                  {descriptor(row)}
                  {row.subject !== null && (
                    <>
                      {' · '}
                      <Foreign text={row.subject} />
                    </>
                  )}
                </td>
                <td role="gridcell">{row.holder?.name ?? t('Nobody')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {error !== null && <ErrorNotice error={error} />}
      {rows.length < total && (
        <p className={styles.more}>
          <Button onClick={() => void readMore()}>{t('Show more')}</Button>
        </p>
      )}
    </div>
  );
}
