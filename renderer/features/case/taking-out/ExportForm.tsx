import { type FormEvent, useState } from 'react';
import type { TakingReason } from '../../../../shared/domain/events/taking-out.ts';
import { bridge, call } from '../../../app/bridge.ts';
import { Button, ErrorNotice } from '../../../ui/index.ts';
import { useStrength } from '../../session/use-strength.ts';
import { noSeal, sealOf } from './seal.ts';
import { SealFields } from './SealFields.tsx';
import { TakenFields } from './TakenFields.tsx';
import styles from './taking-out.module.css';
import { useTakingOut } from './use-taking-out.ts';
import { t } from '../../../words/t.ts';

/** An age file that the `age` tool opens: the case folded, and every event with its signature. */
export function ExportForm({ caseId }: { readonly caseId: string }) {
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
    const wanted = { caseId, reason, takenTo: takenTo.trim(), seal };
    void run(
      () => call('export.ask', wanted),
      (grant) => bridge()?.shell.takingOut.export({ grant }),
    );
  };
  return (
    <form onSubmit={submit} className={styles.form} aria-label={t('Save an encrypted copy')}>
      <TakenFields reason={reason} onReason={setReason} takenTo={takenTo} onTakenTo={setTakenTo} disabled={busy} />
      <SealFields typed={typed} onChange={setTyped} strength={strength} disabled={busy} />
      <p className={styles.under}>{t('Marks of reporter clues stay here. The age program opens the file.')}</p>
      <Button variant="main" submit disabled={!ready}>
        {busy ? t('Encrypting…') : t('Save the encrypted copy…')}
      </Button>
      <p role="status">{told}</p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
