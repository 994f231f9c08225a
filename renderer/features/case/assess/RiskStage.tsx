import { type KeyboardEvent, useRef } from 'react';
import { z } from 'zod';
import { type CaseFile, latest } from '../../../../shared/domain/case-file.ts';
import { codeList, labelOf } from '../../../words/codes.ts';
import { GroundAnswer, type Thrive, ThriveRow } from '../../../../shared/domain/events/assessment.ts';
import { storable } from '../../../../shared/domain/primitives.ts';
import { lettersAreOn, runCommand } from '../../../app/commands.ts';
import { RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { showDanger } from '../../danger/danger-place.ts';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { dangerWord } from '../words.ts';
import styles from './assess.module.css';
import { answerChoices } from './answer-choices.ts';
import { roundOf } from './rounds.ts';
import { Earlier } from './Earlier.tsx';
import { ShortPath } from './triage/ShortPath.tsx';
import { TriageFields } from './triage/TriageFields.tsx';
import { useTriage } from './triage/use-triage.ts';

const rows = codeList('thrive').entries;
const levels = codeList('risk_level').entries;
type ThriveKey = keyof Thrive;

const RiskForm = z.object({
  danger: GroundAnswer.nullable(),
  thrive: z.record(z.string(), z.object({ level: z.string(), rationale: z.string() })),
  note: z.string(),
});
type RiskForm = z.infer<typeof RiskForm>;
const emptyForm = (): RiskForm => ({ danger: null, thrive: {}, note: '' });

/** The rows of THRIVE that hold a level: words without a level are not an assessment, and are asked for. */
function thriveOf(form: RiskForm): { thrive: Thrive; withoutLevel: string[] } {
  const thrive: Thrive = {};
  const withoutLevel: string[] = [];
  for (const { code, label } of rows) {
    const row = form.thrive[code];
    if (row === undefined) continue;
    const parsed = ThriveRow.safeParse({ level: row.level, rationale: row.rationale.trim() });
    if (parsed.success) thrive[code as ThriveKey] = parsed.data;
    else if (row.rationale.trim() !== '') withoutLevel.push(label);
  }
  return { thrive, withoutLevel };
}

/** The sheet of danger for the case; where somebody has raised it already and nobody has acknowledged, what was raised. */
function openDanger(caseId: string, { work }: CaseFile): void {
  const raised = work.alerts.findLast(({ acknowledged }) => acknowledged === null);
  if (raised === undefined) runCommand('global.danger');
  else showDanger({ show: 'alert', caseId, alert: raised.event });
}

/** Stage 1: is anyone in danger now, and THRIVE. Signed by round; earlier rounds stay. */
export function RiskStage() {
  const { caseId, read, file, me } = useOpenCase();
  const signDraft = useSignDraft();
  const draft = useDraft(caseId, 'risk', read.drafts, RiskForm, emptyForm);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const { value, change } = draft;
  const { thrive, withoutLevel } = thriveOf(value);
  const earlier = file.assessments.filter((a) => a.facets.stage === 'risk');
  const setRow = (code: string, part: Partial<{ level: string; rationale: string }>) =>
    change({ thrive: { ...value.thrive, [code]: { level: '', rationale: '', ...value.thrive[code], ...part } } });

  const triage = useTriage();
  // What stood in the way after the risk was signed: it is not signed twice.
  const answered = triage.chosen && latest(file, 'risk') !== null;
  /** After an answer the next question has the focus; a yes opens the sheet of danger first, which gives it back. */
  const afterAnswer = (answer: string) => {
    form.current?.querySelector<HTMLElement>('[data-triage] [role="radio"][tabindex="0"]')?.focus();
    if (answer === 'y') openDanger(caseId, file);
  };
  const onLetter = (event: KeyboardEvent) => {
    if (lettersAreOn() && /^[ynu]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
      afterAnswer(event.key.toLowerCase());
  };

  const onSign = async () => {
    const note = value.note.trim();
    return signDraft(draft, 'risk', {
      type: 'assessed',
      facets: { stage: 'risk', round: roundOf(file, me.user, 'risk'), danger: value.danger! },
      payload: {
        ...(note !== '' && { note }),
        ...(Object.keys(thrive).length > 0 && { thrive }),
      },
    });
  };

  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <div
        className={styles.question}
        onKeyDown={triage.offered ? onLetter : undefined}
        onClick={(event) => {
          const yes = event.target instanceof Element && event.target.closest('[data-value="yes"]') !== null;
          if (triage.offered && yes) afterAnswer('y');
        }}
      >
        <RadioKeys
          label={t('Anyone in danger now?')}
          choices={answerChoices}
          value={value.danger}
          onChange={(danger) => change({ danger })}
        />
      </div>
      {triage.offered && <TriageFields triage={triage} />}
      {triage.short ? (
        <ShortPath triage={triage} danger={value.danger !== null} />
      ) : (
        <>
          <table className={styles.thrive}>
            <caption className="sr-only">{t('THRIVE: level and rationale')}</caption>
            <tbody>
              {rows.map(({ code, label }) => (
                <tr key={code}>
                  <th scope="row">{label}</th>
                  <td>
                    <select
                      aria-label={t('{{label}}: level', { label })}
                      value={value.thrive[code]?.level ?? ''}
                      onChange={(event) => setRow(code, { level: event.target.value })}
                    >
                      <option value="">{t('Level')}</option>
                      {levels.map((level) => (
                        <option key={level.code} value={level.code}>
                          {level.label}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td className={styles.rationale}>
                    <textarea
                      aria-label={t('{{label}}: rationale', { label })}
                      placeholder={t('Rationale')}
                      name={`thrive ${code}`}
                      dir="auto"
                      spellCheck={false}
                      value={value.thrive[code]?.rationale ?? ''}
                      onChange={(event) => setRow(code, { rationale: storable(event.target.value) })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <TextArea label={t('Note')} name="note" rows={1} value={value.note} onChange={(note) => change({ note })} />
        </>
      )}
      <SignBar
        words={triage.chosen ? t('Sign all, next case') : t('Sign risk')}
        draft={draft}
        lacks={[
          ...(value.danger === null && !answered ? [t('Answer whether anyone is in danger now.')] : []),
          ...withoutLevel.map((label) => t('Choose a level for {{label}}, or remove its rationale.', { label })),
          ...triage.lacks,
        ]}
        onSign={async () => {
          const error = answered && draft.savedAt === null ? null : await onSign();
          return error === null && triage.chosen ? triage.sign() : error;
        }}
      />
      <Earlier
        entries={earlier.map((a) => ({
          signed: a,
          words: (
            <>
              {a.facets.stage === 'risk'
                ? t('Danger now: {{dangerWord}}', { dangerWord: dangerWord[a.facets.danger] })
                : `${t('Danger now:')} `}
              {rows.map(({ code, label }) => {
                const row = a.thrive[code as ThriveKey];
                if (row === undefined) return null;
                return `. ${label}: ${labelOf('risk_level', row.level)}${row.rationale === '' ? '' : `, ${row.rationale}`}`;
              })}
              {a.note === '' ? '' : `. ${a.note}`}
            </>
          ),
        }))}
      />
    </div>
  );
}
