import { useRef } from 'react';
import { z } from 'zod';
import { RadioKeys, TextArea } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import entries from '../parts/entries.module.css';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { CharityFeedback } from '../recipients/CharityFeedback.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import { taskingGaps, taskingQuestions } from './tasking-check.ts';
import { t } from '../../../words/t.ts';

const yesNo = z.enum(['yes', 'no']);
const QuestionForm = z.object({
  text: z.string(),
  purpose: z.string(),
  check: z.object({ asksToAct: yesNo, reveals: yesNo, endangers: yesNo }).partial(),
  explanation: z.string(),
  /** The returned question that this one replaces. */
  replaces: z.string().nullable(),
});
type QuestionForm = z.infer<typeof QuestionForm>;
const emptyQuestion = (): QuestionForm => ({ text: '', purpose: '', check: {}, explanation: '', replaces: null });
const PART = 'question new';
const choices = [
  { value: 'yes', label: t('Yes'), key: 'Y' },
  { value: 'no', label: t('No'), key: 'N' },
] as const;

/** Questions to the reporter through the charity: proposed, reviewed by a supervisor, passed on, answered. */
export function Questions() {
  const { caseId, read, file } = useOpenCase();
  const draft = useDraft(caseId, PART, read.drafts, QuestionForm, emptyQuestion);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const { questions } = file.work;
  const reachable = read.row.keepInContact;
  const elsewhere = read.drafts.some(({ part }) => part.startsWith('question ') && part !== PART);
  return (
    <div className={styles.form}>
      {questions.length > 0 && (
        <ol className={entries.entries} aria-label={t('Questions')}>
          {questions.map((question) => (
            <QuestionCard
              key={question.event}
              question={question}
              onReword={() =>
                change({
                  text: question.contents?.text ?? '',
                  purpose: question.contents?.purpose ?? '',
                  replaces: question.event,
                })
              }
            />
          ))}
        </ol>
      )}
      {!reachable && (
        <p className={styles.muted}>
          {t(
            'The reporter did not keep in contact: the charity has no way to ask. What is missing can be looked for in checks.',
          )}
        </p>
      )}
      {reachable && (
        <div
          ref={form}
          className={styles.form}
          data-draft={draft.savedAt !== null}
          role="group"
          aria-label={t('New question')}
        >
          <TextArea
            label={
              value.replaces === null ? t('Question, as the reporter will read it') : t('The question, worded anew')
            }
            name="text"
            rows={2}
            value={value.text}
            onChange={(text) => change({ text })}
          />
          <TextArea
            label={t('Why it is needed (never sent)')}
            name="purpose"
            rows={1}
            value={value.purpose}
            onChange={(purpose) => change({ purpose })}
          />
          <fieldset className={entries.check}>
            <legend className={styles.small}>{t('Tasking check')}</legend>
            {taskingQuestions.map(({ key, words, yes }) => (
              <div key={key}>
                <RadioKeys
                  label={words}
                  choices={choices}
                  value={value.check[key] ?? null}
                  onChange={(answer) => change({ check: { ...value.check, [key]: answer } })}
                />
                {value.check[key] === 'yes' && <p className={styles.muted}>{yes}</p>}
              </div>
            ))}
          </fieldset>
          {(value.check.reveals === 'yes' || value.check.endangers === 'yes') && (
            <TextArea
              label={t('How the risk is met')}
              name="explanation"
              rows={1}
              value={value.explanation}
              onChange={(explanation) => change({ explanation })}
            />
          )}
          <SignBar
            words={t('Propose to a supervisor')}
            draft={draft}
            enabled={!elsewhere}
            lacks={[
              ...(value.text.trim() === '' ? [t('Write the question.')] : []),
              ...(value.purpose.trim() === '' ? [t('Say why it is needed.')] : []),
              ...taskingGaps(value.check, value.explanation),
            ]}
            onSign={() =>
              signDraft(draft, PART, {
                type: 'question_proposed',
                facets: value.replaces === null ? {} : { replaces: value.replaces },
                payload: {
                  text: value.text.trim(),
                  purpose: value.purpose.trim(),
                  check: {
                    asksToAct: value.check.asksToAct === 'yes',
                    reveals: value.check.reveals === 'yes',
                    endangers: value.check.endangers === 'yes',
                  },
                  ...(value.explanation.trim() !== '' && { explanation: value.explanation.trim() }),
                },
              })
            }
          />
        </div>
      )}
      <CharityFeedback />
    </div>
  );
}
