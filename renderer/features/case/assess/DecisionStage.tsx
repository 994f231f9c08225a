import { useEffect, useState } from 'react';
import { isHeavy } from '../../../../shared/domain/dues.ts';
import { Button } from '../../../ui/index.ts';
import { usePlace } from '../../../app/place.ts';
import { BreakLine } from '../BreakLine.tsx';
import { noteFinished } from '../breaks.ts';
import { HeldCard } from '../parts/HeldCard.tsx';
import { useOpenCase } from '../open-case.ts';
import { leavesTheUnit } from '../stages.ts';
import { useDraft } from '../use-draft.ts';
import { decisionInWords } from '../words.ts';
import styles from './assess.module.css';
import ownStyles from './decision.module.css';
import { Concern } from './Concern.tsx';
import { copyOf, isCopy } from './decide-anew.ts';
import { DecisionCard } from './DecisionCard.tsx';
import { DecisionFields } from './DecisionFields.tsx';
import { DecisionForm, emptyDecisionForm } from './gaps.ts';
import { useHold } from './use-hold.ts';
import { t } from '../../../words/t.ts';

/** Milliseconds in which a decision counts as just signed. */
const FRESH = 10 * 60_000;

/** Stage 6: outcomes by a route, with one rationale. A later decision stands beside the earlier, never over it. */
export function DecisionStage() {
  const { caseId, read, file, me, now, openStage } = useOpenCase();
  const draft = useDraft(caseId, 'decision', read.drafts, DecisionForm, emptyDecisionForm);
  const hold = useHold(caseId, 'decision', draft.heldUntil);
  const leave = usePlace((place) => place.leave);
  const standing = file.decisions.at(-1);
  // Counted once, when the card of one's own fresh decision shows; not when an old case is opened again.
  const [breakIsDue, setBreakIsDue] = useState(false);
  const fresh = standing?.by === me.user && Date.parse(standing.at) > now - FRESH;
  useEffect(() => {
    if (fresh) setBreakIsDue(noteFinished(caseId, isHeavy(read.row.categories), Date.now()));
  }, [fresh, caseId, read.row.categories]);

  if (hold !== null)
    return (
      <HeldCard hold={hold}>
        <p className={ownStyles.decisionWords}>
          {decisionInWords({ ...draft.value, force: draft.value.force || undefined })}
        </p>
        <p dir="auto" className="foreign">
          {draft.value.rationale}
        </p>
      </HeldCard>
    );

  const writing = standing === undefined || draft.savedAt !== null;
  if (!writing)
    return (
      <div className={styles.form}>
        <DecisionCard decision={standing} heading={t('Signed')} />
        {breakIsDue && <BreakLine />}
        <section className={ownStyles.waits}>
          <h3 className={styles.small}>{t('What waits')}</h3>
          <ul>
            {!standing.accepted && <li>{t('The decision is only here until the hub has accepted it.')}</li>}
            {leavesTheUnit(standing.outcomes) && file.referrals.length === 0 && (
              <li>{t('A pack for the people who act on it.')}</li>
            )}
            {file.referrals.map((referral) =>
              referral.acknowledged === null ? (
                <li key={referral.referral}>{t('Receipt by {{unit}}.', { unit: referral.unit })}</li>
              ) : null,
            )}
            {standing.accepted && !leavesTheUnit(standing.outcomes) && <li>{t('Nothing.')}</li>}
          </ul>
        </section>
        <div className={styles.row}>
          <Button variant="quiet" onClick={() => draft.change(copyOf(standing, file.decisions.length))}>
            {t('Decide anew')}
          </Button>
          {leavesTheUnit(standing.outcomes) && file.referrals.length === 0 ? (
            <Button variant="main" keys="Ctrl+7" onClick={() => openStage('send')}>
              {t('Build the pack')}
            </Button>
          ) : (
            <Button variant="main" autoFocus onClick={leave}>
              {t('Back to the Desk')}
            </Button>
          )}
        </div>
        <Concern />
        {file.decisions.length > 1 && (
          <details>
            <summary>{t('Earlier decisions')}</summary>
            {file.decisions
              .slice(0, -1)
              .toReversed()
              .map((decision) => (
                <DecisionCard key={decision.event} decision={decision} heading={t('Replaced')} />
              ))}
          </details>
        )}
      </div>
    );

  // Only what is still the copy may be thrown away without a word being lost.
  const untouched = standing !== undefined && isCopy(draft.value, copyOf(standing, file.decisions.length));
  return (
    <div className={standing === undefined ? styles.form : ownStyles.sideBySide}>
      {standing !== undefined && <DecisionCard decision={standing} heading={t('Stands now')} />}
      <div className={styles.form}>
        <DecisionFields draft={draft} onCancel={untouched ? () => void draft.discard() : null} />
        <Concern />
      </div>
    </div>
  );
}
