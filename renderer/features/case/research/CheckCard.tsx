import { useRef, useState } from 'react';
import { z } from 'zod';
import { labelOf } from '../../../words/codes.ts';
import type { Check } from '../../../../shared/domain/work-file.ts';
import { Button, Foreign, RadioKeys, TextArea } from '../../../ui/index.ts';
import { GradeForm } from '../assess/GradeForm.tsx';
import { gradeInWords } from '../assess/grade-words.ts';
import styles from '../assess/assess.module.css';
import entries from '../parts/entries.module.css';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { combinedGrade } from '../../../../shared/domain/grade.ts';
import { t } from '../../../words/t.ts';

const results = [
  { value: 'found', label: t('Found') },
  { value: 'nothing', label: t('Nothing found') },
  { value: 'not_available', label: t('Not available') },
] as const;
const resultWord = Object.fromEntries(results.map(({ value, label }) => [value, label]));

const AnswerForm = z.object({ result: z.enum(['found', 'nothing', 'not_available']).nullable(), text: z.string() });
type AnswerForm = z.infer<typeof AnswerForm>;
const emptyAnswer = (): AnswerForm => ({ result: null, text: '' });

/** One check: what was asked, under whose authority, what it brought, and the grade of what it brought. */
export function CheckCard({ check }: { readonly check: Check }) {
  const { read, file } = useOpenCase();
  const { event, facets, contents, answer } = check;
  const hasDraft = (part: string) => read.drafts.some((draft) => draft.part === part);
  const [answering, setAnswering] = useState(() => hasDraft(`check ${event}`));
  const grades = answer === null ? [] : (file.grades[answer.event] ?? []);
  const latest = grades.at(-1);
  const [grading, setGrading] = useState(() => answer !== null && hasDraft(`grade ${answer.event}`));
  return (
    <li className={entries.entry} aria-label={t('Check: {{label}}', { label: labelOf('check', facets.check) })}>
      <p className={entries.entryHead}>
        <strong>{labelOf('check', facets.check)}</strong>
        <span className={styles.muted}>{labelOf('check_authority', facets.authority)}</span>
        {answer === null && <span className={entries.open}>{t('open')}</span>}
        {latest !== undefined && <span className={styles.cardGrade}>{combinedGrade(latest.grade)}</span>}
      </p>
      <p>
        <Foreign text={contents?.about ?? t('Erased')} />
        {contents !== null && (
          <span className={styles.muted}>
            {' '}
            · <Foreign text={contents.purpose} />
          </span>
        )}
      </p>
      <Signature signed={check} verb={t('Asked')} />
      {answer !== null && (
        <div className={entries.answer}>
          <strong>{resultWord[answer.facets.result]}</strong> <Foreign text={answer.contents?.text ?? ''} />
          <br />
          <Signature signed={answer} verb={t('Entered')} />
          {latest !== undefined && <p className={styles.cardMeaning}>{gradeInWords(latest.grade)}</p>}
          {answer.facets.result === 'found' && !grading && (
            <Button variant="quiet" onClick={() => setGrading(true)}>
              {latest === undefined ? t('Grade what was found') : t('Grade again')}
            </Button>
          )}
          {grading && (
            <GradeForm statement={answer.event} number={0} anonymous={false} onSigned={() => setGrading(false)} />
          )}
        </div>
      )}
      {answer === null && !answering && (
        <Button variant="quiet" onClick={() => setAnswering(true)}>
          {t('Enter what it brought')}
        </Button>
      )}
      {answer === null && answering && <AnswerFields check={event} onDone={() => setAnswering(false)} />}
    </li>
  );
}

function AnswerFields({ check, onDone }: { readonly check: string; readonly onDone: () => void }) {
  const { caseId, read } = useOpenCase();
  const part = `check ${check}`;
  const draft = useDraft(caseId, part, read.drafts, AnswerForm, emptyAnswer);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const needsText = value.result === 'found' && value.text.trim() === '';
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <RadioKeys label={t('Result')} choices={results} value={value.result} onChange={(result) => change({ result })} />
      <TextArea
        label={t('What it says, in words that could be sent on')}
        name="text"
        rows={2}
        autoFocus
        value={value.text}
        onChange={(text) => change({ text })}
      />
      <SignBar
        words={t('Sign the answer')}
        draft={draft}
        lacks={[
          ...(value.result === null ? [t('Choose the result.')] : []),
          ...(needsText ? [t('Write what was found.')] : []),
        ]}
        onSign={async () => {
          const error = await signDraft(draft, part, {
            type: 'check_answered',
            facets: { check, result: value.result! },
            payload: { text: value.text.trim() },
          });
          if (error === null) onDone();
          return error;
        }}
      />
    </div>
  );
}
