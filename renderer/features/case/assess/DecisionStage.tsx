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
import type { Decision } from '../../../../shared/domain/case-file.ts';
import { Approval, ReviewWords } from './Approval.tsx';
import { SecondReview } from './SecondReview.tsx';
import { type Standing, standingOf } from './standing.ts';
import { copyOf, isCopy } from './decide-anew.ts';
import { DecisionCard } from './DecisionCard.tsx';
import { DecisionFields } from './DecisionFields.tsx';
import { DecisionForm, emptyDecisionForm } from './gaps.ts';
import { useHold } from './use-hold.ts';
import { whatWaits } from './what-waits.ts';
import { t } from '../../../words/t.ts';

/** Milliseconds in which a decision counts as just signed. */
const FRESH = 10 * 60_000;

/** Stage 6: outcomes by a route, with one rationale. A later decision stands beside the earlier, never over it. */
export function DecisionStage() {
  const { file, me } = useOpenCase();
  const last = standingOf(file);
  const returned = last?.state === 'draft' && last.decision.by === me.user ? last.decision : null;
  // What came back is a draft again: the form begins with its words, also where it comes back while it is looked at.
  return <Deciding key={returned?.event ?? ''} last={last} returned={returned} />;
}

interface Props {
  readonly last: Standing | undefined;
  /** One's own decision that came back. */
  readonly returned: Decision | null;
}

function Deciding({ last, returned }: Props) {
  const { caseId, read, file, me, now, openStage } = useOpenCase();
  const begin = () => (returned === null ? emptyDecisionForm() : copyOf(returned, file.decisions.length));
  const draft = useDraft(caseId, 'decision', read.drafts, DecisionForm, begin);
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

  const writing = standing === undefined || returned !== null || draft.savedAt !== null;
  const headings = { effect: t('Signed'), waits: t('Waits for approval'), draft: t('Has no effect') } as const;
  if (!writing) {
    const waits = whatWaits(last!, file.referrals);
    // Whoever is asked for a second reading is not sent away from it by the next Enter.
    const isRead = last!.secondReview?.found !== null;
    return (
      <div className={styles.form}>
        <DecisionCard decision={standing} heading={headings[last!.state]} />
        <Answers last={last!} />
        {breakIsDue && <BreakLine />}
        <section className={ownStyles.waits}>
          <h3 className={styles.small}>{t('What waits')}</h3>
          <ul>
            {waits.map((words) => (
              <li key={words}>{words}</li>
            ))}
            {waits.length === 0 && <li>{t('Nothing.')}</li>}
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
            <Button variant="main" autoFocus={isRead} onClick={leave}>
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
  }

  // Only what is still the copy may be thrown away without a word being lost.
  const untouched = standing !== undefined && isCopy(draft.value, copyOf(standing, file.decisions.length));
  return (
    <div className={standing === undefined ? styles.form : ownStyles.sideBySide}>
      {standing !== undefined && (
        <div className={styles.form}>
          <DecisionCard
            decision={standing}
            heading={last!.state === 'effect' ? t('Stands now') : headings[last!.state]}
          />
          <Answers last={last!} />
        </div>
      )}
      <div className={styles.form}>
        <DecisionFields draft={draft} onCancel={untouched && returned === null ? () => void draft.discard() : null} />
        <Concern />
      </div>
    </div>
  );
}

/** What others said of the decision, and what is asked of this person. */
function Answers({ last: { decision, review, secondReview, state } }: { readonly last: Standing }) {
  return (
    <>
      {review !== null && <ReviewWords review={review} />}
      {state === 'waits' && decision.accepted && <Approval decision={decision} />}
      {secondReview !== null && (
        <SecondReview decision={decision} review={secondReview} approver={review?.by ?? null} />
      )}
    </>
  );
}
