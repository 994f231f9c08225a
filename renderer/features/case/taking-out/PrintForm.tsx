import { type FormEvent, useEffect, useState } from 'react';
import type { Printer } from '../../../../shared/bridge/shell.ts';
import { PrintedPart, type TakingReason } from '../../../../shared/domain/events/taking-out.ts';
import { bridge, call } from '../../../app/bridge.ts';
import { Button, ErrorNotice, RadioKeys } from '../../../ui/index.ts';
import { printedParts } from '../../../words/taking-out.ts';
import { useStrength } from '../../session/use-strength.ts';
import { CheckKeys } from '../parts/CheckKeys.tsx';
import { noSeal, sealOf } from './seal.ts';
import { SealFields } from './SealFields.tsx';
import { TakenFields } from './TakenFields.tsx';
import styles from './taking-out.module.css';
import { useTakingOut } from './use-taking-out.ts';
import { t } from '../../../words/t.ts';

/** The printers of the system; null until they are known. */
function usePrinters(): readonly Printer[] | null {
  const [printers, setPrinters] = useState<readonly Printer[] | null>(null);
  useEffect(() => {
    void bridge()
      ?.shell.takingOut.printers()
      .then((answer) => setPrinters(answer.ok ? answer.value : []));
  }, []);
  return printers;
}

/** On paper, or, where copies are allowed, into a PDF that is encrypted before it is written. */
export function PrintForm({ caseId, mayCopy }: { readonly caseId: string; readonly mayCopy: boolean }) {
  const [reason, setReason] = useState<TakingReason | null>(null);
  const [takenTo, setTakenTo] = useState('');
  const [parts, setParts] = useState<PrintedPart[]>([...PrintedPart.options]);
  const [to, setTo] = useState<'paper' | 'pdf'>('paper');
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState(noSeal);
  const { busy, error, told, run } = useTakingOut();
  const printers = usePrinters();
  const strength = useStrength(typed.passphrase);
  const printer = chosen === '' ? (printers?.[0]?.name ?? null) : chosen;
  const seal = to === 'pdf' ? sealOf(typed, strength) : null;
  const where = to === 'pdf' ? seal !== null : printer !== null;
  const ready = reason !== null && takenTo.trim() !== '' && parts.length > 0 && where && !busy;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    void run(
      () => call('print.ask', { caseId, reason, takenTo: takenTo.trim(), parts, seal }),
      (grant) => bridge()?.shell.takingOut.print({ grant, printer: to === 'pdf' ? null : printer }),
    );
  };
  return (
    <form onSubmit={submit} className={styles.form} aria-label={t('Print this case')}>
      <TakenFields reason={reason} onReason={setReason} takenTo={takenTo} onTakenTo={setTakenTo} disabled={busy} />
      <CheckKeys
        label={t('What is printed')}
        values={parts}
        onChange={setParts}
        choices={PrintedPart.options.map((value) => ({ value, label: printedParts[value] }))}
      />
      {mayCopy && (
        <RadioKeys
          label={t('Where to')}
          value={to}
          onChange={setTo}
          disabled={busy}
          choices={[
            { value: 'paper', label: t('A printer') },
            { value: 'pdf', label: t('An encrypted PDF') },
          ]}
        />
      )}
      {to === 'pdf' ? (
        <SealFields typed={typed} onChange={setTyped} strength={strength} disabled={busy} />
      ) : printers?.length === 0 ? (
        <ErrorNotice error={{ code: 'no_printer', message: '' }} />
      ) : (
        <label className={styles.select}>
          <span>{t('Printer')}</span>
          <select value={printer ?? ''} disabled={busy} onChange={(event) => setChosen(event.currentTarget.value)}>
            {(printers ?? []).map(({ name, words }) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={styles.under}>
        {t('Every page says whose print it is, when and for whom. The journal has it before the first page is made.')}
      </p>
      <Button variant="main" submit disabled={!ready}>
        {busy ? t('Making the pages ready…') : to === 'pdf' ? t('Save the encrypted PDF…') : t('Print')}
      </Button>
      <p role="status">{told}</p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
