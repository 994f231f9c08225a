import { useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { codeList, labelOf } from '../../../words/codes.ts';
import { useCommand } from '../../../app/commands.ts';
import { announce, ErrorNotice } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { CheckKeys } from '../parts/CheckKeys.tsx';
import styles from './dues.module.css';

/** The labels of the case out of the dated list. Each is signed at once; `Ctrl+Z` signs the opposite. */
export function LabelList() {
  const { file, sign } = useOpenCase();
  const { labels } = file.work;
  const [last, setLast] = useState<{ label: string; on: boolean } | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const today = new Date().toISOString().slice(0, 10);
  // A label that is no longer offered stays while it is on, and can be taken off.
  const offered = codeList('label').entries.filter(
    ({ code, validFrom, validTo }) => labels.includes(code) || (validFrom <= today && (validTo ?? today) >= today),
  );
  const unknown = labels.filter((label) => !offered.some(({ code }) => code === label));
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
        choices={[
          ...offered.map(({ code, label, validTo }) => ({
            value: code,
            label,
            ...(validTo !== undefined && validTo < today && { hint: t('until {{date}}', { date: validTo }) }),
          })),
          ...unknown.map((code) => ({ value: code, label: code })),
        ]}
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
