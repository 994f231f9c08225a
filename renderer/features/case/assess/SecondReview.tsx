import { z } from 'zod';
import type { Decision } from '../../../../shared/domain/case-file.ts';
import type { SecondReviewWords } from '../../../../shared/domain/work-file.ts';
import { Foreign, RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { calendarMonth } from '../../../words/time.ts';
import { supervisesCase } from '../supervises.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import styles from './assess.module.css';

const FindingForm = z.object({ answer: z.enum(['first', 'second']).nullable(), words: z.string() });
type FindingForm = z.infer<typeof FindingForm>;
const emptyFinding = (): FindingForm => ({ answer: null, words: '' });

interface Props {
  readonly decision: Decision;
  readonly review: SecondReviewWords;
  /** Who approved it. */
  readonly approver: string | null;
}

/** The second review of a decision that was drawn: read by somebody who had no part in it, and settled where they differ. */
export function SecondReview({ decision, review, approver }: Props) {
  const { me, read } = useOpenCase();
  const { found, settled } = review;
  const part = [decision.by, approver].includes(me.user);
  const supervises = supervisesCase(me, read);
  const differs = found?.facets.finding === 'differs';
  return (
    <section className={styles.form} aria-label={t('Second review')}>
      <h3 className={styles.small}>
        {t('Drawn for a second review: {{month}}', { month: calendarMonth(review.facets.month) })}
      </h3>
      {found !== null && (
        <p>
          <strong>{differs ? t('Would decide otherwise') : t('Agrees')}</strong>{' '}
          <Foreign text={found.contents?.comment ?? ''} /> <Signature signed={found} verb={t('Read a second time')} />
        </p>
      )}
      {settled !== null && (
        <p>
          <strong>{settled.facets.result === 'stands' ? t('The decision stands') : t('Opened again')}</strong>{' '}
          <Foreign text={settled.contents?.why ?? ''} /> <Signature signed={settled} verb={t('Settled')} />
        </p>
      )}
      {found === null && !part && <Finding decision={decision.event} step="found" />}
      {found === null && part && (
        <p className={styles.muted}>{t('Somebody who neither decided nor approved reads it a second time.')}</p>
      )}
      {differs &&
        settled === null &&
        (supervises && !part && found.by !== me.user ? (
          <Finding decision={decision.event} step="settled" />
        ) : (
          <p className={styles.muted}>{t('A supervisor who had no part in any of it settles this.')}</p>
        ))}
    </section>
  );
}

function Finding({ decision, step }: { readonly decision: string; readonly step: 'found' | 'settled' }) {
  const { caseId, read } = useOpenCase();
  const part = `second review ${step} ${decision}`;
  const draft = useDraft(caseId, part, read.drafts, FindingForm, emptyFinding);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const words = value.words.trim();
  const finding = step === 'found';
  const needsWords = finding ? value.answer === 'second' : true;
  const signed = finding
    ? {
        type: 'second_review_found' as const,
        facets: { decision, finding: value.answer === 'first' ? 'agrees' : 'differs' },
        payload: words === '' ? {} : { comment: words },
        basedOn: read.slots[`second review ${decision}`] ?? null,
      }
    : {
        type: 'second_review_settled' as const,
        facets: { decision, result: value.answer === 'first' ? 'stands' : 'reopened' },
        payload: { why: words },
        basedOn: read.slots[`settled ${decision}`] ?? null,
      };
  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <RadioKeys
        label={finding ? t('Having read the case') : t('The two do not agree')}
        choices={
          finding
            ? [
                { value: 'first' as const, label: t('I agree'), key: 'A' },
                { value: 'second' as const, label: t('I would decide otherwise'), key: 'O' },
              ]
            : [
                { value: 'first' as const, label: t('The decision stands'), key: 'S' },
                { value: 'second' as const, label: t('Open it again'), key: 'O' },
              ]
        }
        value={value.answer}
        onChange={(answer) => change({ answer })}
      />
      <TextArea
        label={t('Why')}
        name="words"
        rows={2}
        maxLength={4000}
        value={value.words}
        onChange={(text) => change({ words: text })}
      />
      <SignBar
        words={finding ? t('Sign the finding') : t('Settle it')}
        draft={draft}
        lacks={[
          ...(value.answer === null ? [t('Choose one.')] : []),
          ...(needsWords && words === '' ? [t('Say why.')] : []),
        ]}
        onSign={() => signDraft(draft, part, signed)}
      />
    </div>
  );
}
