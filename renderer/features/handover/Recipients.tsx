import type { CallOutput } from '../../../shared/bridge/contract.ts';
import { RadioKeys } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './handover.module.css';

interface Props {
  readonly people: CallOutput<'handover.people'>;
  readonly included: number;
  readonly to: string | null;
  readonly onChoose: (user: string) => void;
  readonly onEnter: () => void;
}

/** Who receives. A colleague who cannot is shown as such, and nobody is told why. */
export function Recipients({ people, included, to, onChoose, onEnter }: Props) {
  if (included === 0) return <p className={classes.muted}>{t('Space includes the case; then choose who receives.')}</p>;
  if (people.length === 0)
    return <p className={classes.muted}>{t('Nobody else works at every desk of the included cases.')}</p>;
  return (
    <div className={classes.people}>
      <RadioKeys
        label={t('Who receives')}
        choices={people.map(({ user, name, canReceive }) => ({
          value: user,
          label: name,
          ...(!canReceive && { hint: t('cannot receive') }),
        }))}
        value={to}
        onChange={onChoose}
        onEnter={onEnter}
        direction="column"
      />
    </div>
  );
}
