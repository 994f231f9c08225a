import { type FormEvent, type ReactNode, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { Seal } from '../../../shared/bridge/taking-out.ts';
import type { TakingReason } from '../../../shared/domain/events/taking-out.ts';
import { bridge } from '../../app/bridge.ts';
import { Button, ErrorNotice } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { noSeal, sealOf } from '../case/taking-out/seal.ts';
import { SealFields } from '../case/taking-out/SealFields.tsx';
import { TakenFields } from '../case/taking-out/TakenFields.tsx';
import styles from '../case/taking-out/taking-out.module.css';
import { useTakingOut } from '../case/taking-out/use-taking-out.ts';
import { useStrength } from '../session/use-strength.ts';

interface Props {
  readonly label: string;
  readonly children: ReactNode;
  readonly ask: (taking: {
    reason: TakingReason;
    takenTo: string;
    seal: Seal;
  }) => Promise<{ ok: true; value: { grant: string } } | { ok: false; error: CallError }>;
}

/** Why, for whom, and what opens it: asked before anything that is of no one case goes into an encrypted file. */
export function FileForm({ label, children, ask }: Props) {
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
      () => ask({ reason, takenTo: takenTo.trim(), seal }),
      (grant) => bridge()?.shell.takingOut.export({ grant }),
    );
  };
  return (
    <form onSubmit={submit} className={styles.form} aria-label={label}>
      <TakenFields reason={reason} onReason={setReason} takenTo={takenTo} onTakenTo={setTakenTo} disabled={busy} />
      <SealFields typed={typed} onChange={setTyped} strength={strength} disabled={busy} />
      <p className={styles.under}>{children}</p>
      <Button variant="main" submit disabled={!ready}>
        {busy ? t('Encrypting…') : t('Save the encrypted file…')}
      </Button>
      <p role="status">{told}</p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
