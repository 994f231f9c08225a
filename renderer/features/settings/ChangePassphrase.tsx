import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import { call } from '../../app/bridge.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import { PassphraseFields, typedAlike } from '../session/PassphraseFields.tsx';
import { useStrength } from '../session/use-strength.ts';
import classes from './VaultKeys.module.css';
import { t } from '../../words/t.ts';

const empty = { passphrase: '', newPassphrase: '', again: '' };

/** The present passphrase, and the new one twice. Nothing is encrypted anew, so it takes a second. */
export function ChangePassphrase() {
  const [form, setForm] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [changed, setChanged] = useState(false);
  const strength = useStrength(form.newPassphrase);
  const fill = (part: Partial<typeof form>) => {
    setChanged(false);
    setForm({ ...form, ...part });
  };
  const typed = { passphrase: form.newPassphrase, again: form.again };
  const ready = form.passphrase !== '' && typedAlike(typed) && strength?.enough === true && !busy;

  const change = async () => {
    setBusy(true);
    setError(null);
    const { passphrase, newPassphrase } = form;
    const answer = await call('session.changePassphrase', { passphrase, newPassphrase });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    setForm(empty);
    setChanged(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void change();
  };

  return (
    <form onSubmit={submit} className={classes.form} aria-label={t('Change the passphrase')}>
      <Field
        label={t('Present passphrase')}
        name="present-passphrase"
        type="password"
        autoComplete="off"
        value={form.passphrase}
        disabled={busy}
        onChange={(event) => fill({ passphrase: event.currentTarget.value })}
      />
      <PassphraseFields
        name="new-passphrase"
        label={t('New passphrase')}
        labelAgain={t('New passphrase again')}
        typed={typed}
        onChange={({ passphrase: newPassphrase = typed.passphrase, again = typed.again }) =>
          fill({ newPassphrase, again })
        }
        strength={strength}
        disabled={busy}
      />
      <Button submit disabled={!ready}>
        {busy ? t('Changing…') : t('Change the passphrase')}
      </Button>
      <p role="status">{changed && t('The passphrase is changed. The old one opens nothing any more.')}</p>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
