import type { AlertWords } from '../../../shared/bridge/danger.ts';
import { useMe } from '../../app/me.ts';
import { Foreign } from '../../ui/index.ts';
import { t } from '../../words/t.ts';
import classes from './danger.module.css';
import { scriptOf } from './script.ts';

interface Props {
  readonly words: AlertWords;
  readonly told: NonNullable<AlertWords['told']>;
  readonly open: boolean;
}

/** What to say on the telephone, line by line. */
export function Script({ words, told, open }: Props) {
  const caller = useMe()?.name ?? '';
  const lines = scriptOf({ caller, unitName: words.unitName, reference: words.spoken, told });
  return (
    <details className={classes.script} open={open}>
      <summary>{t('To read out on the telephone')}</summary>
      <ol>
        {lines.map((line, index) => (
          <li key={index}>
            <Foreign text={line} />
          </li>
        ))}
      </ol>
    </details>
  );
}
