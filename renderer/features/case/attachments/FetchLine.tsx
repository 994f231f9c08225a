import { useState } from 'react';
import type { AttachmentState } from '../../../../shared/bridge/attachment.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { SealedAttachment } from '../../../../shared/domain/events/report.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';
import { Button, ErrorNotice } from '../../../ui/index.ts';
import { errorWords } from '../../../words/errors.ts';
import { useOpenCase } from '../open-case.ts';
import { sizeInWords } from '../reading/visible-text.ts';
import styles from './attachments.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  readonly file: SealedAttachment;
  readonly state: AttachmentState;
  /** The whole notice instead of its first sentence. */
  readonly full?: boolean;
}

/** How far a file has come, and the one thing that can be done about it. Nothing once it is here. */
export function FetchLine({ file, state, full = false }: Props) {
  const { caseId } = useOpenCase();
  const [error, setError] = useState<CallError | null>(null);
  if (state.state === 'here') return null;
  const ask = async (name: 'attachment.fetch' | 'attachment.cancel') => {
    setError(null);
    const answer = await call(name, { caseId, attachment: file.id });
    if (!answer.ok) setError(answer.error);
    askAgain('attachment.list');
  };
  const under = state.state === 'fetching' || state.state === 'waiting' || state.state === 'stuck';
  const wrong = error ?? (state.problem === null ? null : { code: state.problem, message: '' });
  const share = file.size === 0 ? 1 : state.received / file.size;
  return (
    <div className={styles.fetch}>
      {under ? (
        <>
          <progress className={styles.progress} value={share} max={1} aria-label={t('Received')} />
          <span className={styles.muted}>
            {state.state === 'stuck'
              ? t('Waits for the line · {{sizeInWords}} of {{sizeInWords2}}', {
                  sizeInWords: sizeInWords(state.received),
                  sizeInWords2: sizeInWords(file.size),
                })
              : state.state === 'waiting'
                ? t('Waits its turn · {{sizeInWords}} of {{sizeInWords2}}', {
                    sizeInWords: sizeInWords(state.received),
                    sizeInWords2: sizeInWords(file.size),
                  })
                : t('{{sizeInWords}} of {{sizeInWords2}}', {
                    sizeInWords: sizeInWords(state.received),
                    sizeInWords2: sizeInWords(file.size),
                  })}
          </span>
          <Button variant="quiet" onClick={() => void ask('attachment.cancel')}>
            {t('Cancel')}
          </Button>
        </>
      ) : (
        <>
          <span className={styles.muted}>
            {t('Not here yet')}
            {state.received > 0 &&
              ` ${t('· {{sizeInWords}} of {{sizeInWords2}}', {
                sizeInWords: sizeInWords(state.received),
                sizeInWords2: sizeInWords(file.size),
              })}`}
          </span>
          <Button variant="quiet" onClick={() => void ask('attachment.fetch')}>
            {state.state === 'refused' ? t('Fetch again') : t('Fetch')}
          </Button>
        </>
      )}
      {wrong !== null &&
        (full ? <ErrorNotice error={wrong} /> : <p className={styles.warning}>{errorWords(wrong).what}</p>)}
    </div>
  );
}
