import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { KnownCaseLine } from '../../../shared/bridge/knowing.ts';
import { call } from '../../app/bridge.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { CaseLine } from './CaseLine.tsx';
import { goRelated } from './related-place.ts';
import styles from './related.module.css';

/** Finds a report by its reference, to compare it with this one or to join them. */
export function FindReport({ caseId }: { readonly caseId: string }) {
  const [reference, setReference] = useState('');
  const [found, setFound] = useState<KnownCaseLine | null | undefined>(undefined);
  const [error, setError] = useState<CallError | null>(null);
  const find = async () => {
    if (reference.trim() === '') return;
    const answer = await call('related.find', { caseId, reference });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setFound(answer.value.case);
  };
  return (
    <section className={styles.section} aria-label={t('Join to another report')}>
      <h3 className={styles.heading}>{t('Join to another report')}</h3>
      <form
        className={styles.find}
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <Field
          label={t('Reference of the other report')}
          mono
          maxLength={64}
          value={reference}
          onChange={(event) => {
            setReference(event.currentTarget.value);
            setFound(undefined);
          }}
        />
        <Button submit>{t('Find')}</Button>
      </form>
      {error !== null && <ErrorNotice error={error} />}
      {found === null && (
        <p role="status">
          {t(
            'No report of that reference can be joined here. A case whose conflict screen you have not passed is not found.',
          )}
        </p>
      )}
      {found !== null && found !== undefined && (
        <ul className={styles.entries}>
          <CaseLine line={found}>
            <p className={styles.acts}>
              <Button onClick={() => goRelated(caseId, { over: { compare: found.caseId } })}>
                {t('Side by side')}
              </Button>
              <Button
                onClick={() =>
                  goRelated(caseId, { linking: { other: found.caseId, kind: 'same_matter', alert: null } })
                }
              >
                {t('Link')}
              </Button>
            </p>
          </CaseLine>
        </ul>
      )}
    </section>
  );
}
