import { useMemo } from 'react';
import { Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import styles from './case.module.css';
import { useOpenCase } from './open-case.ts';
import { sentencesOf, trimmed } from './reading/sentences.ts';
import { statementsOf } from './statements.ts';
import { kindWord } from './words.ts';

/**
 * Three lines of what is being assessed, over the one pane that a narrow window has: the marked words that both panes
 * look at, else the first statement, else the first sentence of the report.
 */
export function CurrentWords() {
  const { file, active } = useOpenCase();
  const said = useMemo(() => {
    const chosen = file.annotations.find((annotation) => annotation.event === active && annotation.withdrawn === null);
    if (chosen !== undefined) return { name: kindWord[chosen.kind], words: chosen.target.exact };
    const [first] = statementsOf(file);
    if (first !== undefined)
      return { name: `${kindWord.statement} ${first.number}`, words: first.annotation.target.exact };
    const text = file.report?.narrative ?? '';
    const [sentence] = sentencesOf(text);
    if (sentence === undefined) return null;
    const { from, to } = trimmed(text, sentence);
    return { name: t('The report'), words: text.slice(from, to) };
  }, [file, active]);
  if (said === null) return null;
  return (
    <p className={styles.current} data-current-words>
      <strong>{said.name}</strong> <Foreign text={said.words} />
    </p>
  );
}
