import { type KeyboardEvent, useRef } from 'react';
import { z } from 'zod';
import { codeList, labelOf } from '../../../../shared/domain/codes.ts';
import { GroundAnswer } from '../../../../shared/domain/events/assessment.ts';
import { referralDueAt } from '../../../../shared/domain/statutory-clock.ts';
import { Button, ClockMark, RadioKeys } from '../../../ui/index.ts';
import { fieldOfInstant, instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useDraft } from '../use-draft.ts';
import { dayAndTime, relative } from '../when.ts';
import { dangerWord } from '../words.ts';
import { answerChoices } from './answer-choices.ts';
import styles from './assess.module.css';
import { Earlier } from './Earlier.tsx';
import { roundOf } from './rounds.ts';

const grounds = codeList('mandatory_referral_ground').entries;

const TestForm = z.object({
  answers: z.record(z.string(), GroundAnswer),
  /** As the field of the page gives it: `2026-11-23T09:41`, on the clock of London. */
  clear: z.string(),
});
type TestForm = z.infer<typeof TestForm>;
const emptyForm = (): TestForm => ({ answers: {}, clear: '' });

/**
 * Stage 5: each ground taken at its highest, "if true" (R (Rose) v Chief Constable of Greater Manchester Police [2021]
 * EWHC 875 (Admin)). Nothing here reads a grade: a weak grade must never hide the question.
 */
export function ReferralTestStage() {
  const { caseId, read, file, me, now, sign } = useOpenCase();
  const draft = useDraft(caseId, 'referral_test', read.drafts, TestForm, emptyForm);
  const { value, change } = draft;
  const list = useRef<HTMLUListElement>(null);
  const anyYes = Object.values(value.answers).includes('yes');
  const open = grounds.filter(({ code }) => value.answers[code] === undefined).length;
  const becameClearAt = anyYes ? instantOfField(value.clear) : null;
  const future = becameClearAt !== null && Date.parse(becameClearAt) > Date.now() + 60_000;
  const due = becameClearAt === null || future ? null : referralDueAt(becameClearAt);
  const passed = due !== null && Date.parse(due) < now;

  /** After a letter the next ground has the focus, so that ten answers are ten keys. */
  const goOn = (event: KeyboardEvent, index: number) => {
    if (!/^[ynu]$/i.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const groups = list.current?.querySelectorAll<HTMLElement>('[role="radiogroup"]');
    groups
      ?.item(index + 1)
      ?.querySelector<HTMLElement>('[tabindex="0"]')
      ?.focus();
  };

  const onSign = async () => {
    const answer = await sign({
      type: 'assessed',
      facets: {
        stage: 'referral_test',
        round: roundOf(file, me.user, 'referral_test'),
        grounds: grounds.map(({ code }) => ({ ground: code, answer: value.answers[code]! })),
        ...(becameClearAt !== null && { becameClearAt }),
      },
      payload: {},
      ...(draft.savedAt !== null && { draft: 'referral_test' }),
    });
    if (!answer.ok) return answer.error;
    draft.signed();
    return null;
  };

  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <p className={styles.muted}>
        If what is reported were true, would it be …? Likelihood and grades play no part here.
      </p>
      <ul ref={list} className={styles.grounds}>
        {grounds.map(({ code, label }, index) => (
          <li key={code} onKeyDown={(event) => goOn(event, index)}>
            <span className={styles.groundLabel}>{label}</span>
            <RadioKeys
              label={label}
              labelHidden
              choices={answerChoices}
              value={value.answers[code] ?? null}
              onChange={(answer) => change({ answers: { ...value.answers, [code]: answer } })}
            />
          </li>
        ))}
      </ul>
      {anyYes && (
        <div className={styles.clock}>
          <label>
            <span className={styles.small}>When did that first become clear?</span>
            <input
              type="datetime-local"
              name="clear"
              max={fieldOfInstant(new Date(now + 60_000).toISOString())}
              value={value.clear}
              onChange={(event) => change({ clear: event.target.value })}
            />
          </label>
          <Button variant="quiet" onClick={() => change({ clear: fieldOfInstant(new Date().toISOString()) })}>
            Now
          </Button>
          {due !== null && (
            <p className={passed ? styles.passed : styles.due} role="status">
              <ClockMark kind="statutory" /> clear {dayAndTime(becameClearAt!, now)}, {passed ? 'was due' : 'due'}{' '}
              {dayAndTime(due, now)}, {relative(due, now)}
            </p>
          )}
        </div>
      )}
      <SignBar
        words="Sign referral test"
        draft={draft}
        lacks={[
          ...(open > 0 ? [open === 1 ? 'One ground is not answered.' : `${open} grounds are not answered.`] : []),
          ...(anyYes && becameClearAt === null ? ['Say when it first became clear.'] : []),
          ...(future ? ['It cannot have become clear in the future.'] : []),
        ]}
        onSign={onSign}
      />
      <Earlier
        entries={file.assessments.flatMap((a) => {
          if (a.facets.stage !== 'referral_test') return [];
          const yes = a.facets.grounds.filter((g) => g.answer !== 'no');
          const clear = a.facets.becameClearAt;
          const words =
            yes.length === 0
              ? 'No on every ground'
              : yes.map((g) => `${dangerWord[g.answer]}: ${labelOf('mandatory_referral_ground', g.ground)}`).join('; ');
          return [
            {
              signed: a,
              words: clear === undefined ? words : `${words}. Due ${dayAndTime(referralDueAt(clear), now)}`,
            },
          ];
        })}
      />
    </div>
  );
}
