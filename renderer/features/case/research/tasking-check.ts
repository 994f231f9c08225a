import type { TaskingCheck } from '../../../../shared/domain/events/research.ts';
import type { z } from 'zod';
import { t } from '../../../words/t.ts';

/** The three questions before a question: each answered by the author, each with what follows from a yes. */
export const taskingQuestions = [
  {
    key: 'asksToAct',
    words: t('Does it ask the reporter to go, look, obtain, keep in touch or find out?'),
    yes: t('That would make the reporter a covert source (RIPA 2000, s.26(8)). Ask only for what is known already.'),
  },
  {
    key: 'reveals',
    words: t('Could its wording tell what the police know, or that they look into it?'),
    yes: t('Reword it so that it would say nothing to somebody who reads over the shoulder.'),
  },
  {
    key: 'endangers',
    words: t('Could asking or answering put somebody at risk?'),
    yes: t('Say below how that risk is met, or do not ask.'),
  },
] as const satisfies readonly { key: keyof z.infer<typeof TaskingCheck>; words: string; yes: string }[];

export type TaskingAnswers = { readonly [K in (typeof taskingQuestions)[number]['key']]?: 'yes' | 'no' | undefined };

/** Why a question may not be proposed as it stands: as sentences, empty when it may. */
export function taskingGaps(answers: TaskingAnswers, explanation: string): string[] {
  const open = taskingQuestions.filter(({ key }) => answers[key] === undefined).length;
  if (open > 0)
    return [
      open === 1
        ? t('Answer the tasking check: one is open.')
        : t('Answer the tasking check: {{open}} are open.', { open }),
    ];
  if (answers.asksToAct === 'yes') return [t('A question that asks the reporter to act cannot be sent.')];
  const risky = answers.reveals === 'yes' || answers.endangers === 'yes';
  return risky && explanation.trim() === '' ? [t('Say how the risk is met.')] : [];
}
