import type { Decision } from '../../../../shared/domain/case-file.ts';
import { Foreign } from '../../../ui/index.ts';
import { Signature } from '../parts/Signature.tsx';
import { decisionInWords } from '../words.ts';
import styles from './assess.module.css';

/** A signed decision: what, why, what was rejected, by whom. */
export function DecisionCard({ decision, heading }: { readonly decision: Decision; readonly heading: string }) {
  return (
    <article className={styles.decision} aria-label={`Decision: ${heading.toLowerCase()}`}>
      <h3 className={styles.small}>{heading}</h3>
      <p className={styles.decisionWords}>{decisionInWords(decision)}</p>
      {decision.rationale === '' ? (
        <p className={styles.muted}>Its rationale was erased.</p>
      ) : (
        <Foreign as="p" text={decision.rationale} className={styles.preWrap ?? ''} />
      )}
      {decision.optionsRejected.length > 0 && (
        <ul className={styles.rejected}>
          {decision.optionsRejected.map(({ option, why }, index) => (
            <li key={index}>
              Rejected: <Foreign text={option} />
              {why === '' ? '' : ', since '}
              <Foreign text={why} />
            </li>
          ))}
        </ul>
      )}
      <Signature signed={decision} />
    </article>
  );
}
