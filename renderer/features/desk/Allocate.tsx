import { useState } from 'react';
import type { BulkAct } from '../../../shared/bridge/bulk.ts';
import type { Me } from '../../../shared/bridge/session.ts';
import { useCall } from '../../app/calls.ts';
import { useCommand } from '../../app/commands.ts';
import { Button, type Choice, Dialog, ErrorNotice, RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import { counted } from '../../words/count.ts';
import classes from './Desk.module.css';

const nobody = 'nobody';

/** The cases that something is to be done with, and the unit to whose people they can go. */
export interface Concerned {
  readonly caseIds: readonly string[];
  readonly unit: string;
}

export interface AllocateProps {
  /** Null while the dialog is closed. */
  readonly concerned: Concerned | null;
  readonly me: Me;
  readonly onClose: () => void;
  readonly onSign: (acts: readonly BulkAct[]) => void;
}

/** Who is to hold the chosen cases: me, somebody of the unit, or nobody. */
export function Allocate({ concerned, me, onClose, onSign }: AllocateProps) {
  return (
    <Dialog
      open={concerned !== null}
      onClose={onClose}
      title={t('Allocate {{cases}}', { cases: counted(concerned?.caseIds.length ?? 0, 'case') })}
    >
      {concerned !== null && <Choose concerned={concerned} me={me} onClose={onClose} onSign={onSign} />}
    </Dialog>
  );
}

function Choose({ concerned, me, onClose, onSign }: AllocateProps & { readonly concerned: Concerned }) {
  const { caseIds, unit } = concerned;
  const [to, setTo] = useState<string>(me.user);
  // Of many, somebody who cannot hold one of them may hold the rest: the summary tells which were refused.
  const people = useCall('directory.people', { unit, caseIds: caseIds.length === 1 ? [...caseIds] : [] });
  const holdings = useCall('holdings.read', {});
  const heldBy = (user: string) => {
    const held = holdings.value?.find((each) => each.user === user);
    return t('holds {{held}}, {{heavy}} heavy', { held: held?.held ?? 0, heavy: held?.heavy ?? 0 });
  };
  const others = (people.value ?? []).filter(({ user }) => user !== me.user);
  const choices: Choice<string>[] = [
    { value: me.user, label: t('To me'), hint: `${me.name}, ${heldBy(me.user)}`, key: 'M' },
    ...others.map(({ user, name }) => ({ value: user, label: name, hint: heldBy(user) })),
    { value: nobody, label: t('Back to the unit'), hint: t('Nobody holds it'), key: 'B' },
  ];
  const sign = () => {
    const facets = { to: to === nobody ? null : to };
    onClose();
    onSign(caseIds.map((caseId) => ({ caseId, type: 'allocated', facets })));
  };
  useCommand('global.sign', sign);
  return (
    <div className={classes.dialog}>
      {people.error && <ErrorNotice error={people.error} />}
      <div className={classes.people}>
        <RadioKeys
          label={t('Holder, of {{unit}}', { unit })}
          choices={choices}
          value={to}
          onChange={setTo}
          onEnter={sign}
          direction="column"
          focusFirst
        />
      </div>
      <div className={classes.acts}>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="main" keys="Ctrl+Enter" onClick={sign}>
          {t('Sign')}
        </Button>
      </div>
    </div>
  );
}
