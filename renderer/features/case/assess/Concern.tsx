import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { Concern as Raised } from '../../../../shared/domain/work-file.ts';
import { Foreign, RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { supervisesCase } from '../supervises.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import styles from './assess.module.css';
import decision from './decision.module.css';

const PART = 'concern new';
const ConcernForm = z.object({ why: z.string() });
type ConcernForm = z.infer<typeof ConcernForm>;
const emptyConcern = (): ConcernForm => ({ why: '' });
const ReviewForm = z.object({ verdict: z.enum(['approved', 'returned']).nullable(), comment: z.string() });
type ReviewForm = z.infer<typeof ReviewForm>;
const emptyReview = (): ReviewForm => ({ verdict: null, comment: '' });

const states = { approved: t('approved'), returned: t('returned'), raised: t('waits for a supervisor') } as const;
const stateOf = ({ review }: Raised) => states[review?.facets.verdict ?? 'raised'];

/**
 * A concern that the report was made in bad faith. It is no outcome: it decides nothing, stands apart from the decision,
 * and a supervisor who did not raise it approves it or returns it.
 */
export function Concern() {
  const { file, read, me } = useOpenCase();
  const { concerns } = file.work;
  const supervises = supervisesCase(me, read);
  const waits = concerns.some(({ review }) => review === null);
  const typed = read.drafts.some(({ part }) => part.startsWith('concern '));
  const [open, setOpen] = useState(typed || waits);
  // What was open stays so: an answer that arrives is not folded away under the eyes of who waited for it.
  useEffect(() => {
    if (typed || waits) setOpen(true);
  }, [typed, waits]);
  return (
    <details className={decision.concern} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {concerns.length === 0
          ? t('Concern that the report was made in bad faith: none raised')
          : t('Concern that the report was made in bad faith: {{state}}', { state: stateOf(concerns.at(-1)!) })}
      </summary>
      <div>
        {concerns.map((concern) => (
          <section key={concern.event} aria-label={t('Concern: {{state}}', { state: stateOf(concern) })}>
            <p>
              <strong>{stateOf(concern)}</strong> <Foreign text={concern.contents?.why ?? t('Erased')} />{' '}
              <Signature signed={concern} verb={t('Raised')} />
            </p>
            {concern.review !== null && (
              <p>
                <Foreign text={concern.review.contents?.comment ?? ''} />{' '}
                <Signature signed={concern.review} verb={t('Answered')} />
              </p>
            )}
            {concern.review === null &&
              (supervises && concern.by !== me.user ? (
                <Review concern={concern.event} />
              ) : (
                <p className={styles.muted}>{t('A supervisor who did not raise it decides whether it stands.')}</p>
              ))}
          </section>
        ))}
        {!waits && <Raise />}
      </div>
    </details>
  );
}

function Raise() {
  const { caseId, read } = useOpenCase();
  const draft = useDraft(caseId, PART, read.drafts, ConcernForm, emptyConcern);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <p className={styles.muted}>
        {t('Outcome and referral test stay as they are: each is decided as if the report were true.')}
      </p>
      <TextArea
        label={t('What points to it')}
        name="why"
        rows={2}
        value={value.why}
        onChange={(why) => change({ why })}
      />
      <SignBar
        words={t('Put to a supervisor')}
        draft={draft}
        enabled={false}
        lacks={value.why.trim() === '' ? [t('Write what points to it.')] : []}
        onSign={() =>
          signDraft(draft, PART, {
            type: 'concern_raised',
            facets: { kind: 'malicious' },
            payload: { why: value.why.trim() },
          })
        }
      />
    </div>
  );
}

function Review({ concern }: { readonly concern: string }) {
  const { caseId, read } = useOpenCase();
  const part = `concern ${concern}`;
  const draft = useDraft(caseId, part, read.drafts, ReviewForm, emptyReview);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const comment = value.comment.trim();
  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <RadioKeys
        label={t('As a supervisor, on the concern')}
        choices={[
          { value: 'approved' as const, label: t('Approve') },
          { value: 'returned' as const, label: t('Return') },
        ]}
        value={value.verdict}
        onChange={(verdict) => change({ verdict })}
      />
      <TextArea
        label={t('Comment')}
        name="comment"
        rows={1}
        value={value.comment}
        onChange={(words) => change({ comment: words })}
      />
      <SignBar
        words={t('Sign the answer')}
        draft={draft}
        enabled={false}
        lacks={[
          ...(value.verdict === null ? [t('Approve it or return it.')] : []),
          ...(value.verdict === 'returned' && comment === '' ? [t('Say why it is returned.')] : []),
        ]}
        onSign={() =>
          signDraft(draft, part, {
            type: 'concern_reviewed',
            facets: { concern, verdict: value.verdict! },
            payload: comment === '' ? {} : { comment },
          })
        }
      />
    </div>
  );
}
