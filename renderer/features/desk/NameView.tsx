import { useState } from 'react';
import { useCommand } from '../../app/commands.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './Desk.module.css';

export interface NameViewProps {
  readonly open: boolean;
  readonly title: string;
  readonly name: string;
  /** Names of other views. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

/** Asks how a view shall be called. */
export function NameView(props: NameViewProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      {props.open && <Name {...props} />}
    </Dialog>
  );
}

function Name({ name, taken, onClose, onName }: NameViewProps) {
  const [typed, setTyped] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const keep = () => {
    const trimmed = typed.trim();
    if (trimmed === '') setProblem(t('Give the view a name.'));
    else if (taken.includes(trimmed)) setProblem(t('Another view of yours is called that.'));
    else {
      onName(trimmed);
      onClose();
    }
  };
  useCommand('global.sign', keep);
  return (
    <form
      className={classes.dialog}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Field
        label={t('Name of the view')}
        hint={t('It keeps what is filtered, how it is sorted, and the columns. Only you see it, on this workstation.')}
        value={typed}
        maxLength={60}
        problem={problem}
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <div className={classes.acts}>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="main" submit>
          {t('Keep')}
        </Button>
      </div>
    </form>
  );
}
