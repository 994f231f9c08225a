import type { Ref } from 'react';
import type { DueRow } from '../../../shared/bridge/dues.ts';
import { useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import type { Slices } from '../desk/slices.ts';
import { SlicedGrid } from '../grid/SlicedGrid.tsx';
import { ClockCells } from './ClockCells.tsx';
import classes from './clocks.module.css';

interface Props {
  readonly ref: Ref<HTMLDivElement>;
  readonly slices: Slices<DueRow>;
  readonly cursor: number;
  readonly me: string;
  readonly label: string;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onShow: (from: number, to: number) => void;
}

/** The grid of what is due. */
export function ClocksTable({ me, ...props }: Props) {
  const now = useMinute();
  return (
    <SlicedGrid
      {...props}
      keys="clocks"
      pane="clocks"
      name="due"
      columns={[t('Due'), t('What'), t('Reference'), t('Case'), t('Holder'), t('Next act')]}
      className={classes.table}
      marksOf={(row) => ({ 'data-case': row.caseId, 'data-due': `${row.kind} ${row.what}` })}
    >
      {(row) => <ClockCells row={row} me={me} now={now} />}
    </SlicedGrid>
  );
}
