import { useState } from 'react';
import type { DisposalGround, DisposalScope } from '../../../shared/domain/events/records.ts';
import { retentionSchedule } from '../../../shared/domain/retention.ts';
import { call } from '../../app/bridge.ts';
import { RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { EntryChoice } from './EntryChoice.tsx';
import { groundName } from './record-words.ts';
import { RecordForm } from './RecordForm.tsx';
import styles from './records.module.css';
import { type FormProps, useSigning } from './use-signing.ts';

/** The first of the two people who dispose of a case. */
export function ProposeForm({ records, onDone }: FormProps) {
  const { retention } = records;
  const [ground, setGround] = useState<DisposalGround>(retention === null ? 'unlawful' : 'schedule');
  const [scope, setScope] = useState<'case' | 'entries'>('case');
  const [entries, setEntries] = useState<readonly string[]>([]);
  const [why, setWhy] = useState('');
  const { busy, error, sign } = useSigning(onDone);
  const group = retention?.group ?? records.group;
  const schedule = retention?.schedule ?? retentionSchedule.version;
  const due = ground === 'schedule' ? retention?.due : undefined;
  const single = scope === 'entries';
  // The schedule is about cases: single words go because they must not be kept, or are ordered to go.
  const unscheduled = ground === 'schedule' ? 'unlawful' : ground;
  const what: DisposalScope = single
    ? { scope, ground: unscheduled, entries: [...entries] }
    : { scope, ground, schedule, group, ...(due !== undefined && { due }) };
  return (
    <RecordForm
      label={t('Propose to dispose of the case')}
      act={t('Propose')}
      ready={why.trim() !== '' && (single ? entries.length > 0 : ground !== 'schedule' || due !== undefined)}
      busy={busy}
      error={error}
      why={why}
      onWhy={setWhy}
      onSign={() =>
        void sign(
          () =>
            call('records.propose', {
              caseId: records.caseId,
              what,
              why: why.trim(),
              basedOn: records.slot,
            }),
          t('Proposed. Somebody else approves it or returns it.'),
        )
      }
    >
      <RadioKeys
        label={t('What is to go')}
        value={scope}
        onChange={setScope}
        disabled={busy}
        choices={[
          { value: 'case' as const, label: t('All contents of the case'), key: 'C' },
          { value: 'entries' as const, label: t('Single entries'), key: 'E' },
        ]}
      />
      {single && <EntryChoice caseId={records.caseId} chosen={entries} onChange={setEntries} disabled={busy} />}
      <RadioKeys
        label={t('Ground')}
        value={single ? unscheduled : ground}
        onChange={setGround}
        disabled={busy}
        choices={(retention === null || single
          ? (['unlawful', 'ordered'] as const)
          : (['schedule', 'unlawful', 'ordered'] as const)
        ).map((value, index) => ({ value, label: groundName[value], key: String(index + 1) }))}
      />
      <p className={styles.muted}>
        {single
          ? t(
              'Once somebody else approves, the contents of these entries are erased at the hub and on every workstation. What happened, when and by whom stays, and so does the rest of the case.',
            )
          : t(
              'Once somebody else approves, report, files, notes and every other content of the case are erased at the hub and on every workstation. What happened, when and by whom stays.',
            )}
      </p>
    </RecordForm>
  );
}
