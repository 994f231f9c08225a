import { useState } from 'react';
import { combinedGrade } from '../../../../shared/domain/grade.ts';
import { Button, Foreign } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import type { Statement } from '../statements.ts';
import styles from './assess.module.css';
import cardsStyles from './statements.module.css';
import { GradeForm } from './GradeForm.tsx';
import { gradeInWords } from './grade-words.ts';
import { t } from '../../../words/t.ts';

interface Props {
  readonly statement: Statement;
  readonly open: boolean;
  readonly anonymous: boolean;
  readonly onNext: () => void;
}

/** A statement: its number, its words, its grade in letters and meaning, every earlier version, and the form to grade. */
export function StatementCard({ statement, open, anonymous, onNext }: Props) {
  const { read, setActive } = useOpenCase();
  const { annotation, number, grades } = statement;
  const latest = grades.at(-1);
  const hasDraft = read.drafts.some((draft) => draft.part === `grade ${annotation.event}`);
  const [again, setAgain] = useState(false);
  const grading = latest === undefined || again || hasDraft;
  return (
    <li
      className={cardsStyles.card}
      data-statement={annotation.event}
      data-open={open}
      data-draft={hasDraft}
      aria-label={t('Statement {{number}}', { number })}
    >
      <button
        type="button"
        className={cardsStyles.cardHead}
        aria-expanded={open}
        onClick={() => setActive(annotation.event, open ? undefined : 'grade')}
      >
        <span className={cardsStyles.cardNumber}>{number}</span>
        <q className={cardsStyles.cardQuote}>
          <Foreign text={annotation.target.exact.trim()} />
        </q>
        <span className={styles.cardGrade}>{latest === undefined ? t('ungraded') : combinedGrade(latest.grade)}</span>
      </button>
      {latest !== undefined && (
        <p className={styles.cardMeaning}>
          {gradeInWords(latest.grade)} · <Signature signed={latest} />
        </p>
      )}
      {open && grades.length > 1 && (
        <ol className={cardsStyles.versions} aria-label={t('Earlier grades')}>
          {grades.slice(0, -1).map((version) => (
            <li key={version.event}>
              <span translate="no" className="mono">
                {combinedGrade(version.grade)}
              </span>{' '}
              {gradeInWords(version.grade)} · <Signature signed={version} />
            </li>
          ))}
        </ol>
      )}
      {open && grading && (
        <GradeForm
          statement={annotation.event}
          number={number}
          anonymous={anonymous}
          onSigned={(stayed) => {
            setAgain(false);
            if (stayed) onNext();
          }}
        />
      )}
      {open && !grading && (
        <p className={cardsStyles.cardFoot}>
          <Button variant="quiet" onClick={() => setAgain(true)}>
            {t('Grade again')}
          </Button>
        </p>
      )}
    </li>
  );
}
