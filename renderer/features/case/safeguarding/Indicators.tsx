import { useRef } from 'react';
import { z } from 'zod';
import { codeList, labelOf } from '../../../words/codes.ts';
import { GroundAnswer } from '../../../../shared/domain/events/assessment.ts';
import { storable } from '../../../../shared/domain/primitives.ts';
import { Button, RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import styles from '../assess/assess.module.css';
import { Earlier } from '../assess/Earlier.tsx';
import { roundOf } from '../assess/rounds.ts';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import own from './safeguarding.module.css';

const indicators = codeList('risk_indicator').entries;
const levels = codeList('person_risk_level').entries;
const PART = 'indicators';

const IndicatorForm = z.object({
  answers: z.record(z.string(), GroundAnswer),
  words: z.record(z.string(), z.string()),
  level: z.string(),
  note: z.string(),
});
type IndicatorForm = z.infer<typeof IndicatorForm>;
const emptyForm = (): IndicatorForm => ({ answers: {}, words: {}, level: '', note: '' });

/** Letters as everywhere: yes, no, and U for what is not known. */
const choices = [
  { value: 'yes', label: t('Yes'), key: 'Y' },
  { value: 'no', label: t('No'), key: 'N' },
  { value: 'unclear', label: t('Not known'), key: 'U' },
] as const;

/** The words beside those that are answered with yes; words of an answer that was changed are not sent. */
const wordsOf = ({ answers, words }: IndicatorForm): Record<string, string> =>
  Object.fromEntries(
    Object.entries(words)
      .map(([code, said]) => [code, said.trim()] as const)
      .filter(([code, said]) => answers[code] === 'yes' && said !== ''),
  );

/** What is known of the danger to a person. It counts, and decides nothing: the person sets the level. */
export function Indicators() {
  const { caseId, read, file, me } = useOpenCase();
  const draft = useDraft(caseId, PART, read.drafts, IndicatorForm, emptyForm);
  const list = useRef<HTMLDivElement>(null);
  useCaret(list, draft);
  const signDraft = useSignDraft();
  const { value, change } = draft;
  const yes = indicators.filter(({ code }) => value.answers[code] === 'yes').length;
  const open = indicators.filter(({ code }) => value.answers[code] === undefined);
  const answer = (code: string, given: 'yes' | 'no' | 'unclear') =>
    change({ answers: { ...value.answers, [code]: given } });

  return (
    <div ref={list} className={styles.form} data-draft={draft.savedAt !== null}>
      <p className={styles.muted}>
        {t('Provisional, not a DASH assessment.')} {t('A count decides nothing: you set the level.')}
      </p>
      <ul className={own.indicators}>
        {indicators.map(({ code, label }) => (
          <li key={code}>
            <span className={own.label}>{label}</span>
            <RadioKeys
              label={label}
              labelHidden
              choices={choices}
              value={value.answers[code] ?? null}
              onChange={(given) => answer(code, given)}
            />
            {value.answers[code] === 'yes' && (
              <input
                className={own.words}
                aria-label={t('{{indicator}}: what makes you say so', { indicator: label })}
                placeholder={t('What makes you say so')}
                name={`indicator ${code}`}
                type="text"
                dir="auto"
                maxLength={2000}
                spellCheck={false}
                autoComplete="off"
                value={value.words[code] ?? ''}
                onChange={(event) => change({ words: { ...value.words, [code]: storable(event.target.value) } })}
              />
            )}
          </li>
        ))}
      </ul>
      <TextArea label={t('Note')} name="note" rows={1} value={value.note} onChange={(note) => change({ note })} />
      <div className={own.foot}>
        <div className={own.level}>
          <p role="status">
            {t('{{yes}} of {{all}} yes', { yes, all: indicators.length })}
            {open.length > 0 && `, ${t('{{count}} not answered', { count: open.length })}`}
          </p>
          {open.length > 0 && (
            <Button
              variant="quiet"
              onClick={() =>
                change({
                  answers: {
                    ...Object.fromEntries(open.map(({ code }) => [code, 'unclear' as const])),
                    ...value.answers,
                  },
                })
              }
            >
              {t('The rest is not known')}
            </Button>
          )}
          <RadioKeys
            label={t('Level that you set')}
            choices={levels.map(({ code, label }, index) => ({ value: code, label, key: String(index + 1) }))}
            value={value.level === '' ? null : value.level}
            onChange={(level) => change({ level })}
          />
        </div>
        <SignBar
          words={t('Sign indicators')}
          draft={draft}
          lacks={[
            ...(open.length > 0 ? [t('Answer every indicator; what is not known is an answer.')] : []),
            ...(value.level === '' ? [t('Set the level.')] : []),
          ]}
          onSign={() => {
            const note = value.note.trim();
            return signDraft(draft, PART, {
              type: 'assessed',
              facets: { stage: 'indicators', round: roundOf(file, me.user, 'indicators'), level: value.level },
              payload: {
                indicators: value.answers,
                indicatorWords: wordsOf(value),
                ...(note !== '' && { note }),
              },
            });
          }}
        />
      </div>
      <Earlier
        entries={file.assessments.flatMap((a) => {
          if (a.facets.stage !== 'indicators') return [];
          const said = Object.entries(a.indicators).filter(([, given]) => given === 'yes');
          const words = said.map(([code]) => {
            const beside = a.indicatorWords?.[code];
            return `${labelOf('risk_indicator', code)}${beside === undefined ? '' : ` (${beside})`}`;
          });
          const level = labelOf('person_risk_level', a.facets.level);
          const note = a.note === '' ? '' : `. ${a.note}`;
          return [{ signed: a, words: `${[level, ...words].join('; ')}${note}` }];
        })}
      />
    </div>
  );
}
