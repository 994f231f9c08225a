import { useState } from 'react';
import { useOpenCase } from '../open-case.ts';
import styles from '../assess/assess.module.css';
import { Checks } from './Checks.tsx';
import { Meetings } from './Meetings.tsx';
import { Questions } from './Questions.tsx';
import { t } from '../../../words/t.ts';

const tabs = { checks: Checks, questions: Questions, meetings: Meetings } as const;
type Tab = keyof typeof tabs;

/** The part of the stage in which words were left, if any. */
const tabOf = (part: string): Tab | null =>
  part.startsWith('check')
    ? 'checks'
    : part.startsWith('question') || part === 'charity'
      ? 'questions'
      : part === 'meeting'
        ? 'meetings'
        : null;

/** Stage 3: what other records say, what the reporter could still be asked, and what the tasking meeting decided. */
export function ResearchStage() {
  const { file, read } = useOpenCase();
  const { checks, questions, meetings } = file.work;
  const owed = read.clocks.some(({ clock }) => clock === 'charity_feedback');
  const [shown, setShown] = useState<Tab>(
    () => read.drafts.map(({ part }) => tabOf(part)).find((tab) => tab !== null) ?? (owed ? 'questions' : 'checks'),
  );
  const open = {
    checks: checks.filter(({ answer }) => answer === null).length,
    questions: questions.filter(({ answer, review }) => answer === null && review?.facets.verdict !== 'returned')
      .length,
    meetings: 0,
  };
  const names = {
    checks: t('Checks {{checks}}', { checks: checks.length }),
    questions: t('Questions and feedback {{questions}}', { questions: questions.length }),
    meetings: t('Tasking {{meetings}}', { meetings: meetings.length }),
  };
  const Body = tabs[shown];
  return (
    <div className={styles.tabbed}>
      <div role="tablist" aria-label={t('Checks, questions or tasking')} className={styles.tabs}>
        {(Object.keys(tabs) as Tab[]).map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            data-tab={tab}
            aria-selected={shown === tab}
            aria-controls="research-panel"
            onClick={() => setShown(tab)}
          >
            {names[tab]}
            {open[tab] > 0 && `, ${t('{{open}} open', { open: open[tab] })}`}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="research-panel" className={styles.tabPanel}>
        <Body />
      </div>
    </div>
  );
}
