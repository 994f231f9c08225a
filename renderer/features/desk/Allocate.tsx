import { useState } from 'react';
import type { CallError } from '../../../shared/bridge/call.ts';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import type { Me } from '../../../shared/bridge/session.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { announce, Button, type Choice, Dialog, ErrorNotice, RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { counted } from '../../words/count.ts';
import { type Allocated, allocateAll } from './allocate.ts';
import classes from './Desk.module.css';

const nobody = 'nobody';

export interface AllocateProps {
  /** All of one unit; null while the dialog is closed. */
  readonly rows: readonly DeskRow[] | null;
  readonly me: Me;
  readonly onClose: () => void;
  readonly onDone: (done: readonly Allocated[]) => void;
}

/** Who is to hold the chosen cases: me, somebody of the unit, or nobody. */
export function Allocate({ rows, me, onClose, onDone }: AllocateProps) {
  return (
    <Dialog open={rows !== null} onClose={onClose} title={`Allocate ${counted(rows?.length ?? 0, 'case')}`}>
      {rows !== null && rows[0] && <Choose rows={rows} unit={rows[0].unit} me={me} onClose={onClose} onDone={onDone} />}
    </Dialog>
  );
}

type ChooseProps = Omit<AllocateProps, 'rows'> & { readonly rows: readonly DeskRow[]; readonly unit: string };

function Choose({ rows, unit, me, onClose, onDone }: ChooseProps) {
  const [to, setTo] = useState<string>(me.user);
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const people = useCall('directory.people', { unit, caseIds: rows.map(({ caseId }) => caseId) });
  const holdings = useCall('holdings.read', {});
  const heldBy = (user: string) => {
    const held = holdings.value?.find((each) => each.user === user);
    return t('holds {{held}}, {{heavy}} heavy', { held: held?.held ?? 0, heavy: held?.heavy ?? 0 });
  };
  const others = (people.value ?? []).filter(({ user }) => user !== me.user);
  const choices: Choice<string>[] = [
    { value: me.user, label: 'To me', hint: `${me.name}, ${heldBy(me.user)}`, key: 'M' },
    ...others.map(({ user, name }) => ({ value: user, label: name, hint: heldBy(user) })),
    { value: nobody, label: 'Back to the unit', hint: 'Nobody holds it', key: 'B' },
  ];
  const sign = async () => {
    if (done !== null) return;
    setDone(0);
    setError(null);
    const holder = to === nobody ? null : to;
    const outcome = await allocateAll(
      rows.map(({ caseId }) => ({ caseId, to: holder })),
      setDone,
    );
    setDone(null);
    if (outcome.done.length > 0) onDone(outcome.done);
    if (outcome.error) {
      setError(outcome.error);
      return;
    }
    announce(`Allocated. Ctrl+Z takes it back.`);
    onClose();
  };
  useCommand('global.sign', () => void sign());
  return (
    <div className={classes.dialog}>
      {people.error && <ErrorNotice error={people.error} />}
      <div className={classes.people}>
        <RadioKeys
          label={`Holder, of ${unit}`}
          choices={choices}
          value={to}
          onChange={setTo}
          onEnter={() => void sign()}
          direction="column"
          focusFirst
        />
      </div>
      {error && <ErrorNotice error={error} />}
      <div className={classes.acts}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="main" keys="Ctrl+Enter" disabled={done !== null} onClick={() => void sign()}>
          {done === null ? 'Sign' : `Signing ${done} of ${rows.length}`}
        </Button>
      </div>
    </div>
  );
}
