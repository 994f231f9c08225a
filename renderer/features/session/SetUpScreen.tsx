import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { SessionState } from '../../../shared/bridge/session.ts';
import { call } from '../../app/bridge.ts';
import { askAgain, useCall } from '../../app/calls.ts';
import { useSetUpOutcome } from '../../app/set-up-outcome.ts';
import { Button, ErrorNotice, Field } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { goWay } from '../restore/way.ts';
import { ByHandScreen } from './ByHandScreen.tsx';
import { FingerprintSheet } from './FingerprintSheet.tsx';
import { InBrowser } from './InBrowser.tsx';
import { KeystoreNotice } from './KeystoreNotice.tsx';
import { PassphraseFields, typedAlike } from './PassphraseFields.tsx';
import { Sheet } from './Sheet.tsx';
import classes from './Sheet.module.css';
import { useStrength } from './use-strength.ts';

const httpAddress = /^https?:\/\/[^\s/]+/;

/** Enrols this workstation by its one-time code and makes the vault. */
export function SetUpScreen({ session }: { session: SessionState }) {
  const outcome = useSetUpOutcome((state) => state.outcome);
  if (outcome !== null) return <FingerprintSheet outcome={outcome} />;
  if (session.keystore === 'refused') {
    return (
      <Sheet title={t('Set up this workstation')}>
        <KeystoreNotice reason={session.refusedBecause ?? 'keystore_refused'} />
      </Sheet>
    );
  }
  return <ChooseWay session={session} />;
}

/** Over the network, or by hand: a request that was carried away is waited for until it is answered or given up. */
function ChooseWay({ session }: { session: SessionState }) {
  const pending = useCall('enrolment.pending', {}).value;
  const [byHand, setByHand] = useState(false);
  if (byHand || (pending?.since ?? null) !== null)
    return <ByHandScreen since={pending?.since ?? null} onBack={() => setByHand(false)} />;
  return <SetUpForm session={session} onByHand={pending?.allowed === true ? () => setByHand(true) : null} />;
}

function SetUpForm({ session, onByHand }: { session: SessionState; onByHand: (() => void) | null }) {
  const demonstration = session.demonstration;
  const [form, setForm] = useState({
    hub: (session.hubFixed ? session.hub : demonstration?.hub) ?? session.hub ?? 'https://',
    code: demonstration?.code ?? '',
    passphrase: demonstration?.passphrase ?? '',
    again: demonstration?.passphrase ?? '',
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const fill = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const strength = useStrength(form.passphrase);
  const complete = httpAddress.test(form.hub) && form.code.trim() !== '' && typedAlike(form);
  // Not judged yet is no refusal: the vault judges again before it takes one.
  const tooWeak = strength !== null && !strength.enough;

  const setUp = async () => {
    setBusy(true);
    setError(null);
    const { hub, code, passphrase } = form;
    const answer = await call('session.setUp', { hub: hub.trim(), code: code.trim(), passphrase });
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    useSetUpOutcome.setState({ outcome: answer.value });
    askAgain('session.state', 'session.me');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && complete && !tooWeak) void setUp();
  };

  return (
    <Sheet
      title={t('Set up this workstation')}
      under={t('One person, one workstation. Your administrator gave you the code.')}
    >
      <form onSubmit={submit} className={classes.sheetForm}>
        <Field
          label={t('Address of the hub')}
          name="hub"
          mono
          value={form.hub}
          disabled={busy}
          readOnly={session.hubFixed}
          hint={session.hubFixed ? t('Your administrator’s policy names it.') : undefined}
          onChange={(event) => fill({ hub: event.currentTarget.value })}
        />
        <Field
          label={t('Enrolment code')}
          name="code"
          mono
          value={form.code}
          disabled={busy}
          autoFocus={demonstration === null}
          hint={t('It works once.')}
          onChange={(event) => fill({ code: event.currentTarget.value })}
        />
        <PassphraseFields typed={form} onChange={fill} strength={strength} disabled={busy} />
        <Button variant="main" submit keys="Enter" disabled={busy || !complete || tooWeak}>
          {busy ? t('Setting up…') : t('Set up')}
        </Button>
      </form>
      <InBrowser session={session} />
      {error !== null && <ErrorNotice error={error} />}
      <Button variant="quiet" disabled={busy} onClick={() => goWay({ screen: 'restore', from: 'backup' })}>
        {t('Restore from a backup instead…')}
      </Button>
      {onByHand !== null && (
        <Button variant="quiet" disabled={busy} onClick={onByHand}>
          {t('No network here…')}
        </Button>
      )}
      {demonstration !== null && (
        <p className={classes.demonstration}>
          {t('Demonstration for {{displayName}}: the passphrase is', { displayName: demonstration.displayName })}{' '}
          <strong translate="no" className="mono">
            {demonstration.passphrase}
          </strong>
        </p>
      )}
    </Sheet>
  );
}
