import type { HandOverReason, HandOverRow } from '../../../shared/bridge/dues.ts';
import { clockLabel } from '../../../shared/domain/clocks.ts';
import { eventName } from '../../words/labels.ts';
import { t } from '../../words/t.ts';
import { kindName } from '../clocks/row-words.ts';
import { dueInWords } from '../dues/due-words.ts';

/** Why a case is in the list, without a word that a person wrote. `now` in milliseconds. */
export function reasonInWords({ kind, what, due }: HandOverReason, now: number): string {
  if (kind === 'draft') return t('Draft: sign it, or pass it on with the case');
  if (kind === 'draft_shared') return t('Draft passed on with the case, not taken over yet');
  if (kind === 'refused') return t('Refused: {{entry}}', { entry: eventName(what) });
  const name =
    kind === 'clock' ? clockLabel(what) : kind === 'question' ? t('Question without an answer') : kindName(kind);
  return due === null ? name : `${name}, ${dueInWords(due, now)}`;
}

/** The reasons of a case, each once. */
export const reasonsInWords = ({ reasons }: Pick<HandOverRow, 'reasons'>, now: number): string[] => [
  ...new Set(reasons.map((reason) => reasonInWords(reason, now))),
];

/** What a recipient is told where the giver types nothing: the reasons, without what lies only on this workstation. */
export const lineOf = (row: HandOverRow, now: number): string =>
  reasonsInWords({ reasons: row.reasons.filter(({ kind }) => kind !== 'draft' && kind !== 'draft_shared') }, now)
    .join('; ')
    .slice(0, 1000);
