import { Grade } from '../../../../shared/domain/grade.ts';
import { decided, referred } from '../../../../shared/domain/events/assessment.ts';
import { Foreign } from '../../../ui/index.ts';
import { decisionInWords } from '../words.ts';
import styles from './assess.module.css';
import refusalsStyles from './refusals.module.css';
import { gradeInWords } from './grade-words.ts';
import { t } from '../../../words/t.ts';

interface Props {
  readonly heading: string;
  readonly type: string;
  readonly facets: unknown;
  readonly payload: unknown;
}

/** One version of a refused event, in words where its kind is known, else the texts that it holds: none is lost. */
export function VersionWords({ heading, type, facets, payload }: Props) {
  return (
    <article className={refusalsStyles.version} aria-label={heading}>
      <p className={styles.small}>{heading}</p>
      {wordsOf(type, facets, payload).map((line, index) => (
        <Foreign key={index} as="p" text={line} />
      ))}
    </article>
  );
}

function wordsOf(type: string, facets: unknown, payload: unknown): string[] {
  const decision = type === 'decided' ? decided.facets.safeParse(facets) : null;
  const reasons = type === 'decided' ? decided.payload.safeParse(payload) : null;
  if (decision?.success)
    return [
      decisionInWords(decision.data),
      ...(reasons?.success
        ? [
            reasons.data.rationale,
            ...reasons.data.optionsRejected.map(({ option, why }) =>
              t('Rejected: {{option}}. {{why}}', { option, why }),
            ),
          ]
        : []),
    ];
  const grade = type === 'graded' ? Grade.safeParse(payload) : null;
  if (grade?.success) return [gradeInWords(grade.data)];
  const pack = type === 'referred' ? referred.payload.safeParse(payload) : null;
  if (pack?.success)
    return [pack.data.pack.title, pack.data.pack.request, ...pack.data.pack.statements.map((s) => s.text)];
  const texts = textsIn(payload);
  return texts.length > 0 ? texts : textsIn(facets);
}

/** Every text inside a value that this version has no better words for. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return [];
}
