import { type FormEvent, type ReactNode, useState } from 'react';
import type { MoveCommand, Moving } from '../../../shared/bridge/moving.ts';
import { useCommand } from '../../app/commands.ts';
import { Button, ErrorNotice, TextArea } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './moving.module.css';
import { useMove } from './use-move.ts';
import { WhoSees } from './WhoSees.tsx';

type Unreasoned<M> = M extends { readonly reason: string } ? Omit<M, 'reason'> : never;

interface Props {
  /** Of the form and of its button. */
  readonly title: string;
  /** Everything but the reason; null while something has still to be chosen. */
  readonly command: Unreasoned<MoveCommand> | null;
  readonly told: string;
  /** Who will read the reason. */
  readonly hint: string;
  readonly seenBy: Moving['seenBy'];
  /** Who will see the case then; null while nothing is chosen. */
  readonly then: Moving['seenBy'] | null;
  /** What it means, before it is done. */
  readonly means: string;
  readonly onMoved: () => void;
  /** What is chosen, drawn for a form that is being signed, or not. */
  readonly children: (busy: boolean) => ReactNode;
}

/** What both moves of a case share: the reason, who sees it before and after, and the signing. */
export function MoveForm({ title, command, told, hint, seenBy, then, means, onMoved, children }: Props) {
  const [reason, setReason] = useState('');
  const { busy, error, move } = useMove(onMoved);
  const ready = command !== null && reason.trim() !== '' && !busy;
  const sign = () => {
    if (ready) void move({ ...command, reason: reason.trim() }, told);
  };
  useCommand('global.sign', sign, ready);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sign();
  };
  return (
    <form onSubmit={submit} className={classes.form} aria-label={title}>
      {children(busy)}
      <TextArea
        label={t('Why')}
        name="reason"
        rows={2}
        maxLength={4000}
        value={reason}
        disabled={busy}
        onChange={setReason}
        hint={hint}
      />
      {then !== null && <WhoSees now={seenBy} then={then} />}
      <p className={classes.under}>{means}</p>
      <Button variant="main" submit disabled={!ready} keys="Ctrl+Enter">
        {busy ? t('Signing…') : title}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}
