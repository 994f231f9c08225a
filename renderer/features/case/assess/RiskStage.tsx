import { useRef } from 'react';
import { z } from 'zod';
import { codeList } from '../../../../shared/domain/codes.ts';
import { GroundAnswer, type Thrive, ThriveRow } from '../../../../shared/domain/events/assessment.ts';
import { storable } from '../../../../shared/domain/primitives.ts';
import { RadioKeys, TextArea } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { dangerWord } from '../words.ts';
import styles from './assess.module.css';
import { answerChoices } from './answer-choices.ts';
import { roundOf } from './rounds.ts';
import { Earlier } from './Earlier.tsx';

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

/** Stage 1: is anyone in danger now, and THRIVE. Signed by round; earlier rounds stay. */
export function RiskStage() {
  const { caseId, read, file, me, sign } = useOpenCase();
  const draft = useDraft(caseId, 'risk', read.drafts, RiskForm, emptyForm);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const { value, change } = draft;
  const { thrive, withoutLevel } = thriveOf(value);
  const earlier = file.assessments.filter((a) => a.facets.stage === 'risk');
  const setRow = (code: string, part: Partial<{ level: string; rationale: string }>) =>
    change({ thrive: { ...value.thrive, [code]: { level: '', rationale: '', ...value.thrive[code], ...part } } });

  const onSign = async () => {
    const note = value.note.trim();
    const answer = await sign({
      type: 'assessed',
      facets: { stage: 'risk', round: roundOf(file, me.user, 'risk'), danger: value.danger! },
      payload: {
        ...(note !== '' && { note }),
        ...(Object.keys(thrive).length > 0 && { thrive }),
      },
      ...(draft.savedAt !== null && { draft: 'risk' }),
    });
    if (!answer.ok) return answer.error;
    draft.signed();
    return null;
  };

  return (
    <div ref={form} className={styles.form} data-draft={draft.savedAt !== null}>
      <div className={styles.question}>
        <RadioKeys
          label="Anyone in danger now?"
          choices={answerChoices}
          value={value.danger}
          onChange={(danger) => change({ danger })}
        />
      </div>
      <table className={styles.thrive}>
        <caption className="sr-only">THRIVE: level and rationale</caption>
        <tbody>
          {rows.map(({ code, label }) => (
            <tr key={code}>
              <th scope="row">{label}</th>
              <td>
                <select
                  aria-label={`${label}: level`}
                  value={value.thrive[code]?.level ?? ''}
                  onChange={(event) => setRow(code, { level: event.target.value })}
                >
                  <option value="">Level</option>
                  {levels.map((level) => (
                    <option key={level.code} value={level.code}>
                      {level.label}
                    </option>
                  ))}
                </select>
              </td>
              <td className={styles.rationale}>
                <textarea
                  aria-label={`${label}: rationale`}
                  placeholder="Rationale"
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
      <TextArea label="Note" name="note" rows={1} value={value.note} onChange={(note) => change({ note })} />
      <SignBar
        words="Sign risk"
        draft={draft}
        lacks={[
          ...(value.danger === null ? ['Answer whether anyone is in danger now.'] : []),
          ...withoutLevel.map((label) => `Choose a level for ${label}, or remove its rationale.`),
        ]}
        onSign={onSign}
      />
      <Earlier
        entries={earlier.map((a) => ({
          signed: a,
          words: (
            <>
              Danger now: {a.facets.stage === 'risk' ? dangerWord[a.facets.danger] : ''}
              {rows.map(({ code, label }) => {
                const row = a.thrive[code as ThriveKey];
                if (row === undefined) return null;
                return `. ${label}: ${row.level}${row.rationale === '' ? '' : `, ${row.rationale}`}`;
              })}
              {a.note === '' ? '' : `. ${a.note}`}
            </>
          ),
        }))}
      />
    </div>
  );
}
