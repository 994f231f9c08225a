import type { PassphraseStrength } from '../../../shared/bridge/session.ts';
import { t } from '../../words/t.ts';

/** What the screen says about a passphrase while it is typed. */
export function strengthWords(strength: PassphraseStrength | null): string {
  if (strength === null) return t('Judging…');
  switch (strength.flaw) {
    case 'empty':
      return t('Four or more words that do not belong together are strong and easy to type.');
    case 'too_short':
      return t('Too short: twelve characters at least.');
    case 'repeats':
      return t('The same few characters over and over are easy to guess.');
    case 'easy_to_guess':
      return t('Easy to guess: it holds common words, names, dates or keys in a row. Add a word that does not belong.');
    case null:
      return strength.score === 4 ? t('Very hard to guess.') : t('Hard to guess.');
    default:
      return strength.flaw satisfies never;
  }
}
