import { useRef, useState } from 'react';
import { holdSeconds } from '../../../app/hold-length.ts';
import type { CallError } from '../../../../shared/bridge/call.ts';
import { codeList } from '../../../words/codes.ts';
import type { Outcome, Route } from '../../../../shared/domain/events/assessment.ts';
import { Button, RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { CheckKeys } from '../parts/CheckKeys.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import type { Drafted } from '../use-draft.ts';
import { gapInWords, outcomeWord } from '../words.ts';
import styles from './assess.module.css';
import own from './decision.module.css';
import { ForceField } from './ForceField.tsx';
import { type DecisionForm, gapsOf } from './gaps.ts';
import { ModelRows } from './ModelRows.tsx';
import { Templates } from './templates/Templates.tsx';

const outcomes = codeList('outcome').entries.map(({ code }) => ({
  value: code as Outcome,
  label: outcomeWord[code as Outcome],
  key: code.charAt(0).toUpperCase(),
}));
const routes = codeList('route').entries.map(({ code, label }) => ({ value: code as Route, label }));

/** The stages that hold words; absent where none does. */
function modelOf({ model }: DecisionForm): { model?: Record<string, string> } {
  const written = Object.entries(model).flatMap(([key, text]) => (text.trim() === '' ? [] : [[key, text.trim()]]));
  return written.length === 0 ? {} : { model: Object.fromEntries(written) as Record<string, string> };
}

interface Props {
  readonly draft: Drafted<DecisionForm>;
  readonly onCancel: (() => void) | null;
}

/** The form of a decision. The first `Ctrl+Enter` lists what is missing, the second holds it and then signs. */
export function DecisionFields({ draft, onCancel }: Props) {
  const { read, file, sign, openStage } = useOpenCase();
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const { value, change } = draft;
  const gaps = gapsOf(file, value);
  const key = JSON.stringify(gaps);
  // The gaps that were shown: new ones are shown again before anything is signed.
  const [told, setTold] = useState<string | null>(null);
  const listed = told !== null && gaps.length > 0;

  const ready = () => {
    const seen = gaps.length === 0 || told === key;
    if (!seen) setTold(key);
    return seen && !gaps.some((gap) => gap.blocks);
  };
  const onSign = async (): Promise<CallError | null> => {
    const rejected = value.optionsRejected.filter((o) => o.option.trim() !== '' || o.why.trim() !== '');
    const answer = await sign({
      type: 'decided',
      facets: {
        outcomes: value.outcomes,
        route: value.route,
        ...(value.route === 'other_force' && { force: value.force }),
      },
      payload: {
        ...modelOf(value),
        rationale: value.rationale.trim(),
        optionsRejected: rejected.map(({ option, why }) => ({ option: option.trim(), why: why.trim() })),
      },
      basedOn: read.slots.decision ?? null,
      ...(value.supersedes !== null && { supersedes: value.supersedes }),
      draft: 'decision',
      holdSeconds: holdSeconds(),
    });
    if (!answer.ok) return answer.error;
    if (answer.value.heldUntil === null) draft.signed();
    return null;
  };
  const setOption = (index: number, part: Partial<{ option: string; why: string }>) =>
    change({ optionsRejected: value.optionsRejected.map((o, at) => (at === index ? { ...o, ...part } : o)) });

  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      {value.copiedFrom !== null && (
        <p className={styles.muted}>
          {t('Copied from version {{number}}: change what you decide otherwise.', { number: value.copiedFrom })}
        </p>
      )}
      <CheckKeys
        label={t('Outcome: they combine')}
        choices={outcomes}
        values={value.outcomes}
        onChange={(chosen) => change({ outcomes: chosen })}
        direction="row"
      />
      <RadioKeys label={t('Route')} choices={routes} value={value.route} onChange={(route) => change({ route })} />
      {value.route === 'other_force' && (
        <ForceField
          own={read.row.force}
          typed={value.forceTyped}
          chosen={value.force}
          onType={(forceTyped) => change({ forceTyped, force: '' })}
          onChoose={(force, forceTyped) => change({ force, forceTyped })}
        />
      )}
      <div className={own.rationale}>
        <Templates form={form} use="decision" />
        <TextArea
          label={t('Rationale')}
          name="rationale"
          rows={4}
          value={value.rationale}
          onChange={(rationale) => change({ rationale })}
        />
      </div>
      <ModelRows model={value.model} onChange={(model) => change({ model })} />
      <fieldset className={own.plainSet}>
        <legend className="sr-only">{t('Options rejected')}</legend>
        <div className={own.optionHead}>
          <span className={styles.small} aria-hidden="true">
            {t('Options rejected')}
          </span>
          <Button
            variant="quiet"
            onClick={() => change({ optionsRejected: [...value.optionsRejected, { option: '', why: '' }] })}
          >
            {t('Add an option')}
          </Button>
        </div>
        {value.optionsRejected.map((rejected, index) => (
          <div key={index} className={own.optionRow}>
            <input
              aria-label={t('Option {{index}}', { index: index + 1 })}
              placeholder={t('Option')}
              name={`option ${index}`}
              value={rejected.option}
              maxLength={200}
              dir="auto"
              onChange={(event) => setOption(index, { option: event.target.value })}
            />
            <input
              aria-label={t('Why option {{index}} was rejected', { index: index + 1 })}
              placeholder={t('Why not')}
              name={`why ${index}`}
              value={rejected.why}
              maxLength={4000}
              dir="auto"
              onChange={(event) => setOption(index, { why: event.target.value })}
            />
            <Button
              variant="quiet"
              aria-label={t('Remove option {{index}}', { index: index + 1 })}
              onClick={() => change({ optionsRejected: value.optionsRejected.filter((_, at) => at !== index) })}
            >
              {t('Remove')}
            </Button>
          </div>
        ))}
      </fieldset>
      {listed && (
        <section className={own.gaps} aria-label={t('What is missing')} role="alert">
          <p>
            {gaps.some((gap) => gap.blocks)
              ? t('This is missing:')
              : t('This is open. Ctrl+Enter again holds the decision for {{seconds}} seconds and signs it.', {
                  seconds: holdSeconds(),
                })}
          </p>
          <ul>
            {gaps.map((gap) => (
              <li key={gap.code} data-blocks={gap.blocks}>
                {gapInWords(gap)}{' '}
                {gap.stage !== 'decision' && (
                  <button type="button" className={own.link} onClick={() => openStage(gap.stage)}>
                    {t('Go there')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <SignBar words={t('Sign decision')} draft={draft} ready={ready} onSign={onSign}>
        {onCancel !== null && (
          <Button variant="quiet" onClick={onCancel}>
            {t('Keep what stands')}
          </Button>
        )}
      </SignBar>
    </div>
  );
}
