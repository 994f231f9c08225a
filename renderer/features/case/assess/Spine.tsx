import { StageMark as Mark } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { type StageKey, type StageMark, stages } from '../stages.ts';
import styles from './assess.module.css';
import { t } from '../../../words/t.ts';

const markWord: Readonly<Record<StageMark, string>> = {
  empty: t('nothing signed'),
  draft: t('draft'),
  signed: t('signed'),
  not_needed: t('not needed'),
};

/** The stages with what is done in each; any order, one open. */
export function Spine({ marks }: { readonly marks: Readonly<Record<StageKey, StageMark>> }) {
  const { stage, openStage } = useOpenCase();
  return (
    <nav className={styles.spine} aria-label={t('Stages')}>
      {stages.map(({ number, key, name, short }) => (
        <button
          key={key}
          type="button"
          className={styles.spineStage}
          aria-current={key === stage ? 'step' : undefined}
          aria-label={`${number} ${name}: ${markWord[marks[key]]}`}
          aria-keyshortcuts={`Control+${number}`}
          title={t('{{name}}: {{markWord}} (Ctrl+{{number}})', { name, markWord: markWord[marks[key]], number })}
          data-mark={marks[key]}
          onClick={() => openStage(key)}
        >
          <span className={styles.spineNumber}>{number}</span>{' '}
          <span className={styles.spineWord} aria-hidden="true">
            {short}
          </span>
          <Mark stage={marks[key]} />
        </button>
      ))}
    </nav>
  );
}
