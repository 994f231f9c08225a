import type { ReferralPack } from '../../../../shared/domain/pack.ts';
import type { PackWarning } from '../../../../shared/domain/pack-check.ts';
import { Foreign } from '../../../ui/index.ts';
import styles from './preview.module.css';
import { warningWord } from './warning-words.ts';
import { t } from '../../../words/t.ts';

interface Props {
  readonly warnings: readonly PackWarning[];
  readonly pack: ReferralPack;
  /** By the key of a warning. */
  readonly kept: Readonly<Record<string, string>>;
  readonly onKeep: (key: string, why: string) => void;
}

const partNames: Readonly<Record<string, string>> = {
  title: t('title'),
  request: t('request'),
  safeguarding: t('safeguarding'),
  handling: t('handling'),
};

function partWord(part: string, pack: ReferralPack): string {
  const [, statement] = part.split(' ');
  const at = pack.statements.findIndex((each) => each.statement === statement);
  return at >= 0 ? t('statement {{number}}', { number: at + 1 }) : (partNames[part] ?? part);
}

/** What could lead back to the reporter: its words are changed or covered, or somebody says why they may stand. */
export function WarningList({ warnings, pack, kept, onKeep }: Props) {
  return (
    <section className={styles.leaks} aria-label={t('What could lead back to the reporter')}>
      <h3>{t('These words could lead back to the reporter. Change or cover them, or say why they may stand.')}</h3>
      <ul>
        {warnings.map((warning) => {
          const { key, part, words, must } = warning;
          const settled = !must && (kept[key] ?? '').trim() !== '';
          return (
            <li key={key} data-settled={settled}>
              <span>
                {warningWord(warning)}, {partWord(part, pack)}:{' '}
                <q>
                  <Foreign text={words} />
                </q>
              </span>
              {must ? (
                <strong>{t('Cover it here too')}</strong>
              ) : (
                <input
                  aria-label={t('Why “{{words}}” may stand', { words })}
                  placeholder={t('Why it may stand')}
                  maxLength={2000}
                  autoComplete="off"
                  dir="auto"
                  value={kept[key] ?? ''}
                  onChange={(event) => onKeep(key, event.currentTarget.value)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
