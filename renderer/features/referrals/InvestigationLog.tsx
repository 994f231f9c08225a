import { Hourglass } from 'lucide-react';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { Chip, Clock, Foreign } from '../../ui/index.ts';
import { labelOf } from '../../words/codes.ts';
import { t } from '../../words/t.ts';
import { calendarDay } from '../../words/time.ts';
import { sentenceOf } from '../case/reading/timeline-words.ts';
import { subjectName } from './subject-name.ts';
import styles from './investigation.module.css';

type Read = CallOutput<'referral.read'>;

/** What has been done about the referral, oldest first; empty until it was accepted or returned. */
export function InvestigationLog({ read: { investigation, log, pack, names } }: { readonly read: Read }) {
  if (log.length === 0) return null;
  const nameOf = (user: string) => names[user] ?? t('a colleague');
  return (
    <section className={styles.log} aria-label={t('The investigation')}>
      <h2>{t('The investigation')}</h2>
      <p className={styles.standing}>
        {investigation.severity !== null && (
          <Chip>{t('If proved: {{severity}}', { severity: labelOf('severity', investigation.severity) })}</Chip>
        )}
        {investigation.measures.map(({ measure, subject }) => (
          <Chip key={`${measure} ${subject ?? ''}`}>
            {labelOf('interim_measure', measure)}
            {subject !== null && `: ${subjectName(pack, subject)}`}
          </Chip>
        ))}
      </p>
      <ol>
        {log.map((entry) => {
          const { facets } = entry.facts;
          const subject = 'subject' in facets ? facets.subject : null;
          return (
            <li key={entry.event}>
              <p>
                <strong>{sentenceOf(entry.facts.type, facets, nameOf)}</strong>
                {subject !== null && ` · ${subjectName(pack, subject)}`}
                {'on' in facets && ` · ${calendarDay(facets.on)}`}
              </p>
              {entry.words !== '' && <Foreign text={entry.words} as="p" />}
              <p className={styles.signed}>
                {nameOf(entry.by)}, <Clock at={entry.at} show="absolute" />
                {!entry.accepted && (
                  <span className={styles.local}>
                    {' '}
                    <Hourglass size={12} aria-hidden="true" /> {t('only here')}
                  </span>
                )}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
