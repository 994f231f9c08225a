import { storable } from '../../../../shared/domain/primitives.ts';
import { t } from '../../../words/t.ts';
import { useOpenCase } from '../open-case.ts';
import styles from './decision.module.css';
import type { DecisionForm } from './gaps.ts';
import { referenceOf } from './model-references.ts';
import { modelStages } from './model-stages.ts';

interface Props {
  readonly model: DecisionForm['model'];
  readonly onChange: (model: DecisionForm['model']) => void;
}

/** The stages of the decision model, a line each; the one that is written in opens, with what it rests on. */
export function ModelRows({ model, onChange }: Props) {
  const { file, now } = useOpenCase();
  return (
    <ol className={styles.model} aria-label={t('Decision model')}>
      {modelStages.map(({ key, number, name, asks }) => {
        const refers = referenceOf(key, file, now, new Date(now + 60_000).toISOString());
        return (
          <li key={key}>
            <span className={styles.modelName} aria-hidden="true">
              {number} {name}
            </span>
            <div>
              <textarea
                aria-label={name}
                aria-describedby={refers === null ? undefined : `model-${key}`}
                placeholder={asks}
                name={`model ${key}`}
                dir="auto"
                spellCheck={false}
                value={model[key]}
                onChange={(event) => onChange({ ...model, [key]: storable(event.target.value) })}
              />
              {refers !== null && (
                <p id={`model-${key}`} className={styles.refers}>
                  {refers}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
