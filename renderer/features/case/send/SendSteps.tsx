import { type ReactNode, useCallback, useState } from 'react';
import type { CallError } from '../../../../shared/bridge/call.ts';
import type { Decision } from '../../../../shared/domain/case-file.ts';
import { call } from '../../../app/bridge.ts';
import { askAgain } from '../../../app/calls.ts';
import { holdSeconds } from '../../../app/hold-length.ts';
import type { PackWorkings } from '../../../../shared/domain/pack.ts';
import { Button, ErrorNotice } from '../../../ui/index.ts';
import styles from '../assess/assess.module.css';
import { useOpenCase } from '../open-case.ts';
import { DraftLine } from '../parts/DraftLine.tsx';
import type { Drafted } from '../use-draft.ts';
import { FilesStep } from './FilesStep.tsx';
import { useDrawnFiles } from './use-drawn-files.ts';
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
  { key: 'files', name: t('Files') },
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
  const { caseId, read, file, now } = useOpenCase();
  const { value, change } = draft;
  // A case that goes to another force goes to that force's units.
  const force = decision.route === 'other_force' ? (decision.force ?? read.row.force) : read.row.force;
  const recipients = recipientsOf(units, force);
  const unit = recipients.find((u) => u.unit === value.unit) ?? null;
  const [step, setStep] = useState<Step>(unit === null ? 'recipient' : 'words');
  const [refused, setRefused] = useState<{ unit: string; notice: ReactNode } | null>(null);
  const [preview, setPreview] = useState(false);
  const closePreview = useCallback(() => setPreview(false), []);
  const day = new Date(now).toISOString().slice(0, 10);
  const { drawn, drawing, error, draw } = useDrawnFiles(caseId, unit?.unit ?? '', value);
  const pack = packOf(file, value, read.row.unit, { files: drawn.files, day });
  const at = steps.findIndex(({ key }) => key === step);
  const next = steps[at + 1];

  // It goes into the journal, as when the vault refuses it: an auditor sees who could not be reached.
  const refuse = async ({ unit: code, kind, name }: Unit) => {
    const answer = await call('referral.refused', { caseId, unit: code, code: 'no_recipient_workstation' });
    const error: CallError = answer.ok ? { code: 'no_recipient_workstation', message: '' } : answer.error;
    const byHand = kind !== 'investigation';
    setRefused({
      unit: code,
      notice: (
        <>
          <p className={styles.small}>{name}</p>
          <ErrorNotice error={error} />
          {byHand && <p>{t('Until then it may be told by other means, and recorded above.')}</p>}
        </>
      ),
    });
  };
  const look = async () => {
    if (await draw()) setPreview(true);
  };
  const send = async (workings: PackWorkings): Promise<CallError | null> => {
    if (unit === null || value.outcome === null) return null;
    await draft.lock();
    const answer = await call('referral.send', {
      caseId,
      unit: unit.unit,
      outcome: value.outcome,
      pack,
      workings,
      draft: 'send',
      holdSeconds: holdSeconds(),
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
            refused={refused}
            onRefused={(unit) => void refuse(unit)}
            onChoose={(chosen) => {
              setRefused(null);
              change({ unit: chosen.unit, outcome: value.outcome ?? outcomeFor(chosen, decision.outcomes) });
            }}
          />
        )}
        {step === 'words' && <PackWords draft={draft} outcomes={decision.outcomes} day={day} />}
        {step === 'statements' && <PackStatements draft={draft} />}
        {step === 'files' && <FilesStep draft={draft} />}
      </div>
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.row}>
        <DraftLine draft={draft} />
        {next !== undefined && (
          <Button disabled={unit === null} onClick={() => setStep(next.key)}>
            {next.name}
          </Button>
        )}
        <Button variant="main" disabled={unit === null || drawing !== null} onClick={() => void look()}>
          {drawing === null ? t('Preview') : t('Drawing page {{page}}…', { page: drawing + 1 })}
        </Button>
      </div>
      {unit !== null && (
        <PackPreview
          open={preview}
          onClose={closePreview}
          pack={pack}
          unitName={unit.name}
          draft={draft}
          readPage={drawn.readPage}
          onSend={send}
        />
      )}
    </div>
  );
}
