import { useRef, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { announce, Button, ErrorNotice } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { outcomeLabel } from '../case/reading/timeline-words.ts';
import { entryWords, type EntryType } from './entries.ts';
import { EntryEditor } from './EntryEditor.tsx';
import { subjectName } from './subject-name.ts';
import styles from './investigation.module.css';

type Read = CallOutput<'referral.read'>;

/** What may be done with the referral now, a button and a letter each, and the form of the one that was chosen. */
export function InvestigationForms({ caseId, read }: { readonly caseId: string; readonly read: Read }) {
  const { answer, closed } = read.investigation;
  const unfinished = read.drafts.map(({ part }) => part).find((part) => part in entryWords);
  const [chosen, setChosen] = useState<EntryType | null>((unfinished as EntryType | undefined) ?? null);
  const answering = answer === null;
  const working = answer?.result === 'accepted' && closed === null;
  const recording = answer?.result === 'accepted';
  const actions = useRef<HTMLDivElement>(null);
  const open = (type: EntryType) => () => setChosen(type);
  const close = () => {
    setChosen(null);
    actions.current?.focus();
  };
  useCommand('referrals.acknowledge', open('referral_accepted'), answering);
  useCommand('referrals.return', open('referral_returned'), answering);
  useCommand('referrals.step', open('investigation_logged'), working);
  useCommand('referrals.measure', open('interim_measure'), working);
  useCommand('referrals.severity', open('severity_assessed'), working);
  useCommand('referrals.outcome', open('outcome_recorded'), recording);
  useCommand('referrals.close', open('investigation_closed'), working);
  if (answer?.result === 'returned') return <p className={styles.note}>{t('The desk has it again.')}</p>;
  const offered: readonly (readonly [EntryType, string])[] = answering
    ? [
        ['referral_accepted', 'A'],
        ['referral_returned', 'R'],
      ]
    : [
        ...(working
          ? ([
              ['investigation_logged', 'L'],
              ['interim_measure', 'M'],
              ['severity_assessed', 'S'],
            ] as const)
          : []),
        ['outcome_recorded', 'O'],
        ...(working ? ([['investigation_closed', 'X']] as const) : []),
      ];
  return (
    <div className={styles.forms} data-keys="referrals">
      <div ref={actions} tabIndex={-1} className={styles.actions} role="group" aria-label={t('What may be done now')}>
        {offered.map(([type, key]) => (
          <Button key={type} keys={key} variant={type === chosen ? 'main' : 'plain'} onClick={open(type)}>
            {entryWords[type].title}
          </Button>
        ))}
        <TakeBack caseId={caseId} read={read} />
      </div>
      {chosen !== null && offered.some(([type]) => type === chosen) && (
        <EntryEditor key={chosen} caseId={caseId} type={chosen} read={read} onClose={close} />
      )}
    </div>
  );
}

/** The last outcome that was recorded can be taken back: what was entered by mistake must not stand in the figures. */
function TakeBack({ caseId, read }: { readonly caseId: string; readonly read: Read }) {
  const [error, setError] = useState<CallError | null>(null);
  const last = read.investigation.outcomes.at(-1);
  if (last === undefined) return null;
  const { track, outcome, subject, on } = last;
  const takeBack = async () => {
    const signed = await call('case.sign', {
      caseId,
      type: 'outcome_recorded',
      facets: { track, outcome, subject, on, withdrawn: true },
      payload: {},
      basedOn: read.slots[`outcome ${subject ?? 'all'}`] ?? null,
    });
    setError(signed.ok ? null : signed.error);
    if (!signed.ok) return;
    announce(t('Taken back.'));
    askAgain('referral.read', 'referrals.read');
  };
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <Button variant="quiet" onClick={() => void takeBack()}>
        {subject === null
          ? t('Take back “{{outcome}}”', { outcome: outcomeLabel(track, outcome) })
          : t('Take back “{{outcome}}” against {{name}}', {
              outcome: outcomeLabel(track, outcome),
              name: subjectName(read.pack, subject),
            })}
      </Button>
    </>
  );
}
