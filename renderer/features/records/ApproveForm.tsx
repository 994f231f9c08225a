import { useState } from 'react';
import { call } from '../../app/bridge.ts';
import { Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { EntriesToGo } from './EntryChoice.tsx';
import { groundName, scopeWords } from './record-words.ts';
import { RecordForm } from './RecordForm.tsx';
import styles from './records.module.css';
import { type FormProps, useSigning } from './use-signing.ts';

/** The second of the two people: with their signature the contents are gone. */
export function ApproveForm({ records, onDone }: FormProps) {
  const { proposal } = records;
  const [certain, setCertain] = useState(false);
  const { busy, error, sign } = useSigning(onDone);
  if (proposal === null) return <p>{t('Nothing is proposed any more.')}</p>;
  return (
    <RecordForm
      label={t('Approve the disposal')}
      act={t('Erase')}
      danger
      ready={certain}
      busy={busy}
      error={error}
      why={null}
      onSign={() =>
        void sign(
          () => call('records.approve', { caseId: records.caseId, proposal: proposal.proposal }),
          t('Approved. The contents are erased as the hub accepts it.'),
        )
      }
    >
      <p>{t('{{what}}, proposed by {{name}}.', { what: scopeWords(proposal.what), name: proposal.by.name })}</p>
      {proposal.what.scope === 'entries' && <EntriesToGo caseId={records.caseId} entries={proposal.what.entries} />}
      <p>{groundName[proposal.what.ground]}</p>
      {proposal.why !== null && <Foreign as="p" text={proposal.why} />}
      <p className={styles.warning}>
        {t(
          'This cannot be taken back. The contents go from the hub, and from every workstation at its next sync; nobody can read them again.',
        )}
      </p>
      <label className={styles.certain}>
        <input
          data-autofocus
          type="checkbox"
          checked={certain}
          disabled={busy}
          onChange={(event) => setCertain(event.currentTarget.checked)}
        />
        <span>
          {proposal.what.scope === 'entries'
            ? t('I have looked at these entries, and their contents may go.')
            : t('I have looked at the case, and its contents may go.')}
        </span>
      </label>
    </RecordForm>
  );
}
