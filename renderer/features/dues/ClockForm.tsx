import { useRef } from 'react';
import { z } from 'zod';
import type { CaseAnswer } from '../../../shared/bridge/case.ts';
import { clockLabel } from '../../words/clocks.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { type Choice, RadioKeys, TextArea } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { fieldOfInstant, instantOfField } from '../case/london-field.ts';
import { SignBar } from '../case/parts/SignBar.tsx';
import { useCaret } from '../case/use-caret.ts';
import { useDraft } from '../case/use-draft.ts';
import styles from '../case/dues/dues.module.css';
import { dueInWords } from './due-words.ts';

const Act = z.enum(['move', 'done', 'not_required']);
type Act = z.infer<typeof Act>;
const ClockDraft = z.object({ act: Act.nullable(), due: z.string(), words: z.string() });
type ClockDraft = z.infer<typeof ClockDraft>;
const emptyClock = (): ClockDraft => ({ act: null, due: '', words: '' });

export const clockPart = (clock: string) => `clock ${clock}`;

const choices = (): Record<Act, Choice<Act>> => ({
  move: { value: 'move', label: t('Move it'), key: 'M' },
  done: { value: 'done', label: t('Done'), key: 'D' },
  not_required: { value: 'not_required', label: t('Not required'), key: 'N' },
});
const wordsLabel = (act: Act | null): string => {
  switch (act) {
    case 'move':
      return t('Why it is moved');
    case 'done':
      return t('How it was done');
    case 'not_required':
      return t('Not required because');
    case null:
      return t('Reason');
  }
};

interface Props {
  readonly read: Pick<CaseAnswer, 'drafts' | 'slots'>;
  readonly caseId: string;
  readonly clock: { readonly clock: string; readonly kind: 'statutory' | 'service'; readonly due: string };
  /** Milliseconds. */
  readonly now: number;
  readonly onSigned: () => void;
}

/**
 * What can be done about a clock, with a reason: a service clock is moved, done or not required; a statutory one, which
 * the law sets, only done or not required.
 */
export function ClockForm({ read, caseId, clock, now, onSigned }: Props) {
  const part = clockPart(clock.clock);
  const draft = useDraft(caseId, part, read.drafts, ClockDraft, emptyClock);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const { value, change } = draft;
  const statutory = clock.kind === 'statutory';
  // A draft of before a clock became statutory must not offer what the law does not.
  const act = statutory && value.act === 'move' ? null : value.act;
  const { move, done, not_required: notRequired } = choices();
  const due = instantOfField(value.due);
  const sign = async () => {
    const moved = act === 'move';
    const at = new Date(now).toISOString();
    const answer = await call('case.sign', {
      caseId,
      type: moved ? 'clock_moved' : 'clock_settled',
      facets: moved ? { clock: clock.clock, due: due! } : { clock: clock.clock, result: act!, at },
      payload: moved ? { reason: value.words.trim() } : { because: value.words.trim() },
      basedOn: read.slots[`clock ${clock.clock}`] ?? null,
      ...(draft.savedAt !== null && { draft: part }),
    });
    if (!answer.ok) return answer.error;
    draft.signed();
    askAgain('case.read');
    onSigned();
    return null;
  };
  return (
    <div
      ref={form}
      className={styles.form}
      data-draft={draft.savedAt !== null}
      role="group"
      aria-label={t('Clock: {{clock}}', { clock: clockLabel(clock.clock) })}
    >
      <p>
        <strong>{clockLabel(clock.clock)}</strong> {dueInWords(clock.due, now)}.{' '}
        {statutory && t('The law sets this clock: it cannot be moved.')}
      </p>
      <RadioKeys
        label={t('What happens to it')}
        choices={statutory ? [done, notRequired] : [move, done, notRequired]}
        value={act}
        onChange={(next) => change({ act: next })}
        focusFirst
      />
      {act === 'move' && (
        <label className={styles.when}>
          <span>{t('New time, in London')}</span>
          <input
            type="datetime-local"
            name="due"
            min={fieldOfInstant(new Date(now).toISOString())}
            value={value.due}
            onChange={(event) => change({ due: event.target.value })}
          />
        </label>
      )}
      <TextArea
        label={wordsLabel(act)}
        name="words"
        rows={3}
        maxLength={2000}
        value={value.words}
        onChange={(words) => change({ words })}
      />
      <SignBar
        words={act === 'move' ? t('Sign the new time') : t('Sign')}
        draft={draft}
        lacks={[
          ...(act === null ? [t('Choose what happens to it.')] : []),
          ...(act === 'move' && due === null ? [t('Give the new time.')] : []),
          ...(act === 'move' && due !== null && Date.parse(due) <= now ? [t('The new time must lie ahead.')] : []),
          ...(value.words.trim() === '' ? [t('Write the reason.')] : []),
        ]}
        onSign={sign}
      />
    </div>
  );
}
