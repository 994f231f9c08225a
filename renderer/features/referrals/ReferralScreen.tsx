import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { Button, Chip, Clock, ErrorNotice, PlaceHead, Skeleton, TextArea } from '../../ui/index.ts';
import { DraftLine } from '../case/parts/DraftLine.tsx';
import { SavePack } from '../case/taking-out/SavePack.tsx';
import { unitNames } from '../case/send/unit-names.ts';
import { useCaret } from '../case/use-caret.ts';
import { useDraft } from '../case/use-draft.ts';
import { t } from '../../words/t.ts';
import { dated } from '../../words/time.ts';
import { InvestigationForms } from './InvestigationForms.tsx';
import { InvestigationLog } from './InvestigationLog.tsx';
import { fromBase64 } from '../../words/base64.ts';
import { Pack } from './Pack.tsx';
import type { ReadPage } from './PackFiles.tsx';
import { ReferralState } from './ReferralsScreen.tsx';
import { RefusedReceipt } from './RefusedReceipt.tsx';
import styles from './referrals.module.css';

/** One referral, as its recipient reads it, with the receipt to sign. */
export function ReferralScreen({ caseId }: { readonly caseId: string }) {
  const read = useCall('referral.read', { caseId });
  if (read.value === undefined)
    return (
      <main className={styles.screen} aria-label={t('Referral')}>
        {read.error === null ? (
          <Skeleton rows={12} />
        ) : (
          <ErrorNotice error={read.error} action={<Button onClick={read.again}>{t('Read it again')}</Button>} />
        )}
      </main>
    );
  return <Referral caseId={caseId} read={read.value} />;
}

function Referral({ caseId, read }: { readonly caseId: string; readonly read: CallOutput<'referral.read'> }) {
  const { row, pack, refused } = read;
  const units = useCall('directory.units', {});
  const copy = useRef<HTMLDivElement>(null);
  useEffect(() => copy.current?.focus(), []);
  const unitName = unitNames(units.value ?? [])(row.unit);
  const readPage = useCallback<ReadPage>(
    async (file, page) => {
      const answer = await call('referral.page', { caseId, file, page });
      return answer.ok ? { ok: true, jpeg: fromBase64(answer.value.jpeg) } : answer;
    },
    [caseId],
  );
  return (
    <main className={styles.screen} aria-label={t('Referral {{reference}}', { reference: row.reference })}>
      <PlaceHead>
        <h1 translate="no" className="mono">
          {row.reference}
        </h1>
        <span className={styles.grow}>{unitName}</span>
        {pack?.safeguarding !== undefined && <Chip tone="danger">{t('Safeguarding: read first')}</Chip>}
        {pack !== null && <SavePack caseId={caseId} referral={caseId} reference={row.reference} />}
        <Chip>
          <ReferralState row={row} />
        </Chip>
      </PlaceHead>
      <div
        ref={copy}
        className={styles.copy}
        tabIndex={0}
        data-keys="referrals"
        data-pane="pack"
        aria-label={t('The referral')}
      >
        {refused.map((event) => (
          <RefusedReceipt key={event.event} refused={event} names={read.names} />
        ))}
        {pack === null ? (
          <p>{t('The contents of this referral were erased.')}</p>
        ) : (
          <Pack
            pack={pack}
            unitName={unitName}
            issued={`${row.issuedBy}, ${dated(row.issuedAt)}`}
            readPage={readPage}
          />
        )}
        <InvestigationLog read={read} />
      </div>
      <footer className={styles.receipt} data-pane="receipt">
        {row.acknowledgedAt === null ? (
          <Receipt caseId={caseId} drafts={read.drafts} />
        ) : (
          <>
            <p>
              {t('Acknowledged by {{acknowledgedBy}},', { acknowledgedBy: row.acknowledgedBy ?? t('a colleague') })}{' '}
              <Clock at={row.acknowledgedAt} />.
              {row.waiting && (
                <span className={styles.local}> {t('Waiting here: the sender sees it after the next sync.')}</span>
              )}
            </p>
            <InvestigationForms caseId={caseId} read={read} />
          </>
        )}
      </footer>
    </main>
  );
}

const ReceiptForm = z.object({ note: z.string() });
const noNote = () => ({ note: '' });

function Receipt({
  caseId,
  drafts,
}: {
  readonly caseId: string;
  readonly drafts: CallOutput<'referral.read'>['drafts'];
}) {
  const draft = useDraft(caseId, 'acknowledgement', drafts, ReceiptForm, noNote);
  const form = useRef<HTMLDivElement>(null);
  useCaret(form, draft);
  const [error, setError] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);
  const acknowledge = async () => {
    if (busy) return;
    setBusy(true);
    await draft.lock();
    const note = draft.value.note.trim();
    const answer = await call('referral.acknowledge', { caseId, ...(note !== '' && { note }) });
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) {
      draft.unlock();
      return;
    }
    await draft.discard();
    askAgain('referral.read', 'referrals.read');
  };
  useCommand('global.sign', () => void acknowledge());
  useCommand('referrals.acknowledge', () => void acknowledge());
  return (
    <div ref={form} className={styles.receiptForm}>
      {error !== null && <ErrorNotice error={error} />}
      <TextArea
        label={t('Note to the sender, if any')}
        name="note"
        rows={2}
        maxLength={4000}
        value={draft.value.note}
        onChange={(note) => draft.change({ note: note })}
      />
      <div className={styles.row}>
        <DraftLine draft={draft} />
        <Button variant="main" keys="Ctrl+Enter" disabled={busy} onClick={() => void acknowledge()}>
          {t('Acknowledge')}
        </Button>
      </div>
    </div>
  );
}
