import { useRef } from 'react';
import { z } from 'zod';
import { latest } from '../../../../shared/domain/case-file.ts';
import { codeList, type CodeListName, labelOf, suggestionFor } from '../../../../shared/domain/codes.ts';
import { RadioKeys } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { CheckKeys } from '../parts/CheckKeys.tsx';
import { SignBar } from '../parts/SignBar.tsx';
import { useDraft } from '../use-draft.ts';
import styles from './assess.module.css';
import { Earlier } from './Earlier.tsx';
import { roundOf } from './rounds.ts';

const CodesDraft = z.object({
  categories: z.array(z.string()),
  corruption: z.array(z.string()),
  standards: z.array(z.string()),
  severity: z.string().nullable(),
});
type CodesDraft = z.infer<typeof CodesDraft>;

/** The codes of the whole report. The hotline's categories suggest; the person decides. */
export function CodesForm() {
  const { caseId, read, file, me, sign } = useOpenCase();
  const standing = latest(file, 'codes')?.facets;
  const start = useRef<CodesDraft>({
    categories: [...(standing?.categories ?? file.received?.categories ?? [])],
    corruption: [...(standing?.corruption ?? [])],
    standards: [...(standing?.standards ?? [])],
    severity: standing?.severity ?? null,
  });
  const draft = useDraft(caseId, 'codes', read.drafts, CodesDraft, () => start.current);
  const { value, change } = draft;
  const suggestions = value.categories.map(suggestionFor);
  const suggested = {
    corruption: new Set(suggestions.flatMap((s) => s?.corruption ?? [])),
    standards: new Set(suggestions.flatMap((s) => s?.standards ?? [])),
  };
  const onSign = async () => {
    const answer = await sign({
      type: 'assessed',
      facets: {
        stage: 'codes',
        round: roundOf(file, me.user, 'codes'),
        categories: value.categories,
        corruption: value.corruption,
        standards: value.standards,
        ...(value.severity !== null && { severity: value.severity }),
      },
      payload: {},
      ...(draft.savedAt !== null && { draft: 'codes' }),
    });
    if (!answer.ok) return answer.error;
    start.current = value;
    draft.signed();
    return null;
  };
  const choices = (list: CodeListName, hints?: ReadonlySet<string>) =>
    codeList(list).entries.map(({ code, label }) => ({
      value: code,
      label,
      ...(hints?.has(code) === true && { hint: 'suggested' }),
    }));
  return (
    <div className={styles.form} data-draft={draft.savedAt !== null}>
      <div className={styles.codes}>
        <CheckKeys
          label="Hotline category"
          choices={choices('hotline_category')}
          values={value.categories}
          onChange={(categories) => change({ categories })}
        />
        <CheckKeys
          label="Counter-corruption"
          choices={choices('corruption_category', suggested.corruption)}
          values={value.corruption}
          onChange={(corruption) => change({ corruption })}
        />
        <div className={styles.standards}>
          <CheckKeys
            label="Standards"
            choices={choices('standards', suggested.standards)}
            values={value.standards}
            onChange={(standards) => change({ standards })}
          />
          <RadioKeys
            label="Severity, if proved"
            direction="column"
            choices={codeList('severity').entries.map(({ code, label }) => ({ value: code, label }))}
            value={value.severity}
            onChange={(severity) => change({ severity })}
          />
        </div>
      </div>
      <div className={styles.foot}>
        <SignBar
          words="Sign categories"
          draft={draft}
          lacks={value.categories.length === 0 ? ['Choose at least one hotline category.'] : []}
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
