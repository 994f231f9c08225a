import { useRef } from 'react';
import type { Outcome } from '../../../../shared/domain/events/assessment.ts';
import { Button, Field, RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { rulesOf } from '../../danger/prefill.ts';
import styles from '../assess/assess.module.css';
import { useOpenCase } from '../open-case.ts';
import { useCaret } from '../use-caret.ts';
import type { Drafted } from '../use-draft.ts';
import { outcomeWord } from '../words.ts';
import type { SendForm } from './pack.ts';
import { PackCodes } from './PackCodes.tsx';

interface Props {
  readonly draft: Drafted<SendForm>;
  readonly outcomes: readonly Outcome[];
  /** Whose codes hold. */
  readonly day: string;
}

/** What is asked of the recipient, and how the pack may be used. */
export function PackWords({ draft, outcomes, day }: Props) {
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const { value, change } = draft;
  const { file } = useOpenCase();
  const card = rulesOf(file.work.safeContact.at(-1)?.contents ?? null);
  return (
    <div ref={form} className={styles.form}>
      <RadioKeys
        label={t('For which outcome')}
        choices={outcomes.map((outcome) => ({
          value: outcome,
          label: outcomeWord[outcome],
          key: outcome.charAt(0).toUpperCase(),
        }))}
        value={value.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      <Field
        label={t('Title, without a name')}
        name="title"
        maxLength={200}
        dir="auto"
        value={value.title}
        onChange={(event) => change({ title: event.target.value })}
      />
      <TextArea
        label={t('What is asked')}
        name="request"
        rows={4}
        value={value.request}
        onChange={(request) => change({ request })}
      />
      <TextArea
        label={t('Safeguarding, if any')}
        name="safeguarding"
        rows={2}
        value={value.safeguarding}
        onChange={(safeguarding) => change({ safeguarding })}
      />
      {card !== '' && value.safeguarding.trim() === '' && (
        <p className={styles.row}>
          <Button variant="quiet" onClick={() => change({ safeguarding: card })}>
            {t('Take over the safe-contact card')}
          </Button>
        </p>
      )}
      <PackCodes draft={draft} day={day} />
      <TextArea
        label={t('Handling in words')}
        name="handling"
        rows={2}
        maxLength={2000}
        value={value.handling}
        onChange={(handling) => change({ handling })}
      />
    </div>
  );
}
