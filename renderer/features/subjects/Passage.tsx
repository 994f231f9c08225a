import { useEffect, useRef } from 'react';
import type { SubjectPassage } from '../../../shared/bridge/subjects.ts';
import { Button, Clock, Foreign } from '../../ui/index.ts';
import { eventName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import styles from './subjects.module.css';

const ways: Readonly<Record<SubjectPassage['way'], string>> = {
  exact: t('the name as typed'),
  variant: t('another spelling'),
  initial: t('surname and initial'),
  surname: t('the surname alone'),
  number: t('the collar number'),
};

/** One place that may name the person. Third parties and the reporter are covered until somebody looks. */
export function Passage({ passage, onUncover }: { readonly passage: SubjectPassage; readonly onUncover: () => void }) {
  const { reference, type, at, way, text, uncovered } = passage;
  const line = useRef<HTMLLIElement>(null);
  const asked = useRef(false);
  // The button goes with the cover: whoever pressed it reads on here, and Tab leads to the next.
  useEffect(() => {
    if (uncovered && asked.current) line.current?.focus();
  }, [uncovered]);
  const uncover = () => {
    asked.current = true;
    onUncover();
  };
  return (
    <li ref={line} tabIndex={-1} className={styles.passage}>
      <p>
        <span className="mono" translate="no">
          {reference}
        </span>{' '}
        · {type === 'file' ? t('Text of a file') : eventName(type)}
        {at !== null && (
          <>
            {' '}
            · <Clock at={at} show="absolute" />
          </>
        )}{' '}
        · {ways[way]}
      </p>
      <Foreign as="p" className={styles.text} text={text} />
      {!uncovered && <Button onClick={uncover}>{t('Uncover the passage')}</Button>}
    </li>
  );
}
