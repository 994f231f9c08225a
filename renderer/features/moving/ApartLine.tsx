import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallInput } from '../../../shared/bridge/contract.ts';
import type { Moving } from '../../../shared/bridge/moving.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { announce, Button, ErrorNotice, Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './moving.module.css';

interface Props {
  readonly caseId: string;
  readonly moving: Moving;
  /** Opens the form in which the request is answered, or made anew. */
  readonly onAnswer: () => void;
}

/**
 * Over a case: that somebody asks to have it set apart, for whoever asked and whoever answers, and nobody else; or that it was
 * set apart by itself, for a supervisor who has not said yet that they have seen so.
 */
export function ApartLine({ caseId, moving, onAnswer }: Props) {
  const [error, setError] = useState<CallError | null>(null);
  const { request, slot, toBeSeen } = moving;
  const sign = async (command: Pick<CallInput<'case.sign'>, 'type' | 'facets' | 'basedOn'>, told: string) => {
    const signed = await call('case.sign', { caseId, payload: {}, ...command });
    setError(signed.ok ? null : signed.error);
    if (!signed.ok) return;
    announce(told);
    askAgain('moving.read', 'case.read', 'supervision.approvals', 'supervision.counts');
  };
  const takeBack = (words: string) =>
    request !== null && (
      <Button
        variant="quiet"
        onClick={() =>
          void sign(
            {
              type: 'apart_answered',
              facets: { request: request.request, verdict: 'withdrawn' },
              basedOn: slot,
            },
            t('The request is taken back.'),
          )
        }
      >
        {words}
      </Button>
    );
  const line = (() => {
    if (toBeSeen)
      return (
        <>
          <span>{t('This case was set apart by itself as it came in. Look at who can see it.')}</span>
          <Button
            onClick={() =>
              void sign({ type: 'apart_seen', facets: {} }, t('Signed: you have seen it. It stays apart.'))
            }
          >
            {t('Seen: it stays apart')}
          </Button>
        </>
      );
    if (request?.mayAnswer === true)
      return (
        <>
          <span>{t('{{name}} asks that this case be set apart.', { name: request.by.name })}</span>
          <Button onClick={onAnswer}>{t('Answer it…')}</Button>
        </>
      );
    if (request?.own !== true) return null;
    if (request.returned === null)
      return (
        <>
          <span>{t('You asked that this case be set apart. A supervisor who did not ask answers it.')}</span>
          {takeBack(t('Take it back'))}
        </>
      );
    return (
      <>
        <span>
          {t('{{name}} returned your request to set this case apart:', { name: request.returned.by.name })}{' '}
          <Foreign text={request.returned.comment ?? ''} />
        </span>
        <span className={classes.both}>
          <Button onClick={onAnswer}>{t('Ask anew…')}</Button>
          {takeBack(t('Let it rest'))}
        </span>
      </>
    );
  })();
  if (line === null) return null;
  return (
    <section className={classes.apart} aria-label={t('Setting this case apart')}>
      {line}
      {error !== null && <ErrorNotice error={error} />}
    </section>
  );
}
