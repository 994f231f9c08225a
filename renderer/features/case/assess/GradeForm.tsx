import { useEffect, useRef } from 'react';
import { z } from 'zod';
import type { CodeListName } from '../../../../shared/domain/codes.ts';
import { codeList } from '../../../words/codes.ts';
import { combinedGrade, Grade, hotlineGradeDefaults } from '../../../../shared/domain/grade.ts';
import { RadioKeys, TextArea } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { SignBar } from '../parts/SignBar.tsx';
import { useCaret } from '../use-caret.ts';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import styles from './assess.module.css';
import cardsStyles from './statements.module.css';

/** What the form of one grade holds: letters, each null until chosen. Only the information grade has no default. */
export const GradeDraft = z.object({
  source: z.string().nullable(),
  information: z.string().nullable(),
  handling: z.string().nullable(),
  action: z.string().nullable(),
  sanitisation: z.string().nullable(),
  /** How the source knows; empty while that is not stated. */
  provenance: z.string().default(''),
  conditions: z.string(),
  rationale: z.string(),
});
export type GradeDraft = z.infer<typeof GradeDraft>;
export const newGrade = (): GradeDraft => ({
  ...hotlineGradeDefaults,
  information: null,
  provenance: '',
  conditions: '',
  rationale: '',
});

/** The grade to sign, or what is missing as sentences. */
export function gradeOf(form: GradeDraft, anonymous: boolean): { grade: Grade | null; lacks: string[] } {
  const lacks: string[] = [];
  if (form.source === null) lacks.push(t('Choose the source.'));
  if (form.information === null) lacks.push(t('Choose the information grade: it has no default.'));
  if (form.handling === null) lacks.push(t('Choose the handling.'));
  const underC = form.handling === 'C';
  if (underC && form.action === null) lacks.push(t('Choose an action code.'));
  if (underC && form.sanitisation === null) lacks.push(t('Choose a sanitisation code.'));
  if (form.source === '1' && anonymous && form.rationale.trim() === '')
    lacks.push(t('An anonymous source graded as reliable needs a rationale.'));
  const parsed = Grade.safeParse({
    source: form.source,
    information: form.information,
    handling: form.handling,
    ...(underC && { action: form.action, sanitisation: form.sanitisation }),
    ...(form.provenance !== '' && { provenance: form.provenance }),
    ...(form.conditions.trim() !== '' && { conditions: form.conditions.trim() }),
    ...(form.rationale.trim() !== '' && { rationale: form.rationale.trim() }),
  });
  return { grade: lacks.length === 0 && parsed.success ? parsed.data : null, lacks };
}

const choices = (list: CodeListName) =>
  codeList(list).entries.map(({ code, label }) => ({ value: code, label, key: code }));

interface Props {
  readonly statement: string;
  readonly number: number;
  readonly anonymous: boolean;
  /** `stayed` is false when the person has gone elsewhere meanwhile: the focus is theirs then. */
  readonly onSigned: (stayed: boolean) => void;
}

/** The 3x5x2 of one statement, with the prefilled handling of a hotline report; `Enter` signs and goes on. */
export function GradeForm({ statement, number, anonymous, onSigned }: Props) {
  const signDraft = useSignDraft();
  const { caseId, read, gradeWanted, gradeTaken, whereabouts } = useOpenCase();
  const part = `grade ${statement}`;
  const draft = useDraft(caseId, part, read.drafts, GradeDraft, newGrade);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  useEffect(() => {
    if (gradeWanted !== statement) return;
    form.current?.querySelector<HTMLElement>('[data-group="information"] [role="radio"][tabindex="0"]')?.focus();
    gradeTaken();
  }, [gradeWanted, statement, gradeTaken]);

  const { value, change } = draft;
  const { grade, lacks } = gradeOf(value, anonymous);
  const submit = useRef<HTMLDivElement>(null);
  // Asked before anything is awaited: who goes elsewhere while the draft is still being written has gone too.
  const stayed = useRef<() => boolean>(() => true);
  const ready = () => {
    stayed.current = whereabouts();
    return true;
  };
  const onSign = async () => {
    if (grade === null) return null;
    const error = await signDraft(draft, part, {
      type: 'graded',
      facets: { statement },
      payload: grade as Record<string, string>,
    });
    if (error === null) onSigned(stayed.current());
    return error;
  };
  const enter = () => submit.current?.querySelector<HTMLButtonElement>('button[data-sign]')?.click();
  const group = (name: 'source' | 'information' | 'handling', label: string, list: CodeListName) => (
    <div data-group={name}>
      <RadioKeys
        label={label}
        direction="column"
        choices={choices(list)}
        value={value[name]}
        onChange={(code) => change({ [name]: code })}
        onEnter={enter}
      />
    </div>
  );
  return (
    <div
      ref={form}
      className={cardsStyles.grade}
      role="group"
      aria-label={t('Grade of statement {{number}}', { number })}
    >
      <div className={cardsStyles.gradeGroups}>
        {group('source', t('Source'), 'source_evaluation')}
        {group('information', t('Information'), 'information_assessment')}
        {group('handling', t('Handling'), 'handling_code')}
      </div>
      <div className={cardsStyles.gradeCodes}>
        {value.handling === 'C' &&
          (['action', 'sanitisation'] as const).map((name) => (
            <label key={name}>
              <span className={styles.small}>{name === 'action' ? t('Action') : t('Sanitisation')}</span>
              <select value={value[name] ?? ''} onChange={(event) => change({ [name]: event.target.value })}>
                {codeList(name === 'action' ? 'action_code' : 'sanitisation_code').entries.map(({ code, label }) => (
                  <option key={code} value={code}>
                    {code} {label}
                  </option>
                ))}
              </select>
            </label>
          ))}
        <label>
          <span className={styles.small}>{t('Provenance')}</span>
          <select value={value.provenance} onChange={(event) => change({ provenance: event.target.value })}>
            <option value="">{t('Not stated')}</option>
            {codeList('provenance').entries.map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {(value.source === '1' || value.rationale !== '') && (
        <TextArea
          label={anonymous ? t('Why an anonymous source is reliable') : t('Rationale')}
          name="rationale"
          rows={2}
          value={value.rationale}
          onChange={(rationale) => change({ rationale })}
        />
      )}
      <div ref={submit}>
        <SignBar
          words={
            grade === null ? t('Sign grade') : t('Sign {{combinedGrade}}', { combinedGrade: combinedGrade(grade) })
          }
          draft={draft}
          lacks={lacks}
          ready={ready}
          onSign={onSign}
        />
      </div>
    </div>
  );
}
