import type { AlertWords } from '../../../shared/bridge/danger.ts';
import { t } from '../../words/t.ts';

/** What is read out: who speaks, and the alert's words without anything that would show who reported. */
export interface Spoken {
  readonly caller: string;
  readonly unitName: string;
  readonly reference: string;
  readonly told: NonNullable<AlertWords['told']>;
}

const closed = (words: string) => (/[.!?…”]$/u.test(words.trim()) ? words.trim() : `${words.trim()}.`);

/** The lines to say on the telephone, in order. What is not known is said to be so: silence is taken for an answer. */
export function scriptOf({ caller, unitName, reference, told }: Spoken): string[] {
  const safe = told.safeContact.trim();
  return [
    t('This is {{caller}}, {{unitName}}. A person is in danger now, and nobody has taken it on.', { caller, unitName }),
    t('Our reference is {{reference}}.', { reference: [...reference].join(' ') }),
    told.who.trim() === ''
      ? t('We do not know who it is.')
      : t('Who is in danger: {{words}}', { words: closed(told.who) }),
    told.where.trim() === '' ? t('We do not know where.') : t('Where: {{words}}', { words: closed(told.where) }),
    ...(told.whyNow.trim() === '' ? [] : [t('Why now: {{words}}', { words: closed(told.whyNow) })]),
    safe === ''
      ? t('We have no rules for safe contact: do not ring, write or call there before we have spoken again.')
      : t('How to reach them without harm: {{words}}', { words: closed(safe) }),
    t('I cannot say how we know. Please do not ask, and do not tell anybody that there was a report.'),
    t('Please tell me your name, and that you take this on. I write down the time.'),
  ];
}
