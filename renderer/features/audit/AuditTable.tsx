import type { Ref } from 'react';
import type { AuditLine } from '../../../shared/bridge/audit.ts';
import { t } from '../../words/t.ts';
import type { Slices } from '../desk/slices.ts';
import { SlicedGrid } from '../grid/SlicedGrid.tsx';
import { AuditCells } from './AuditCells.tsx';
import styles from './audit.module.css';

interface Props {
  readonly ref: Ref<HTMLDivElement>;
  readonly slices: Slices<AuditLine>;
  readonly cursor: number;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onShow: (from: number, to: number) => void;
}

/** The grid of the audit. */
export const AuditTable = (props: Props) => (
  <SlicedGrid
    {...props}
    keys="audit"
    pane="entries"
    name="entry"
    label={t('Entries of the audit')}
    columns={[
      t('When'),
      t('Kind'),
      t('What'),
      t('Case'),
      t('Who'),
      t('Workstation'),
      t('Justification'),
      t('Recipient'),
      t('Log'),
    ]}
    className={styles.table}
    marksOf={({ event }) => ({ 'data-event': event })}
  >
    {(line) => <AuditCells line={line} />}
  </SlicedGrid>
);
