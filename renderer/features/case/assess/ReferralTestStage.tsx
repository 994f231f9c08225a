import { z } from 'zod';
import { codeList, labelOf } from '../../../words/codes.ts';
import { GroundAnswer } from '../../../../shared/domain/events/assessment.ts';
import { referralDueAt } from '../../../../shared/domain/statutory-clock.ts';
import { instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { dayAndTime } from '../when.ts';
import { dangerWord } from '../words.ts';
import styles from './assess.module.css';
import { Authority } from './Authority.tsx';
import { Earlier } from './Earlier.tsx';
import { ClearAt } from './ClearAt.tsx';
import { Grounds } from './Grounds.tsx';
import { roundOf } from './rounds.ts';
import { t } from '../../../words/t.ts';

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
  const { caseId, read, file, me, now } = useOpenCase();
  const signDraft = useSignDraft();
  const draft = useDraft(caseId, 'referral_test', read.drafts, TestForm, emptyForm);
  const { value, change } = draft;
  const anyYes = Object.values(value.answers).includes('yes');
  const open = grounds.filter(({ code }) => value.answers[code] === undefined).length;
  const becameClearAt = anyYes ? instantOfField(value.clear) : null;
  const future = becameClearAt !== null && Date.parse(becameClearAt) > Date.now() + 60_000;

  const onSign = () =>
    signDraft(draft, 'referral_test', {
      type: 'assessed',
      facets: {
        stage: 'referral_test',
        round: roundOf(file, me.user, 'referral_test'),
        grounds: grounds.map(({ code }) => ({ ground: code, answer: value.answers[code]! })),
        ...(becameClearAt !== null && { becameClearAt }),
      },
      payload: {},
    });

  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <p className={styles.muted}>
        {t('If what is reported were true, would it be …? Likelihood and grades play no part here.')}
      </p>
      <Grounds answers={value.answers} onChange={(answers) => change({ answers })} />
      {anyYes && <ClearAt value={value.clear} onChange={(clear) => change({ clear })} />}
      <SignBar
        words={t('Sign referral test')}
        draft={draft}
        lacks={[
          ...(open > 0
            ? [open === 1 ? t('One ground is not answered.') : t('{{open}} grounds are not answered.', { open })]
            : []),
          ...(anyYes && becameClearAt === null ? [t('Say when it first became clear.')] : []),
          ...(future ? [t('It cannot have become clear in the future.')] : []),
        ]}
        onSign={onSign}
      />
      <Authority />
      <Earlier
        entries={file.assessments.flatMap((a) => {
          if (a.facets.stage !== 'referral_test') return [];
          const yes = a.facets.grounds.filter((g) => g.answer !== 'no');
          const clear = a.facets.becameClearAt;
          const words =
            yes.length === 0
              ? t('No on every ground')
              : yes.map((g) => `${dangerWord[g.answer]}: ${labelOf('mandatory_referral_ground', g.ground)}`).join('; ');
          return [
            {
              signed: a,
              words:
                clear === undefined
                  ? words
                  : t('{{words}}. Due {{dayAndTime}}', { words, dayAndTime: dayAndTime(referralDueAt(clear), now) }),
            },
          ];
        })}
      />
    </div>
  );
}
