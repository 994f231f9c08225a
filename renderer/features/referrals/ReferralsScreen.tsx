import { Hourglass } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ReferralRow } from '../../../shared/bridge/case.ts';
import { type AwaitedBy, pressingAt } from '../../../shared/domain/recipients.ts';
import { useCall } from '../../app/calls.ts';
import { lettersAreOn, useCommand } from '../../app/commands.ts';
import { useMe } from '../../app/me.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Clock, Empty, ErrorNotice, Foreign, PlaceHead, Skeleton, useMinute } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { unitNames } from '../case/send/unit-names.ts';
import { dueInWords } from '../dues/due-words.ts';
import { receivedDue } from './received-due.ts';
import styles from './referrals.module.css';
import { changeSentPlace, useSentPlace } from './sent-place.ts';
import { SentRecipients } from './SentRecipients.tsx';
import { t } from '../../words/t.ts';

/** What this person's desks have sent, and what their units have received: whoever does both chooses. */
export function ReferralsScreen() {
  const me = useMe();
  const { part } = useSentPlace();
  const sends = (me?.desks.length ?? 0) > 0;
  const receives = (me?.investigates.length ?? 0) > 0;
  const shown = sends && receives ? (part ?? 'received') : sends ? 'sent' : 'received';
  useCommand(
    'referrals.part',
    () => changeSentPlace({ part: shown === 'sent' ? 'received' : 'sent' }),
    sends && receives,
  );
  if (shown === 'received') return <Received choice={sends && receives} />;
  return (
    <main className={styles.screen} aria-label={t('Referrals')}>
      <PlaceHead>
        <h1>{t('Referrals')}</h1>
        {receives && <Parts shown="sent" />}
      </PlaceHead>
      <SentRecipients />
    </main>
  );
}

function Parts({ shown }: { readonly shown: 'received' | 'sent' }) {
  return (
    <div className={styles.filters} role="group" aria-label={t('Received or sent')}>
      {(['received', 'sent'] as const).map((part) => (
        <button key={part} type="button" aria-pressed={part === shown} onClick={() => changeSentPlace({ part })}>
          {part === 'received' ? t('Received') : t('Sent')}
        </button>
      ))}
    </div>
  );
}

/** The referrals that this person's units have received: what waits for receipt comes first. */
function Received({ choice }: { readonly choice: boolean }) {
  const referrals = useCall('referrals.read', {});
  const units = useCall('directory.units', {});
  const nameOf = unitNames(units.value ?? []);
  if (referrals.value === undefined)
    return (
      <main className={styles.screen} aria-label={t('Referrals')}>
        {referrals.error === null ? (
          <Skeleton rows={10} />
        ) : (
          <ErrorNotice error={referrals.error} action={<Button onClick={referrals.again}>{t('Read again')}</Button>} />
        )}
      </main>
    );
  const dueOf = (row: ReferralRow) => receivedDue(row, units.value ?? []);
  const rows = referrals.value.toSorted(
    (a, b) =>
      Number(isDone(a)) - Number(isDone(b)) ||
      Number(asks(b)) - Number(asks(a)) ||
      (dueOf(a)?.due ?? '').localeCompare(dueOf(b)?.due ?? '') ||
      b.issuedAt.localeCompare(a.issuedAt),
  );
  const open = rows.filter(asks).length;
  return (
    <main className={styles.screen} aria-label={t('Referrals')}>
      <PlaceHead>
        <h1>{t('Referrals')}</h1>
        {choice && <Parts shown="received" />}
        <span>
          {open === 0
            ? t('Nothing waits for your answer.')
            : t('{{referrals}} to acknowledge or answer.', { referrals: counted(open, 'referral') })}
        </span>
      </PlaceHead>
      {rows.length === 0 ? (
        <Empty title={t('No referral has arrived yet.')}>
          {t('What an assessor sends to your unit appears here by itself once this workstation syncs.')}
        </Empty>
      ) : (
        <Rows rows={rows} nameOf={nameOf} dueOf={dueOf} />
      )}
    </main>
  );
}

