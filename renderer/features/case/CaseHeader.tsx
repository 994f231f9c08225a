import { Ban, Hourglass, Paperclip, Pencil } from 'lucide-react';
import { forceByShort } from '../../../shared/domain/codes.ts';
import { Chip, ClockMark, Foreign, useMinute } from '../../ui/index.ts';
import styles from './case.module.css';
import type { CaseRead } from './open-case.ts';
import { counted } from '../../words/count.ts';
import { categoryShort, stateNames } from '../../words/labels.ts';
import { TakeOutButtons } from './taking-out/TakeOutButtons.tsx';
import { dayAndTime, relative } from './when.ts';

/** One line over the case: what it is, who holds it, how far it is, what runs out next, and what is only here. */
export function CaseHeader({ read }: { readonly read: CaseRead }) {
  const { row, file } = read;
  const [category] = row.categories;
  return (
    <header className={styles.header}>
      <h1 className={styles.reference}>{row.reference}</h1>
      <span className={styles.descriptor}>
        <span className={styles.category}>{category === undefined ? 'No category' : categoryShort(category)}</span>
        {row.roles !== '' && <Foreign text={row.roles} />}
        <span title={forceByShort(row.force)?.name}>{row.force}</span>
      </span>
      <span className={styles.facts}>
        {row.urgency === 'immediate' && <Chip tone="danger">Immediate</Chip>}
        {file !== null && <NextClock read={read} />}
        <span data-lesser>
          <Chip>{stateNames[row.state]}</Chip>
        </span>
        <span data-lesser>
          <Chip>{row.allocatedTo === null ? 'Held by nobody' : row.allocatedTo.name}</Chip>
        </span>
        {row.attachments > 0 && (
          <span data-lesser>
            <Chip icon={<Paperclip size={12} aria-hidden="true" />}>{counted(row.attachments, 'file')}</Chip>
          </span>
        )}
        {read.drafts.length > 0 && (
          <Chip tone="local" icon={<Pencil size={12} aria-hidden="true" />}>
            Draft
          </Chip>
        )}
        {row.waiting > 0 && (
          <Chip tone="local" icon={<Hourglass size={12} aria-hidden="true" />}>
            {row.waiting} waiting
          </Chip>
        )}
        {read.refused.length > 0 && (
          <Chip tone="local" icon={<Ban size={12} aria-hidden="true" />}>
            {read.refused.length} refused
          </Chip>
        )}
        {row.needsUpdate && <Chip>Needs an update</Chip>}
        {!row.verified && <Chip>Not yet verified</Chip>}
      </span>
      <TakeOutButtons />
    </header>
  );
}

/** The statutory clock, which counts from the earlier of the unit's and the authority's times. */
function NextClock({ read: { clocks } }: { readonly read: CaseRead }) {
  const now = useMinute();
  const due = clocks.find(({ clock }) => clock === 'mandatory_referral')?.due;
  if (due === undefined) return null;
  const passed = Date.parse(due) < now;
  const today = Date.parse(due) - now < 24 * 3_600_000;
  return (
    <Chip tone={passed ? 'danger' : today ? 'due' : 'plain'} icon={<ClockMark kind="statutory" />}>
      {passed ? 'Referral passed' : 'Referral due'} {dayAndTime(due, now)}, {relative(due, now)}
    </Chip>
  );
}
