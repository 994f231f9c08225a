import type { FormEvent, ReactNode } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { useCommand } from '../../app/commands.ts';
import { Button, ErrorNotice, TextArea } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import styles from './records.module.css';

interface Props {
  readonly label: string;
  /** The word on the button that signs. */
  readonly act: string;
  readonly danger?: boolean;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: CallError | null;
  readonly why: string | null;
  readonly onWhy?: (text: string) => void;
  readonly onSign: () => void;
  readonly children?: ReactNode;
}

/** The frame of every act of record keeping: what it is about, why, and the one button that signs. */
export function RecordForm({ label, act, danger = false, ready, busy, error, why, onWhy, onSign, children }: Props) {
  const may = ready && !busy;
  useCommand('global.sign', onSign, may);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (may) onSign();
  };
  return (
    <form className={styles.form} aria-label={label} onSubmit={submit}>
      {children}
      {why !== null && onWhy !== undefined && (
        <TextArea
          label={t('Why')}
          name="why"
          rows={3}
          maxLength={4000}
          value={why}
          disabled={busy}
          onChange={onWhy}
          hint={t('Sealed with the case, and read by those who may read it.')}
        />
      )}
      <Button variant={danger ? 'danger' : 'main'} submit disabled={!may} keys="Ctrl+Enter">
        {busy ? t('Signing…') : act}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
