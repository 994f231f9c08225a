import type { ReferralPack } from '../../../shared/domain/pack.ts';
import { combinedGrade } from '../../../shared/domain/grade.ts';
import { codeList, labelOf } from '../../words/codes.ts';
import { Disc, Foreign } from '../../ui/index.ts';
import { identificationWord } from '../case/assess/identification-words.ts';
import { gradeInWords } from '../case/assess/grade-words.ts';
import styles from './pack.module.css';
import { PackFiles, type ReadPage } from './PackFiles.tsx';
import { Redacted } from './Redacted.tsx';
import { t } from '../../words/t.ts';

interface Props {
  readonly pack: ReferralPack;
  /** To whom, by name. */
  readonly unitName: string;
  /** From whom and when; absent in the preview. */
  readonly issued?: string;
  /** Where the pages of its files come from. */
  readonly readPage: ReadPage;
}

/**
 * The pack, exactly as its recipient reads it: the marking at top and bottom, each statement with its grade and what
 * the grade means, each person with the word for how surely they are identified.
 */
export function Pack({ pack, unitName, issued, readPage }: Props) {
  const { dissemination } = pack;
  return (
    <article className={styles.pack} aria-label={t('Referral {{reference}}', { reference: pack.reference })}>
      <p className={styles.marking}>{pack.marking}</p>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <Foreign text={pack.title === '' ? t('No title') : pack.title} />
        </h2>
        <dl className={styles.facts}>
          <dt>{t('Reference')}</dt>
          <dd translate="no" className="mono">
            {pack.reference}
          </dd>
          <dt>{t('For')}</dt>
          <dd>{unitName}</dd>
          {issued !== undefined && (
            <>
              <dt>{t('From')}</dt>
              <dd>{issued}</dd>
            </>
          )}
        </dl>
      </header>
      <Part name={t('Request')} text={pack.request} />
      {pack.safeguarding !== undefined && <Part name={t('Safeguarding')} text={pack.safeguarding} />}
      <section>
        <h3>{t('People')}</h3>
        {pack.subjects.length === 0 && <p>{t('Nobody is named.')}</p>}
        <ul className={styles.people}>
          {pack.subjects.map((subject, index) => (
            <li key={index}>
              <Disc identification={subject.identification} />
              <span>
                <em>{identificationWord[subject.identification]}</em>{' '}
                {[
                  subject.rank === undefined ? undefined : labelOf('rank', subject.rank),
                  subject.name,
                  subject.collarNumber,
                  subject.station,
                ]
                  .filter((words) => words !== undefined)
                  .map((words, at) => (
                    <span key={at}>
                      {at > 0 && ' · '}
                      <Foreign text={words} />
                    </span>
                  ))}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('Statements')}</h3>
        <ol className={styles.statements}>
          {pack.statements.map(({ statement, text, grade, gaps = [] }) => (
            <li key={statement}>
              <p>
                <Redacted text={text} gaps={gaps} />{' '}
                <span translate="no" className="mono">
                  {combinedGrade(grade)}
                </span>
              </p>
              <p className={styles.meaning}>{gradeInWords(grade)}</p>
              {grade.conditions !== undefined && (
                <p className={styles.meaning}>{t('Conditions: {{conditions}}', { conditions: grade.conditions })}</p>
              )}
            </li>
          ))}
        </ol>
      </section>
      {pack.files !== undefined && <PackFiles files={pack.files} read={readPage} />}
      {dissemination !== undefined && (
        <section>
          <h3>{t('Authority and conditions')}</h3>
          <dl className={styles.facts}>
            <dt>{t('Authority')}</dt>
            <dd>{labelOf('dissemination_authority', dissemination.authority)}</dd>
            <Codes name={t('Conditions')} list="handling_condition" codes={dissemination.conditions} />
            <Codes name={t('Caveats')} list="caveat" codes={dissemination.caveats} />
          </dl>
        </section>
      )}
      <Part name={t('Handling')} text={pack.handling} />
      <p className={styles.key}>
        {t('Source {{entries}}. Information {{entries2}}.', {
          entries: codeList('source_evaluation')
            .entries.map(({ code, label }) => `${code} ${label}`)
            .join(', '),
          entries2: codeList('information_assessment')
            .entries.map(({ code, label }) => `${code} ${label}`)
            .join(', '),
        })}
      </p>
      <p className={styles.marking}>{pack.marking}</p>
    </article>
  );
}

function Codes({
  name,
  list,
  codes,
}: {
  name: string;
  list: 'handling_condition' | 'caveat';
  codes: readonly string[];
}) {
  if (codes.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      {codes.map((code) => (
        <dd key={code} className={styles.code}>
          {labelOf(list, code)}
        </dd>
      ))}
    </>
  );
}

function Part({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <section>
      <h3>{name}</h3>
      {text === '' ? (
        <p className={styles.meaning}>{t('Nothing written.')}</p>
      ) : (
        <Foreign as="p" text={text} className={styles.words ?? ''} />
      )}
    </section>
  );
}
