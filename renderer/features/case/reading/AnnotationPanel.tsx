import { useState } from 'react';
import type { Annotation } from '../../../../shared/domain/case-file.ts';
import { Button, Foreign } from '../../../ui/index.ts';
import { useOpenCase } from '../open-case.ts';
import { Signature } from '../parts/Signature.tsx';
import { statementsOf } from '../statements.ts';
import { kindWord } from '../words.ts';
import styles from './reading.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  readonly annotation: Annotation;
  readonly onEdit: () => void;
  readonly onWithdraw: () => void;
  readonly onClose: () => void;
}

/** One annotation: its words, who signed them, every version; its author may change or withdraw it. */
export function AnnotationPanel({ annotation, onEdit, onWithdraw, onClose }: Props) {
  const { me, file, setActive } = useOpenCase();
  const [older, setOlder] = useState(false);
  const mine = annotation.by === me.user;
  const number = statementsOf(file).find((s) => s.annotation.event === annotation.event)?.number;
  return (
    <section className={styles.panel} aria-label={kindWord[annotation.kind]}>
      <p className={styles.panelQuote}>
        <strong>
          {kindWord[annotation.kind]}
          {number === undefined ? '' : ` ${number}`}
        </strong>{' '}
        <q className={styles.quote}>
          <Foreign text={annotation.target.exact} />
        </q>
      </p>
      {annotation.text !== '' && <Foreign as="p" text={annotation.text} className={styles.panelWords ?? ''} />}
      {older && (
        <ol className={styles.versions}>
          {annotation.versions.map((version) => (
            <li key={version.event}>
              <Signature signed={version} />{' '}
              <Foreign text={version.text === '' ? `“${version.target.exact}”` : version.text} />
            </li>
          ))}
        </ol>
      )}
      <div className={styles.panelFoot}>
        <span className={styles.grow}>
          <Signature signed={annotation} />
        </span>
        {annotation.versions.length > 1 && (
          <Button variant="quiet" aria-expanded={older} onClick={() => setOlder(!older)}>
            {t('{{versions}} versions', { versions: annotation.versions.length })}
          </Button>
        )}
        {annotation.kind === 'statement' && (
          <Button onClick={() => setActive(annotation.event, 'grade')}>{t('Grade')}</Button>
        )}
        {mine && (
          <>
            <Button keys="Enter" onClick={onEdit}>
              {t('Edit')}
            </Button>
            <Button keys="Delete" onClick={onWithdraw}>
              {t('Withdraw')}
            </Button>
          </>
        )}
        <Button variant="quiet" onClick={onClose}>
          {t('Close')}
        </Button>
      </div>
    </section>
  );
}
