import type { Decision } from '../../../../shared/domain/case-file.ts';
import { Foreign } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { decisionInWords } from '../words.ts';
import styles from './assess.module.css';
import ownStyles from './decision.module.css';
import { referenceOf } from './model-references.ts';
import { modelStages } from './model-stages.ts';

/** A signed decision: what, why, what was rejected, by whom. */
export function DecisionCard({ decision, heading }: { readonly decision: Decision; readonly heading: string }) {
  const { file, now } = useOpenCase();
  return (
    <article className={ownStyles.decision} aria-label={t('Decision: {{heading}}', { heading: heading.toLowerCase() })}>
      <h3 className={styles.small}>{heading}</h3>
      <p className={ownStyles.decisionWords}>{decisionInWords(decision)}</p>
      {decision.rationale === '' ? (
        <p className={styles.muted}>{t('Its rationale was erased.')}</p>
      ) : (
        <Foreign as="p" text={decision.rationale} className={ownStyles.preWrap ?? ''} />
      )}
      <dl className={ownStyles.reasons}>
        {modelStages.map(({ key, number, name }) => {
          const text = decision.model[key];
          const refers = referenceOf(key, file, now, decision.at);
          if (text === undefined && refers === null) return null;
          return (
            <div key={key}>
              <dt>
                {number} {name}
              </dt>
              <dd>
                {text !== undefined && <Foreign as="p" text={text} className={ownStyles.preWrap ?? ''} />}
                {refers !== null && <p className={styles.muted}>{refers}</p>}
              </dd>
            </div>
          );
        })}
      </dl>
      {decision.optionsRejected.length > 0 && (
        <ul className={ownStyles.rejected}>
          {decision.optionsRejected.map(({ option, why }, index) => (
            <li key={index}>
              {t('Rejected:')} <Foreign text={option} />
              {why === '' ? '' : `, ${t('since')} `}
              <Foreign text={why} />
            </li>
          ))}
        </ul>
      )}
      <Signature signed={decision} />
    </article>
  );
}
