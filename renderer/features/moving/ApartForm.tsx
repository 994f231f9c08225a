import { type FormEvent, useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { Moving } from '../../../shared/bridge/moving.ts';
import { call } from '../../app/bridge.ts';
import { askAgain } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { useMe } from '../../app/me.ts';
import { announce, Button, ErrorNotice, Foreign, TextArea } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './moving.module.css';
import { WhoSees } from './WhoSees.tsx';

interface Props {
  readonly caseId: string;
  readonly moving: Moving;
  readonly onDone: () => void;
}

/** Asks that a case be taken out of its desk for named readers; a supervisor who did not ask approves it, or returns it. */
export function ApartForm({ caseId, moving, onDone }: Props) {
  const me = useMe();
  const [chosen, setChosen] = useState<readonly string[]>(me === undefined ? [] : [me.user]);
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const readers = moving.people.filter(({ user }) => chosen.includes(user));
  const supervised = readers.some(({ supervises }) => supervises);
  const openable = readers.some(({ workstations }) => workstations > 0);
  const ready = supervised && openable && why.trim() !== '' && !busy;
  const toggle = (user: string) =>
    setChosen(chosen.includes(user) ? chosen.filter((one) => one !== user) : [...chosen, user]);
  const ask = async () => {
    if (!ready) return;
    setBusy(true);
    const signed = await call('case.sign', {
      caseId,
      type: 'apart_requested',
      facets: { readers: readers.map(({ user }) => user) },
      payload: { why: why.trim() },
      basedOn: moving.slot,
    });
    setBusy(false);
    if (!signed.ok) return setError(signed.error);
    announce(t('Asked. A supervisor who did not ask answers it.'));
    askAgain('moving.read', 'case.read');
    onDone();
  };
  useCommand('global.sign', () => void ask(), ready);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask();
  };
  return (
    <form onSubmit={submit} className={classes.form} aria-label={t('Ask to set it apart')}>
      <fieldset className={classes.field} disabled={busy}>
        <legend>{t('Who may read it')}</legend>
        <ul className={classes.people}>
          {moving.people.map(({ user, name, workstations, supervises }, n) => (
            <li key={user}>
              <label>
                <input
                  type="checkbox"
                  data-autofocus={n === 0 ? true : undefined}
                  checked={chosen.includes(user)}
                  onChange={() => toggle(user)}
                />
                <Foreign text={name} />
                <span className={classes.about}>
                  {[supervises ? t('supervisor') : '', workstations === 0 ? t('no workstation yet') : '']
                    .filter((word) => word !== '')
                    .join(' · ')}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <TextArea
        label={t('Why')}
        name="reason"
        rows={2}
        maxLength={4000}
        value={why}
        disabled={busy}
        onChange={setWhy}
        hint={t('Until it is approved the whole desk can read the case, and this. Name nobody here.')}
      />
      <WhoSees now={moving.seenBy} then={readers} />
      <p className={classes.under}>
        {supervised
          ? t('Nothing changes before a supervisor who did not ask has approved it, to exactly these readers.')
          : t('Choose at least one supervisor: only a supervisor can let others in later.')}
      </p>
      <Button variant="main" submit disabled={!ready} keys="Ctrl+Enter">
        {busy ? t('Signing…') : t('Ask to set it apart')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
