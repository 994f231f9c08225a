import type { DueRow } from '../../../shared/bridge/dues.ts';
import { useCall } from '../../app/calls.ts';
import { Button, Drawer, ErrorNotice, Skeleton, useMinute } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { ClockForm } from '../dues/ClockForm.tsx';
import classes from './clocks.module.css';

interface Props {
  /** Null while the drawer is closed. */
  readonly row: DueRow | null;
  readonly onClose: () => void;
  readonly onSigned: () => void;
}

/** The drawer over the list in which a clock is moved, or settled with a reason. */
export function ActOnClock({ row, onClose, onSigned }: Props) {
  return (
    <Drawer open={row !== null} onClose={onClose} title={row === null ? '' : row.reference} takesFocus={false}>
      {row !== null && <Body key={`${row.caseId} ${row.what}`} row={row} onSigned={onSigned} />}
    </Drawer>
  );
}

function Body({ row, onSigned }: { readonly row: DueRow; readonly onSigned: () => void }) {
  const now = useMinute();
  const read = useCall('case.read', { caseId: row.caseId, peek: true });
  if (read.value === undefined)
    return read.error === null ? (
      <Skeleton rows={6} />
    ) : (
      <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />
    );
  if (read.value.row.screened !== 'none')
    return (
      <p className={classes.form} role="alert">
        {t('A clock is acted on after the conflict screen of its case. Enter opens the case; the screen comes first.')}
      </p>
    );
  const clock = read.value.clocks.find((one) => one.clock === row.what);
  if (clock === undefined) return <p role="alert">{t('This clock has stopped.')}</p>;
  return (
    <div
      className={classes.form}
      ref={(form) => {
        // The form is here only after the case was read: the focus follows it once.
        if (form !== null && !form.contains(document.activeElement))
          form.querySelector<HTMLElement>('[role=radio][tabindex="0"]')?.focus();
      }}
    >
      <ClockForm read={read.value} caseId={row.caseId} clock={clock} now={now} onSigned={onSigned} />
    </div>
  );
}
