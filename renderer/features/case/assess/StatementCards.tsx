import { useEffect, useRef } from 'react';
import { Button } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import type { Statement } from '../statements.ts';
import styles from './assess.module.css';
import { StatementCard } from './StatementCard.tsx';
import { t } from '../../../words/t.ts';

/** The list of cards, the only part of Assess that scrolls. The active card stands at the height of its sentence. */
export function StatementCards({ statements }: { readonly statements: readonly Statement[] }) {
  const { active, setActive, focusReading, file } = useOpenCase();
  const list = useRef<HTMLOListElement>(null);
  const shown = statements.some(({ annotation }) => annotation.event === active)
    ? active
    : (statements.find(({ grades }) => grades.length === 0)?.annotation.event ?? null);

  useEffect(() => {
    if (active === null || list.current === null) return;
    const card = list.current.querySelector(`[data-statement="${CSS.escape(active)}"]`);
    const words = document.querySelector(`[data-narrative] [data-annotation="${CSS.escape(active)}"]`);
    if (card === null) return;
    // A sentence that is in view draws its card to its own height; one out of view only brings its card into view.
    if (words === null) card.scrollIntoView({ block: 'nearest' });
    else {
      list.current.scrollTop +=
        card.getBoundingClientRect().top -
        Math.max(words.getBoundingClientRect().top, list.current.getBoundingClientRect().top);
      words.scrollIntoView({ block: 'nearest' });
    }
  }, [active]);

  if (statements.length === 0)
    return (
      <div className={styles.nothing}>
        <p>
          {t('No statement yet. Mark in the text what the report states: each statement is graded and can be sent.')}
        </p>
        <Button keys="F6" onClick={focusReading}>
          {t('Go to the text')}
        </Button>
      </div>
    );
  const nextUngraded = (after: number): string | null => {
    const open = statements.filter(
      ({ annotation, grades }) => grades.length === 0 && annotation.event !== statements[after]?.annotation.event,
    );
    return (open.find(({ number }) => number > after + 1) ?? open[0])?.annotation.event ?? null;
  };
  return (
    <ol ref={list} className={styles.cards}>
      {statements.map((statement, index) => (
        <StatementCard
          key={statement.annotation.event}
          statement={statement}
          open={statement.annotation.event === shown}
          anonymous={file.received?.reporterMode === 'anonymous'}
          onNext={() => {
            const next = nextUngraded(index);
            if (next === null) focusReading();
            else setActive(next, 'grade');
          }}
        />
      ))}
    </ol>
  );
}
