import type { ReferralPack } from '../../../../shared/domain/events/assessment.ts';
import { Foreign } from '../../../ui/index.ts';
import type { Leak } from './leaks.ts';
import styles from './preview.module.css';
import { t } from '../../../words/t.ts';

interface Props {
  readonly leaks: readonly Leak[];
  readonly pack: ReferralPack;
  readonly settled: readonly string[];
  readonly onSettle: (key: string) => void;
}

const partNames: Readonly<Record<string, string>> = {
  title: t('title'),
  request: t('request'),
  safeguarding: t('safeguarding'),
  handling: t('handling'),
};

const partWord = (part: string, pack: ReferralPack): string => {
  const at = pack.statements.findIndex(({ statement }) => part === `statement ${statement}`);
  return at >= 0 ? t('statement {{number}}', { number: at + 1 }) : (partNames[part] ?? part);
};

/** What could lead back to the reporter: each is looked at and ticked, or its words are changed. */
export function LeakList({ leaks, pack, settled, onSettle }: Props) {
  return (
    <fieldset className={styles.leaks}>
      <legend>{t('These words could lead back to the reporter. Change them, or tick what may stand.')}</legend>
      <ul>
        {leaks.map(({ key, kind, part, words }) => (
          <li key={key}>
            <label>
              <input type="checkbox" checked={settled.includes(key)} onChange={() => onSettle(key)} />
              <span>
                {kind === 'clue'
                  ? t('Marked as a reporter clue, in {{partWord}}:', { partWord: partWord(part, pack) })
                  : t('The reporter’s own words, in {{partWord}}:', { partWord: partWord(part, pack) })}{' '}
                <q>
                  <Foreign text={words} />
                </q>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