/** Nothing more is asked of its recipients. */
const isDone = (row: ReferralRow) => row.stage === 'returned' || row.stage === 'closed';
const asks = (row: ReferralRow) => row.stage === 'issued' || row.stage === 'acknowledged';

interface RowsProps {
  readonly rows: readonly ReferralRow[];
  readonly nameOf: (unit: string) => string;
  readonly dueOf: (row: ReferralRow) => AwaitedBy | null;
}

function Rows({ rows, nameOf, dueOf }: RowsProps) {
  const now = useMinute();
  const go = usePlace((place) => place.go);
  const [cursor, setCursor] = useState(0);
  const grid = useRef<HTMLTableElement>(null);
  const at = Math.min(cursor, rows.length - 1);
  useEffect(() => grid.current?.focus(), []);
  useEffect(() => {
    grid.current?.querySelector(`#referral-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) go({ screen: 'referral', caseId: row.caseId });
  };
  useCommand('referrals.open', () => openAt(at));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const letter = lettersAreOn() ? event.key.toLowerCase() : '';
    const to =
      event.key === 'ArrowDown' || letter === 'j'
        ? at + 1
        : event.key === 'ArrowUp' || letter === 'k'
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? rows.length - 1
              : null;
    if (to === null) return;
    event.preventDefault();
    setCursor(Math.min(Math.max(to, 0), rows.length - 1));
  };
  return (
    <div className={styles.scroll}>
      <table
        ref={grid}
        role="grid"
        aria-label={t('Referrals')}
        aria-activedescendant={`referral-${at}`}
        tabIndex={0}
        data-keys="referrals"
        className={styles.table}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {[t('State'), t('Due'), t('Reference'), t('Title'), t('For'), t('From'), t('Issued'), t('Statements')].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={row.caseId}
              id={`referral-${index}`}
              aria-selected={index === at}
              data-unread={row.unread}
              onClick={() => setCursor(index)}
              onDoubleClick={() => openAt(index)}
            >
              <td role="gridcell">
                <ReferralState row={row} />
              </td>
              <DueCell awaited={dueOf(row)} now={now} />
              <td translate="no" role="gridcell" className="mono">
                {row.reference}
              </td>
              <td role="gridcell" className={styles.title}>
                <Foreign text={row.title} />
              </td>
              <td role="gridcell">{nameOf(row.unit)}</td>
              <td role="gridcell">{row.issuedBy}</td>
              <td role="gridcell">
                <Clock at={row.issuedAt} show="absolute" />
              </td>
              <td role="gridcell" className={styles.number}>
                {row.statements}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DueCell({ awaited, now }: { readonly awaited: AwaitedBy | null; readonly now: number }) {
  const pressing = pressingAt(awaited, new Date(now).toISOString());
  return (
    <td role="gridcell" className={pressing === 'overdue' || pressing === 'soon' ? styles.due : undefined}>
      {awaited !== null && dueInWords(awaited.due, now)}
    </td>
  );
}

function stageWord(row: ReferralRow): ReactNode {
  switch (row.stage) {
    case 'issued':
      return t('To acknowledge');
    case 'acknowledged':
      return <strong>{t('To accept or return')}</strong>;
    case 'investigated':
      return t('Under investigation');
    case 'returned':
      return t('Returned');
    case 'closed':
      return t('Closed');
  }
}

/** How far a referral is, in words, and whether that is only here yet. */
export function ReferralState({ row }: { readonly row: ReferralRow }) {
  if (row.stage === 'issued') return <strong>{t('To acknowledge')}</strong>;
  return (
    <span>
      {stageWord(row)}
      {row.waiting && (
        <span className={styles.local}>
          {' '}
          <Hourglass size={12} aria-hidden="true" /> {t('waiting here')}
        </span>
      )}
    </span>
  );
}
