import { useState } from 'react';
import { call } from '../../app/bridge.ts';
import { t } from '../../words/t.ts';
import { RecordForm } from './RecordForm.tsx';
import { type FormProps, useSigning } from './use-signing.ts';

/** The proposal is not followed: its author takes it back, or another supervisor returns it. */
export function ReturnForm({ records, onDone }: FormProps) {
  const { proposal } = records;
  const [why, setWhy] = useState('');
  const { busy, error, sign } = useSigning(onDone);
  if (proposal === null) return <p>{t('Nothing is proposed any more.')}</p>;
  return (
    <RecordForm
      label={t('Return the proposal')}
      act={proposal.own ? t('Take back') : t('Return')}
      ready={why.trim() !== ''}
      busy={busy}
      error={error}
      why={why}
      onWhy={setWhy}
      onSign={() =>
        void sign(
          () =>
            call('case.sign', {
              caseId: records.caseId,
              type: 'disposal_returned',
              facets: { proposal: proposal.proposal },
              payload: { why: why.trim() },
              basedOn: records.slot,
            }),
          t('The proposal is returned.'),
        )
      }
    />
  );
}
