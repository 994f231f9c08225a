import { useState } from 'react';
import { useCall } from '../../../app/calls.ts';
import { Button, ErrorNotice, Skeleton } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import { useHold } from '../assess/use-hold.ts';
import { HeldCard } from '../parts/HeldCard.tsx';
import { useOpenCase } from '../open-case.ts';
import { leavesTheUnit } from '../stages.ts';
import { useDraft } from '../use-draft.ts';
import { emptySendForm, packLines, SendForm } from './pack.ts';
import { RecipientsPanel } from '../recipients/RecipientsPanel.tsx';
import { SendSteps } from './SendSteps.tsx';
import { SentReferrals } from './SentReferrals.tsx';
import { unitNames } from './unit-names.ts';
import { counted } from '../../../words/count.ts';
import { t } from '../../../words/t.ts';

/** Stage 7: everybody who is told of the case, and the pack for those who read in Candour. */
export function SendStage() {
  return (
    <div className={styles.fill}>
      <RecipientsPanel />
      <PackStage />
    </div>
  );
}

/** A pack of graded statements for one unit: recipient first, then words, then a look at the whole. */
function PackStage() {
  const { caseId, read, file, openStage } = useOpenCase();
  const units = useCall('directory.units', {});
  const draft = useDraft(caseId, 'send', read.drafts, SendForm, emptySendForm);
  const hold = useHold(caseId, 'send', draft.heldUntil);
  const [another, setAnother] = useState(false);
  const decision = file.decisions.at(-1);
  const nameOfUnit = unitNames(units.value ?? []);

  if (hold !== null)
    return (
      <HeldCard hold={hold}>
        <p>
          {t('{{statements}} to {{nameOfUnit}}', {
            statements: counted(
              packLines(file, draft.value).filter((line) => line.include && line.copy.text !== '').length,
              'statement',
            ),
            nameOfUnit: nameOfUnit(draft.value.unit),
          })}
        </p>
      </HeldCard>
    );
  if (decision === undefined)
    return (
      <div className={styles.nothing}>
        <p>{t('A pack follows a decision, and there is none yet.')}</p>
        <Button keys="Ctrl+6" onClick={() => openStage('decision')}>
          {t('Go to the decision')}
        </Button>
      </div>
    );
  if (!leavesTheUnit(decision.outcomes) && file.referrals.length === 0)
    return (
      <div className={styles.nothing}>
        <p>{t('Not needed: the decision that stands only records.')}</p>
      </div>
    );
  if (units.value === undefined)
    return units.error === null ? <Skeleton rows={5} /> : <ErrorNotice error={units.error} />;

  const writing = file.referrals.length === 0 || another || draft.savedAt !== null;
  return (
    <div className={styles.fill}>
      {file.referrals.length > 0 && <SentReferrals referrals={file.referrals} nameOfUnit={nameOfUnit} />}
      {writing ? (
        <SendSteps draft={draft} decision={decision} units={units.value} onSent={() => setAnother(false)} />
      ) : (
        <div className={styles.row}>
          <Button variant="quiet" onClick={() => setAnother(true)}>
            {t('Send to another unit')}
          </Button>
        </div>
      )}
    </div>
  );
}
