import { useState } from 'react';
import { z } from 'zod';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { Question } from '../../../../shared/domain/work-file.ts';
import { Button, ErrorNotice, Foreign, RadioKeys, TextArea } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import entries from '../parts/entries.module.css';
import { type Command, useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { t } from '../../../words/t.ts';
import { supervisesCase } from '../supervises.ts';

const results = [
  { value: 'answered', label: t('Answered') },
  { value: 'declined', label: t('Declined') },
  { value: 'no_contact', label: t('No contact') },
] as const;
const ReviewForm = z.object({ comment: z.string() });
const AnswerForm = z.object({ result: z.enum(['answered', 'declined', 'no_contact']).nullable(), text: z.string() });
type AnswerForm = z.infer<typeof AnswerForm>;

const stateWord = {
  proposed: t('proposed'),
  returned: t('returned'),
  approved: t('approved'),
  passed: t('passed on'),
  answered: t('answered'),
} as const;

/** How far a question has come. */
function stateOf({ review, passed, answer }: Question): 'proposed' | 'returned' | 'approved' | 'passed' | 'answered' {
  if (answer !== null) return 'answered';
  if (passed !== null) return 'passed';
  if (review === null) return 'proposed';
  return review.facets.verdict === 'approved' ? 'approved' : 'returned';
}

interface Props {
  readonly question: Question;
  readonly onReword: () => void;
}

/** One question with its way: who may do the next thing is said to everybody, and offered to those who may. */
export function QuestionCard({ question, onReword }: Props) {
  const { me, read } = useOpenCase();
  const { event, contents, review, passed, answer } = question;
  const state = stateOf(question);
  const supervises = supervisesCase(me, read);
  return (
    <li className={entries.entry} aria-label={t('Question: {{state}}', { state: stateWord[state] })}>
      <p className={entries.entryHead}>
        <strong>
          <Foreign text={contents?.text ?? t('Erased')} />
        </strong>
        <span className={state === 'answered' ? styles.muted : entries.open}>{stateWord[state]}</span>
      </p>
      {contents !== null && (
        <p className={styles.muted}>
          <Foreign text={contents.purpose} />
        </p>
      )}
      <Signature signed={question} verb={t('Proposed')} />
      {review !== null && (
        <p>
          {review.facets.verdict === 'approved' ? t('Approved') : t('Returned')}
          {review.contents?.comment !== undefined && (
            <>
              : <Foreign text={review.contents.comment} />
            </>
          )}{' '}
          <Signature signed={review} />
        </p>
      )}
      {passed !== null && (
        <p>
          {t('Passed to the charity')} <Signature signed={passed} />
        </p>
      )}
      {answer !== null && (
        <p className={entries.answer}>
          <strong>{results.find(({ value }) => value === answer.facets.result)!.label}</strong>{' '}
          <Foreign text={answer.contents?.text ?? ''} /> <Signature signed={answer} />
        </p>
      )}
      {state === 'proposed' &&
        (supervises && question.by !== me.user ? (
          <Review question={event} />
        ) : (
          <p className={styles.muted}>{t('A supervisor who did not write it decides whether it goes out.')}</p>
        ))}
      {state === 'returned' && (
        <Button variant="quiet" onClick={onReword}>
          {t('Word it anew')}
        </Button>
      )}
      {state === 'approved' && <PassOn question={event} />}
      {state === 'passed' && <Answer question={event} />}
    </li>
  );
}

/** A command that needs no words of its own: a button, and its error beneath. */
function useAct(): { readonly error: CallError | null; readonly act: (command: Command) => Promise<void> } {
  const { sign } = useOpenCase();
  const [error, setError] = useState<CallError | null>(null);
  return {
    error,
    act: async (command) => {
      const answer = await sign(command);
      setError(answer.ok ? null : answer.error);
    },
  };
}

function PassOn({ question }: { readonly question: string }) {
  const { error, act } = useAct();
  return (
    <>
      <Button
        variant="quiet"
        onClick={() =>
          void act({
            type: 'question_passed',
            facets: { question, passedAt: new Date().toISOString() },
            payload: {},
          })
        }
      >
        {t('It was passed to the charity')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}

function Review({ question }: { readonly question: string }) {
  const { caseId, read, sign } = useOpenCase();
  const part = `question ${question}`;
  const draft = useDraft(caseId, part, read.drafts, ReviewForm, () => ({ comment: '' }));
  const [error, setError] = useState<CallError | null>(null);
  const comment = draft.value.comment.trim();
  const review = async (verdict: 'approved' | 'returned') => {
    await draft.lock();
    const answer = await sign({
      type: 'question_reviewed',
      facets: { question, verdict },
      payload: comment === '' ? {} : { comment },
      basedOn: read.slots[`review ${question}`] ?? null,
      ...(draft.savedAt !== null && { draft: part }),
    });
    if (answer.ok) draft.signed();
    else draft.unlock();
    setError(answer.ok ? null : answer.error);
  };
  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <TextArea
        label={t('Comment')}
        name="comment"
        rows={1}
        value={draft.value.comment}
        onChange={(text) => draft.change({ comment: text })}
      />
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.row}>
        <Button variant="quiet" disabled={comment === ''} onClick={() => void review('returned')}>
          {t('Return with the comment')}
        </Button>
        <Button onClick={() => void review('approved')}>{t('Approve')}</Button>
      </div>
    </div>
  );
}

function Answer({ question }: { readonly question: string }) {
  const { caseId, read } = useOpenCase();
  const part = `question ${question}`;
  const draft = useDraft<AnswerForm>(caseId, part, read.drafts, AnswerForm, () => ({ result: null, text: '' }));
  const signDraft = useSignDraft();
  const { value, change } = draft;
  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <RadioKeys label={t('Answer')} choices={results} value={value.result} onChange={(result) => change({ result })} />
      <TextArea
        label={t('What the charity passed on')}
        name="text"
        rows={2}
        value={value.text}
        onChange={(text) => change({ text })}
      />
      <SignBar
        words={t('Sign the answer')}
        draft={draft}
        enabled={draft.savedAt !== null}
        lacks={[
          ...(value.result === null ? [t('Choose what came back.')] : []),
          ...(value.result === 'answered' && value.text.trim() === '' ? [t('Write the answer.')] : []),
        ]}
        onSign={() =>
          signDraft(draft, part, {
            type: 'question_answered',
            facets: { question, result: value.result! },
            payload: { text: value.text.trim() },
          })
        }
      />
    </div>
  );
}
