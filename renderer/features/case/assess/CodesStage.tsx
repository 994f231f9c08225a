import { useState } from 'react';
import { useOpenCase } from '../open-case.ts';
import { statementsOf } from '../statements.ts';
import styles from './assess.module.css';
import { CodesForm } from './CodesForm.tsx';
import { StatementCards } from './StatementCards.tsx';
import { t } from '../../../words/t.ts';

/** Stage 4: every statement with its grade, and the categories of the whole report. */
export function CodesStage() {
  const { file, read } = useOpenCase();
  const statements = statementsOf(file);
  const ungraded = statements.filter((statement) => statement.grades.length === 0).length;
  const [shown, setShown] = useState<'statements' | 'codes'>(() =>
    read.drafts.some((draft) => draft.part === 'codes') ? 'codes' : 'statements',
  );
  return (
    <div className={styles.tabbed}>
      <div role="tablist" aria-label={t('Statements or categories')} className={styles.tabs}>
        <button
          type="button"
          role="tab"
          aria-selected={shown === 'statements'}
          aria-controls="codes-panel"
          onClick={() => setShown('statements')}
        >
          {ungraded > 0
            ? t('Statements {{statements}}, {{ungraded}} ungraded', { statements: statements.length, ungraded })
            : t('Statements {{statements}}', { statements: statements.length })}
        </button>
        <button
          type="button"
          role="tab"
          data-tab="codes"
          aria-selected={shown === 'codes'}
          aria-controls="codes-panel"
          onClick={() => setShown('codes')}
        >
          {t('Categories and severity')}
        </button>
      </div>
      <div role="tabpanel" id="codes-panel" className={styles.tabPanel}>
        {shown === 'statements' ? <StatementCards statements={statements} /> : <CodesForm />}
      </div>
    </div>
  );
}
