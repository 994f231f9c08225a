import { useCallback, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { Decision } from '../../../../shared/domain/case-file.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';
import { Button } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import { HOLD_SECONDS } from '../assess/use-hold.ts';
import { useOpenCase } from '../open-case.ts';
import { DraftLine } from '../parts/DraftLine.tsx';
import type { Drafted } from '../use-draft.ts';
import { packOf, type SendForm } from './pack.ts';
import { PackPreview } from './PackPreview.tsx';
import { PackStatements } from './PackStatements.tsx';
import { PackWords } from './PackWords.tsx';
import { RecipientList } from './RecipientList.tsx';
import { outcomeFor, recipientsOf, type Unit } from './recipients.ts';
import { t } from '../../../words/t.ts';

const steps = [
  { key: 'recipient', name: t('Recipient') },
  { key: 'words', name: t('Request') },
  { key: 'statements', name: t('Statements and people') },
] as const;
type Step = (typeof steps)[number]['key'];

interface Props {
  readonly draft: Drafted<SendForm>;
  readonly decision: Decision;
  readonly units: readonly Unit[];
  readonly onSent: () => void;
}

/** The steps of a pack; nothing but the recipient can be chosen first, since the words depend on who reads them. */
export function SendSteps({ draft, decision, units, onSent }: Props) {
  const { caseId, read, file } = useOpenCase();
  const { value, change } = draft;
  // A case that goes to another force goes to that force's units.
  const force = decision.route === 'other_force' ? (decision.force ?? read.row.force) : read.row.force;
  const recipients = recipientsOf(units, force);
  const unit = recipients.find((u) => u.unit === value.unit) ?? null;
  const [step, setStep] = useState<Step>(unit === null ? 'recipient' : 'words');
  const [preview, setPreview] = useState(false);
  const closePreview = useCallback(() => setPreview(false), []);
  const pack = packOf(file, value, read.row.unit);
  const at = steps.findIndex(({ key }) => key === step);
  const next = steps[at + 1];

  const send = async (): Promise<CallError | null> => {
    if (unit === null || value.outcome === null) return null;
    await draft.lock();
    const answer = await call('referral.send', {
      caseId,
      unit: unit.unit,
      outcome: value.outcome,
      pack,
      draft: 'send',
      holdSeconds: HOLD_SECONDS,
    });
    if (!answer.ok) {
      draft.unlock();
      return answer.error;
    }
    if (answer.value.heldUntil === null) draft.signed();
    setPreview(false);
    askAgain('case.read');
    onSent();
    return null;
  };

  return (
    <div className={styles.tabbed} data-draft={draft.savedAt !== null}>
      <div role="tablist" aria-label={t('Steps of the pack')} className={styles.tabs}>
        {steps.map(({ key, name }, index) => (
          <button
            key={key}
            type="button"
            role="tab"
            aria-selected={key === step}
            aria-controls="pack-step"
            disabled={unit === null && key !== 'recipient'}
            onClick={() => setStep(key)}
          >
            {index + 1} {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="pack-step" className={styles.tabPanel}>
        {step === 'recipient' && (
          <RecipientList
            recipients={recipients}
            chosen={value.unit}
            force={force}
            own={force === read.row.force}
            onChoose={(chosen) => {
              change({ unit: chosen.unit, outcome: value.outcome ?? outcomeFor(chosen, decision.outcomes) });
            }}
          />
        )}
        {step === 'words' && <PackWords draft={draft} outcomes={decision.outcomes} />}
        {step === 'statements' && <PackStatements draft={draft} />}
      </div>
      <div className={styles.row}>
        <DraftLine draft={draft} />
        {next !== undefined && (
          <Button disabled={unit === null} onClick={() => setStep(next.key)}>
            {next.name}
          </Button>
        )}
        <Button variant="main" disabled={unit === null} onClick={() => setPreview(true)}>
          {t('Preview')}
        </Button>
      </div>
      {unit !== null && (
        <PackPreview
          open={preview}
          onClose={closePreview}
          pack={pack}
          unitName={unit.name}
          draft={draft}
          onSend={send}
        />
      )}
    </div>
  );
}
