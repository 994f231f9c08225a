import { useRef } from 'react';
import { z } from 'zod';
import { isTrueOf } from '../../../../shared/domain/charity.ts';
import { codeList } from '../../../../shared/domain/codes.ts';
import { ClockMark } from '../../../ui/index.ts';
import { labelOf } from '../../../words/codes.ts';
import { clockLabel } from '../../../words/clocks.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { dueInWords } from '../../dues/due-words.ts';
import { instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import entries from '../parts/entries.module.css';
import { CodeSelect } from '../parts/CodeSelect.tsx';
import { Signature } from '../parts/Signature.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { dayAndTime } from '../when.ts';
import { standingDecision } from './tell-form.ts';
import { TimeField } from './TimeField.tsx';
import classes from './recipients.module.css';

export const CHARITY_PART = 'charity';
const FeedbackForm = z.object({ feedback: z.string(), toldAt: z.string() });
const emptyFeedback = () => ({ feedback: '', toldAt: '' });

/** The clocks of what the charity is owed, beside that of its own answer. */
const clocks = ['acknowledge_charity', 'charity_answer', 'charity_feedback'];

/**
 * What the charity was told and asked, in one line of time, and a code to tell it next. There is no field for words: what
 * is written for the charity may reach the reporter, and through them the person reported.
 */
export function CharityFeedback() {
  const { caseId, read, file, now } = useOpenCase();
  const draft = useDraft(caseId, CHARITY_PART, read.drafts, FeedbackForm, emptyFeedback);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const { charity, questions } = file.work;
  const decision = standingDecision(file);
  const offered = codeList('charity_feedback')
    .entries.map(({ code }) => code)
    .filter((code) => isTrueOf(code, decision) && (code !== 'RECEIVED' || charity.length === 0))
    .filter((code) => !charity.some(({ facets, at }) => facets.feedback === code && at >= (decision?.at ?? '')));
  const told = [
    ...charity.map((one) => ({
      signed: one,
      at: one.facets.toldAt,
      words: t('Told: {{feedback}}', { feedback: labelOf('charity_feedback', one.facets.feedback) }),
    })),
    ...questions.flatMap(({ passed, answer }) => [
      ...(passed === null
        ? []
        : [{ signed: passed, at: passed.facets.passedAt, words: t('A question was passed on') }]),
      ...(answer === null
        ? []
        : [
            {
              signed: answer,
              at: answer.at,
              words: t('Its answer came: {{result}}', { result: results()[answer.facets.result] }),
            },
          ]),
    ]),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  const toldAt = value.toldAt === '' ? new Date().toISOString() : instantOfField(value.toldAt);
  return (
    <section className={styles.form} aria-label={t('The charity')}>
      {read.clocks
        .filter(({ clock }) => clocks.includes(clock))
        .map((clock) => (
          <p key={clock.clock} className={Date.parse(clock.due) < now ? styles.due : styles.muted}>
            <ClockMark kind={clock.kind} /> {clockLabel(clock.clock)}: {dueInWords(clock.due, now)}
          </p>
        ))}
      {told.length > 0 && (
        <ol className={classes.told} aria-label={t('What the charity was told and asked')}>
          {told.map(({ signed, at, words }) => (
            <li key={signed.event} className={entries.answer}>
              {words}, {dayAndTime(at, now)} <Signature signed={signed} />
            </li>
          ))}
        </ol>
      )}
      {offered.length === 0 ? (
        <p className={styles.muted}>{t('The charity has been told what may be told for now.')}</p>
      ) : (
        <div
          ref={form}
          className={styles.form}
          data-draft={draft.savedAt !== null}
          role="group"
          aria-label={t('Feedback')}
        >
          <CodeSelect
            label={t('Tell the charity, by one code and no word')}
            list="charity_feedback"
            on={new Date(now).toISOString()}
            only={offered}
            value={value.feedback}
            onChange={(feedback) => change({ feedback })}
          />
          {value.feedback !== '' && (
            <TimeField
              label={t('Told at; now, if left empty')}
              value={value.toldAt}
              onChange={(at) => change({ toldAt: at })}
            />
          )}
          <SignBar
            words={t('Sign feedback')}
            draft={draft}
            enabled={false}
            lacks={[
              ...(value.feedback === '' ? [t('Choose what the charity is told.')] : []),
              ...(toldAt === null ? [t('Write the whole time, or leave it empty.')] : []),
              ...(toldAt !== null && Date.parse(toldAt) > Date.now()
                ? [t('It cannot have been told in the future.')]
                : []),
            ]}
            onSign={() =>
              signDraft(draft, CHARITY_PART, {
                type: 'charity_told',
                facets: { feedback: value.feedback, toldAt: toldAt! },
                payload: {},
                basedOn: read.slots.charity ?? null,
              })
            }
          />
        </div>
      )}
    </section>
  );
}

const results = () => ({
  answered: t('answered'),
  declined: t('declined'),
  no_contact: t('no contact'),
});
