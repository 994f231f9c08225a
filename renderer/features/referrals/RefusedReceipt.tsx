import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { RefusedEvent } from '../../../shared/bridge/case.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { Button, ErrorNotice, Foreign } from '../../ui/index.ts';
import { refusalWords } from '../../words/refusals.ts';
import styles from './referrals.module.css';
import { t } from '../../words/t.ts';

const noteOf = (payload: unknown): string =>
  typeof payload === 'object' && payload !== null && 'note' in payload && typeof payload.note === 'string'
    ? payload.note
    : '';

/** A colleague has acknowledged first: one receipt is enough, and one's own note is shown, not lost. */
export function RefusedReceipt({
  refused,
  names,
}: {
  readonly refused: RefusedEvent;
  readonly names: Readonly<Record<string, string>>;
}) {
  const [error, setError] = useState<CallError | null>(null);
  const { what, why, who } = refusalWords(refused.code, refused.reason, refused.who);
  const first = refused.current === null ? t('A colleague') : (names[refused.current.by] ?? t('A colleague'));
  const note = noteOf(refused.payload);
  const settle = async () => {
    const answer = await call('refusals.settle', { event: refused.event });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) askAgain('referral.read', 'refusals.read', 'referrals.read');
  };
  return (
    <section className={styles.refused} aria-label={t('Your receipt was not needed')}>
      <p>
        {refused.code === 'conflict' ? (
          <>
            <strong>{t('{{first}} acknowledged this referral first.', { first })}</strong>{' '}
            {t('One receipt is enough; yours was not added.')}
          </>
        ) : (
          <>
            <strong>{t('Your receipt was not accepted.')}</strong> {what} {why} {who}
          </>
        )}
      </p>
      {note !== '' && (
        <p>
          {t('Your note:')} <Foreign text={note} />
        </p>
      )}
      {error !== null && <ErrorNotice error={error} />}
      <Button onClick={() => void settle()}>
        {refused.code === 'conflict' ? t('Keep theirs') : t('Keep what stands')}
      </Button>
    </section>
  );
}
