import { useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { labelOf } from '../../../words/codes.ts';
import { useCommand } from '../../../app/commands.ts';
import { announce, ErrorNotice } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { CheckKeys } from '../parts/CheckKeys.tsx';
import { offeredCodes } from '../parts/offered-codes.ts';
import styles from './dues.module.css';

/** The labels of the case out of the dated list. Each is signed at once; `Ctrl+Z` signs the opposite. */
export function LabelList() {
  const { file, sign, now } = useOpenCase();
  const { labels } = file.work;
  const [last, setLast] = useState<{ label: string; on: boolean } | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const set = async (label: string, on: boolean, undone: boolean) => {
    const answer = await sign({ type: 'labelled', facets: { label, on }, payload: {} });
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setLast(undone ? null : { label, on });
    const values = { label: labelOf('label', label) };
    announce(on ? t('Label set: {{label}}', values) : t('Label taken off: {{label}}', values));
  };
  useCommand(
    'global.undo',
    () => {
      if (last !== null) void set(last.label, !last.on, true);
    },
    last !== null,
  );
  return (
    <section className={styles.part} aria-label={t('Labels')}>
      <CheckKeys
        label={t('Labels')}
        // One that is no longer offered stays while it is on, and can be taken off.
        choices={offeredCodes('label', labels, new Date(now).toISOString()).map(({ code, label, dates }) => ({
          value: code,
          label,
          ...(dates !== null && { hint: dates }),
        }))}
        values={labels}
        onChange={(next) => {
          const changed = [...new Set([...labels, ...next])].find(
            (label) => labels.includes(label) !== next.includes(label),
          );
          if (changed !== undefined) void set(changed, next.includes(changed), false);
        }}
      />
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
