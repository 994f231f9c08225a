import { z } from 'zod';
import type { Decision } from '../../../../shared/domain/case-file.ts';
import type { DecisionReview } from '../../../../shared/domain/work-file.ts';
import { Foreign, RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { supervisesCase } from '../supervises.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import styles from './assess.module.css';

const ReviewForm = z.object({ verdict: z.enum(['approved', 'returned']).nullable(), comment: z.string() });
type ReviewForm = z.infer<typeof ReviewForm>;
const emptyReview = (): ReviewForm => ({ verdict: null, comment: '' });

/** What a supervisor answered, with their words. */
export function ReviewWords({ review }: { readonly review: DecisionReview }) {
  return (
    <section className={styles.form} aria-label={t('Answer of a supervisor')}>
      <p>
        <strong>
          {review.facets.verdict === 'approved' ? t('Approved') : t('Returned: it is a draft of its author again')}
        </strong>{' '}
        <Signature signed={review} verb={t('Answered')} />
      </p>
      <Foreign as="p" text={review.contents?.comment ?? ''} />
    </section>
  );
}

/** A decision that has no effect yet: whoever supervises and did not decide approves it, or returns it with a comment. */
export function Approval({ decision }: { readonly decision: Decision }) {
  const { caseId, read, me } = useOpenCase();
  const part = `approval ${decision.event}`;
  const draft = useDraft(caseId, part, read.drafts, ReviewForm, emptyReview);
  const signDraft = useSignDraft();
  const supervises = supervisesCase(me, read);
  if (!supervises || decision.by === me.user)
    return (
      <p className={styles.muted}>
        {t('No further action has no effect before a supervisor who did not decide has approved it.')}
      </p>
    );
  const { value, change } = draft;
  const comment = value.comment.trim();
  return (
    <div
      className={styles.form}
      data-draft={draft.savedAt !== null}
      role="group"
      aria-label={t('Approve or return the decision')}
    >
      <RadioKeys
        label={t('As a supervisor, on the decision')}
        choices={[
          { value: 'approved' as const, label: t('Approve'), key: 'A' },
          { value: 'returned' as const, label: t('Return'), key: 'R' },
        ]}
        value={value.verdict}
        onChange={(verdict) => change({ verdict })}
      />
      <TextArea
        label={t('Comment')}
        name="comment"
        rows={2}
        maxLength={4000}
        value={value.comment}
        onChange={(words) => change({ comment: words })}
      />
      <SignBar
        words={t('Sign the answer')}
        draft={draft}
        lacks={[
          ...(value.verdict === null ? [t('Approve it or return it.')] : []),
          ...(value.verdict === 'returned' && comment === '' ? [t('Say why it is returned.')] : []),
        ]}
        onSign={() =>
          signDraft(draft, part, {
            type: 'decision_reviewed',
            facets: { decision: decision.event, verdict: value.verdict! },
            payload: comment === '' ? {} : { comment },
            basedOn: read.slots[`approval ${decision.event}`] ?? null,
          })
        }
      />
    </div>
  );
}
