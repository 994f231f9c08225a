import { useRef } from 'react';
import { z } from 'zod';
import type { AwaitedRecipient } from '../../../../shared/domain/recipients-of.ts';
import { nextSteps, RecipientStep, stepsOf } from '../../../../shared/domain/recipients.ts';
import { Field, RadioKeys, TextArea } from '../../../ui/index.ts';
import { stepName } from '../../../words/recipients.ts';
import { t } from '../../../words/t.ts';
import { useFocusFirst } from '../../danger/focus-first.ts';
import styles from '../assess/assess.module.css';
import { fieldOfInstant, instantOfField } from '../london-field.ts';
import { useOpenCase } from '../open-case.ts';
import { CodeSelect } from '../parts/CodeSelect.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { TimeField } from './TimeField.tsx';

export const answerPart = (recipient: string) => `recipient ${recipient}`;

const AnswerForm = z.object({
  step: z.union([RecipientStep, z.literal('chased'), z.null()]),
  at: z.string(),
  code: z.string(),
  means: z.string(),
  who: z.string(),
  reference: z.string(),
  note: z.string(),
});
type AnswerForm = z.infer<typeof AnswerForm>;
const emptyAnswer = (): AnswerForm => ({
  step: null,
  at: fieldOfInstant(new Date().toISOString()),
  code: '',
  means: '',
  who: '',
  reference: '',
  note: '',
});

interface Props {
  readonly recipient: AwaitedRecipient;
  readonly onSigned: () => void;
}

/** What a recipient answered, recorded on their behalf, or that they were asked: only what may come next is offered. */
export function AnswerRecipient({ recipient, onSigned }: Props) {
  const { caseId, read, now } = useOpenCase();
  const { id, kind, way } = recipient;
  const part = answerPart(id);
  const draft = useDraft(caseId, part, read.drafts, AnswerForm, emptyAnswer);
  const form = useRef<HTMLDivElement>(null);
  useFocusFirst(form, ...(draft.caret === null ? [] : [`[name="${draft.caret.field}"]`]), '[data-autofocus]');
  useCaret(form, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const asks = recipient.awaited !== null && recipient.state !== 'returned';
  const steps = nextSteps(recipient);
  const choices = [
    ...steps.map((step) => ({ value: step as string, label: stepName(kind, step) })),
    ...(asks ? [{ value: 'chased', label: t('We asked them again') }] : []),
  ].map((choice, n) => ({ ...choice, key: String(n + 1) }));
  const step = choices.some((choice) => choice.value === value.step) ? value.step : null;
  const rule = step === null || step === 'chased' ? undefined : stepsOf(kind, way)[step];
  const at = instantOfField(value.at);
  const day = new Date(now).toISOString();
  const note = value.note.trim();
  const lacks = [
    ...(step === null ? [t('Choose what happened.')] : []),
    ...(at === null ? [t('Say when.')] : []),
    ...(at !== null && Date.parse(at) > Date.now() ? [t('It cannot have happened in the future.')] : []),
    ...(at !== null && at < fieldStart(recipient.since)
      ? [t('It cannot have come before what was recorded last.')]
      : []),
    ...(rule?.list !== undefined && value.code === '' ? [t('Choose a code.')] : []),
    ...(step === 'chased' && value.means === '' ? [t('Choose how they were asked.')] : []),
    ...(rule?.reference && value.reference.trim() === '' ? [t('Write down their reference.')] : []),
  ];
  // A field of minutes may name the minute in which the last step was recorded: no earlier than that step.
  const time = at !== null && at < recipient.since ? recipient.since : at;
  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <RadioKeys
        label={t('What happened')}
        direction="column"
        focusFirst
        choices={choices}
        value={step}
        onChange={(chosen) => change({ step: chosen as AnswerForm['step'], code: '' })}
      />
      {rule?.list !== undefined && (
        <CodeSelect
          label={stepName(kind, step as RecipientStep)}
          list={rule.list}
          on={day}
          value={value.code}
          onChange={(code) => change({ code })}
        />
      )}
      {step === 'chased' && (
        <CodeSelect
          label={t('How they were asked')}
          list="recipient_means"
          on={day}
          value={value.means}
          onChange={(means) => change({ means })}
        />
      )}
      {step === 'acknowledged' && (
        <Field
          label={rule?.reference ? t('Their reference') : t('Their reference, if they gave one')}
          name="reference"
          maxLength={100}
          value={value.reference}
          onChange={(event) => change({ reference: event.currentTarget.value })}
        />
      )}
      {step !== null && step !== 'chased' && step !== 'withdrawn' && (
        <Field
          label={t('Who said so, if they are named')}
          name="who"
          maxLength={400}
          value={value.who}
          onChange={(event) => change({ who: event.currentTarget.value })}
        />
      )}
      <TimeField label={t('When')} value={value.at} onChange={(when) => change({ at: when })} />
      <TextArea
        label={t('Note')}
        name="note"
        rows={2}
        maxLength={2000}
        value={value.note}
        onChange={(words) => change({ note: words })}
      />
      <SignBar
        words={step === 'chased' ? t('Sign that they were asked') : t('Sign the answer')}
        draft={draft}
        enabled={false}
        lacks={lacks}
        onSign={async () => {
          const error = await signDraft(
            draft,
            part,
            step === 'chased'
              ? {
                  type: 'recipient_chased',
                  facets: { recipient: id, at: time!, means: value.means },
                  payload: note === '' ? {} : { note },
                }
              : {
                  type: 'recipient_answered',
                  facets: { recipient: id, step: step!, at: time!, ...(value.code !== '' && { code: value.code }) },
                  payload: {
                    ...(value.who.trim() !== '' && { who: value.who.trim() }),
                    ...(value.reference.trim() !== '' && { reference: value.reference.trim() }),
                    ...(note !== '' && { note }),
                  },
                  basedOn: read.slots[`recipient ${id}`] ?? null,
                },
          );
          if (error === null) onSigned();
          return error;
        }}
      />
    </div>
  );
}

/** The minute of an instant. */
const fieldStart = (instant: string) => `${instant.slice(0, 16)}:00.000Z`;
