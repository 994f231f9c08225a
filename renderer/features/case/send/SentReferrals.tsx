import type { Referral } from '../../../../shared/domain/case-file.ts';
import { Chip, Foreign } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import sendStyles from './send.module.css';
import { useOpenCase } from '../open-case.ts';
import { SavePack } from '../taking-out/SavePack.tsx';
import { Signature } from '../parts/Signature.tsx';
import { dayAndTime } from '../when.ts';
import { outcomeWord } from '../words.ts';
import { counted } from '../../../words/count.ts';
import { t } from '../../../words/t.ts';
import { calendarDay } from '../../../words/time.ts';
import { sentenceOf } from '../reading/timeline-words.ts';

interface Props {
  readonly referrals: readonly Referral[];
  readonly nameOfUnit: (unit: string) => string;
}

/** What was sent, and how far it is: waiting here, sent, or acknowledged by a named person. */
export function SentReferrals({ referrals, nameOfUnit }: Props) {
  const { caseId, nameOf, now } = useOpenCase();
  return (
    <ul className={sendStyles.sent}>
      {referrals.map((referral) => (
        <li key={referral.referral}>
          <p>
            <strong>{nameOfUnit(referral.unit)}</strong> · {outcomeWord[referral.outcome]}{' '}
            {referral.acknowledged !== null ? (
              <Chip>
                {t('Acknowledged by {{name}}, {{dayAndTime}}', {
                  name: nameOf(referral.acknowledged.by),
                  dayAndTime: dayAndTime(referral.acknowledged.at, now),
                })}
              </Chip>
            ) : referral.accepted ? (
              <Chip>{t('Sent, not yet acknowledged')}</Chip>
            ) : (
              <Chip tone="local">{t('Waiting here')}</Chip>
            )}
          </p>
          {referral.pack === null ? (
            <p className={styles.muted}>{t('Its contents were erased.')}</p>
          ) : (
            <p>
              <Foreign text={referral.pack.title} />, {counted(referral.pack.statements.length, 'statement')}
            </p>
          )}
          <div className={sendStyles.signed}>
            <Signature signed={referral} />
            {referral.pack !== null && (
              <SavePack caseId={caseId} referral={referral.referral} reference={referral.pack.reference} />
            )}
          </div>
          {referral.log.length > 0 && (
            <ol className={sendStyles.progress} aria-label={t('What its recipients did')}>
              {referral.log.map((entry) => (
                <li key={entry.event}>
                  {sentenceOf(entry.facts.type, entry.facts.facets, nameOf)}
                  {'on' in entry.facts.facets && ` · ${calendarDay(entry.facts.facets.on)}`}{' '}
                  <Signature signed={entry} />
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ul>
  );
}
