import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { Moving } from '../../../shared/bridge/moving.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { announce, Button, ErrorNotice, Foreign, RadioKeys, TextArea } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { MoveForm } from './MoveForm.tsx';
import classes from './moving.module.css';
import type { FormProps } from './use-move.ts';

interface Props extends FormProps {
  readonly request: NonNullable<Moving['request']>;
  readonly onDone: () => void;
}

/** A supervisor who did not ask sets the case apart, for exactly the readers that were asked for, or returns the request. */
export function ApartAnswer({ caseId, reference, moving, request, onMoved, onDone }: Props) {
  const [verdict, setVerdict] = useState<'approved' | 'returned'>('approved');
  return (
    <div className={classes.form}>
      <p>
        {t('{{name}} asks that this case be set apart.', { name: request.by.name })}{' '}
        {request.why !== null && <Foreign text={request.why} />}
      </p>
      <RadioKeys
        label={t('As a supervisor, on the request')}
        choices={[
          { value: 'approved' as const, label: t('Approve'), key: 'A' },
          { value: 'returned' as const, label: t('Return'), key: 'R' },
        ]}
        value={verdict}
        onChange={setVerdict}
      />
      {verdict === 'returned' ? (
        <ReturnRequest caseId={caseId} request={request.request} slot={moving.slot} onDone={onDone} />
      ) : (
        <MoveForm
          title={t('Set apart')}
          command={{ caseId, to: 'readers', readers: request.readers.map(({ user }) => user) }}
          told={t('Case {{reference}} is set apart.', { reference })}
          hint={t('Only its readers will read this.')}
          seenBy={moving.seenBy}
          then={request.readers}
          means={t(
            'It leaves every other workstation at its next sync, with drafts and files. The unit is told that it was set apart and by whom, and nothing else.',
          )}
          onMoved={onMoved}
        >
          {() => null}
        </MoveForm>
      )}
    </div>
  );
}

interface ReturnProps {
  readonly caseId: string;
  readonly request: string;
  readonly slot: string | null;
  readonly onDone: () => void;
}

function ReturnRequest({ caseId, request, slot, onDone }: ReturnProps) {
  const [comment, setComment] = useState('');
  const [error, setError] = useState<CallError | null>(null);
  const back = async () => {
    const signed = await call('case.sign', {
      ...{ caseId, type: 'apart_answered' as const, basedOn: slot },
      facets: { request, verdict: 'returned' },
      payload: { comment: comment.trim() },
    });
    if (!signed.ok) return setError(signed.error);
    announce(t('Returned with your comment.'));
    askAgain('moving.read', 'case.read', 'supervision.approvals', 'supervision.counts');
    onDone();
  };
  return (
    <>
      <TextArea
        label={t('Comment')}
        name="comment"
        rows={3}
        maxLength={4000}
        value={comment}
        onChange={setComment}
        hint={t('Whoever asked reads this, and can ask anew.')}
      />
      <Button variant="main" disabled={comment.trim() === ''} onClick={() => void back()}>
        {t('Return the request')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
