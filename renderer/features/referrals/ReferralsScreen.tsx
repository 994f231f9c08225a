import { Hourglass } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ReferralRow } from '../../../shared/bridge/case.ts';
import { useCall } from '../../app/calls.ts';
import { lettersAreOn, useCommand } from '../../app/commands.ts';
import { usePlace } from '../../app/place.ts';
import { Button, Clock, Empty, ErrorNotice, Foreign, Skeleton } from '../../ui/index.ts';
import { counted } from '../../words/count.ts';
import { unitNames } from '../case/send/unit-names.ts';
import styles from './referrals.module.css';
import { t } from '../../words/t.ts';

/** The referrals that this person's units have received: what waits for receipt comes first. */
export function ReferralsScreen() {
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
  const rows = referrals.value.toSorted(
    (a, b) => Number(isDone(a)) - Number(isDone(b)) || b.issuedAt.localeCompare(a.issuedAt),
  );
  const open = rows.filter((row) => !isDone(row)).length;
  return (
    <main className={styles.screen} aria-label={t('Referrals')}>
      <header className={styles.headline}>
        <h1>{t('Referrals')}</h1>
        <span>
          {open === 0
            ? t('Nothing waits for your receipt.')
            : t('{{referrals}} to acknowledge.', { referrals: counted(open, 'referral') })}
        </span>
      </header>
      {rows.length === 0 ? (
        <Empty title={t('No referral has arrived yet.')}>
          {t('What an assessor sends to your unit appears here by itself once this workstation syncs.')}
        </Empty>
      ) : (
        <Rows rows={rows} nameOf={nameOf} />
      )}
    </main>
  );
}

const isDone = (row: ReferralRow) => row.acknowledgedAt !== null;

function Rows({ rows, nameOf }: { readonly rows: readonly ReferralRow[]; readonly nameOf: (unit: string) => string }) {
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
            {[t('State'), t('Reference'), t('Title'), t('For'), t('From'), t('Issued'), t('Statements')].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
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

/** How far a referral is, in words: to acknowledge, acknowledged, and whether that is only here yet. */
export function ReferralState({ row }: { readonly row: ReferralRow }) {
  if (row.acknowledgedAt === null) return <strong>{t('To acknowledge')}</strong>;
  return (
    <span>
      {row.acknowledgedBy === null
        ? t('Acknowledged')
        : t('Acknowledged by {{acknowledgedBy}}', { acknowledgedBy: row.acknowledgedBy })}
      {row.waiting && (
        <span className={styles.local}>
          {' '}
          <Hourglass size={12} aria-hidden="true" /> {t('waiting here')}
        </span>
      )}
    </span>
  );
}
