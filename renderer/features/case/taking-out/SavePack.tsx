import { FileLock2 } from 'lucide-react';
import { type FormEvent, useCallback, useState } from 'react';
import type { TakingReason } from '../../../../shared/domain/events/taking-out.ts';
import { bridge, call } from '../../../app/bridge.ts';
import { usePolicy } from '../../../app/CoverPolicy.ts';
import { Button, Dialog, ErrorNotice } from '../../../ui/index.ts';
import { t } from '../../../words/t.ts';
import { useStrength } from '../../session/use-strength.ts';
import { noSeal, sealOf } from './seal.ts';
import { SealFields } from './SealFields.tsx';
import { TakenFields } from './TakenFields.tsx';
import styles from './taking-out.module.css';
import { useTakingOut } from './use-taking-out.ts';

interface Props {
  /** The case that is read here: the desk's, or the referral itself at its recipient's. */
  readonly caseId: string;
  readonly referral: string;
  readonly reference: string;
}

/** A pack that was sent, as an encrypted PDF and a machine-readable copy beside it; where the policy allows copies. */
export function SavePack({ caseId, referral, reference }: Props) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const policy = usePolicy();
  if (policy?.allowExport !== true) return null;
  return (
    <>
      <Button variant="quiet" icon={<FileLock2 size={16} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('Save the pack as a PDF…')}
      </Button>
      <Dialog open={open} onClose={close} title={t('Save the pack {{reference}}', { reference })} width={560}>
        {open && <SavePackForm caseId={caseId} referral={referral} />}
      </Dialog>
    </>
  );
}

function SavePackForm({ caseId, referral }: { readonly caseId: string; readonly referral: string }) {
  const [reason, setReason] = useState<TakingReason | null>(null);
  const [takenTo, setTakenTo] = useState('');
  const [typed, setTyped] = useState(noSeal);
  const { busy, error, told, run } = useTakingOut();
  const strength = useStrength(typed.passphrase);
  const seal = sealOf(typed, strength);
  const ready = reason !== null && takenTo.trim() !== '' && seal !== null && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    void run(
      () => call('pack.ask', { caseId, referral, reason, takenTo: takenTo.trim(), seal }),
      (grant) => bridge()?.shell.takingOut.print({ grant, printer: null }),
    );
  };
  return (
    <form onSubmit={submit} className={styles.form} aria-label={t('Save the pack as a PDF')}>
      <TakenFields reason={reason} onReason={setReason} takenTo={takenTo} onTakenTo={setTakenTo} disabled={busy} />
      <SealFields typed={typed} onChange={setTyped} strength={strength} disabled={busy} />
      <p className={styles.under}>
        {t('Every page carries the marking, the recipient and its number. A machine-readable copy is saved beside it.')}
      </p>
      <Button variant="main" submit disabled={!ready}>
        {busy ? t('Making the pages ready…') : t('Save the encrypted PDF…')}
      </Button>
      <p role="status">{told}</p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
