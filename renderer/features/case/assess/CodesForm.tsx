import { useRef } from 'react';
import { z } from 'zod';
import { latest } from '../../../../shared/domain/case-file.ts';
import { type CodeListName, suggestionFor } from '../../../../shared/domain/codes.ts';
import { labelOf } from '../../../words/codes.ts';
import { RadioKeys } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { CheckKeys } from '../parts/CheckKeys.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useDraft } from '../use-draft.ts';
import { useSignDraft } from '../use-sign-draft.ts';
import { categoryShort } from '../../../words/labels.ts';
import { t } from '../../../words/t.ts';
import styles from './assess.module.css';
import codesStyles from './codes.module.css';
import { Earlier } from './Earlier.tsx';
import { offeredCodes } from '../parts/offered-codes.ts';
import { roundOf } from './rounds.ts';

const CodesDraft = z.object({
  categories: z.array(z.string()),
  corruption: z.array(z.string()),
  standards: z.array(z.string()),
  flags: z.array(z.string()).default([]),
  severity: z.string().nullable(),
});
type CodesDraft = z.infer<typeof CodesDraft>;

/** The codes of the whole report. The hotline's categories suggest; the person decides. */
export function CodesForm() {
  const { caseId, read, file, me, now } = useOpenCase();
  const signDraft = useSignDraft();
  const standing = latest(file, 'codes')?.facets;
  const start = useRef<CodesDraft>({
    categories: [...(standing?.categories ?? file.received?.categories ?? [])],
    corruption: [...(standing?.corruption ?? [])],
    standards: [...(standing?.standards ?? [])],
    flags: [...(standing?.flags ?? [])],
    severity: standing?.severity ?? null,
  });
  const draft = useDraft(caseId, 'codes', read.drafts, CodesDraft, () => start.current);
  const { value, change } = draft;
  const suggestions = value.categories.map(suggestionFor);
  const suggested = {
    corruption: new Set(suggestions.flatMap((s) => s?.corruption ?? [])),
    standards: new Set(suggestions.flatMap((s) => s?.standards ?? [])),
    flags: new Set(suggestions.flatMap((s) => s?.flags ?? [])),
  };
  const onSign = async () => {
    // What is signed is where the next round begins.
    const before = start.current;
    start.current = value;
    const error = await signDraft(draft, 'codes', {
      type: 'assessed',
      facets: {
        stage: 'codes',
        round: roundOf(file, me.user, 'codes'),
        categories: value.categories,
        corruption: value.corruption,
        standards: value.standards,
        ...(value.flags.length > 0 && { flags: value.flags }),
        ...(value.severity !== null && { severity: value.severity }),
      },
      payload: {},
    });
    if (error !== null) start.current = before;
    return error;
  };
  const choices = (list: CodeListName, chosen: readonly string[], hints?: ReadonlySet<string>) =>
    offeredCodes(list, chosen, new Date(now).toISOString()).map(({ code, label, dates }) => ({
      value: code,
      label,
      ...(dates !== null ? { hint: dates } : hints?.has(code) === true && { hint: t('suggested') }),
    }));
  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <div className={codesStyles.codes}>
        <div className={codesStyles.standards}>
          <CheckKeys
            label={t('Hotline category')}
            choices={choices('hotline_category', value.categories).map((choice) => ({
              ...choice,
              label: categoryShort(choice.value),
            }))}
            values={value.categories}
            onChange={(categories) => change({ categories })}
          />
          <RadioKeys
            label={t('Severity, if proved')}
            direction="column"
            choices={choices('severity', value.severity === null ? [] : [value.severity])}
            value={value.severity}
            onChange={(severity) => change({ severity })}
          />
        </div>
        <CheckKeys
          label={t('Counter-corruption')}
          choices={choices('corruption_category', value.corruption, suggested.corruption)}
          values={value.corruption}
          onChange={(corruption) => change({ corruption })}
        />
        <div className={codesStyles.standards}>
          <CheckKeys
            label={t('Standards')}
            choices={choices('standards', value.standards, suggested.standards)}
            values={value.standards}
            onChange={(standards) => change({ standards })}
          />
          <CheckKeys
            label={t('Flags')}
            choices={choices('flag', value.flags, suggested.flags)}
            values={value.flags}
            onChange={(flags) => change({ flags })}
          />
        </div>
      </div>
      <div className={codesStyles.foot}>
        <SignBar
          words={t('Sign categories')}
          draft={draft}
          lacks={value.categories.length === 0 ? [t('Choose at least one hotline category.')] : []}
          onSign={onSign}
        />
      </div>
      <Earlier
        entries={file.assessments.flatMap((a) =>
          a.facets.stage === 'codes'
            ? [
                {
                  signed: a,
                  words: [
                    ...a.facets.categories.map((code) => labelOf('hotline_category', code)),
                    ...a.facets.corruption.map((code) => labelOf('corruption_category', code)),
                    ...a.facets.standards.map((code) => labelOf('standards', code)),
                    ...(a.facets.flags ?? []).map((code) => labelOf('flag', code)),
                    ...(a.facets.severity === undefined ? [] : [labelOf('severity', a.facets.severity)]),
                  ].join('; '),
                },
              ]
            : [],
        )}
      />
    </div>
  );
}
