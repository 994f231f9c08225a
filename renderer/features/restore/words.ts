import type { RestoreState } from '../../../shared/bridge/restore.ts';
import { counted, listed } from '../../words/count.ts';
import { t } from '../../words/t.ts';

const signedWords = (count: number) => t('{{entries}} signed anew', { entries: counted(count, 'entry', 'entries') });
const draftWords = (count: number) => t('{{drafts}} put back', { drafts: counted(count, 'draft') });

/** The one sentence of a restore. */
export function restoreWords(state: Exclude<RestoreState, { phase: 'none' }>): string {
  switch (state.phase) {
    case 'catching_up':
      return t('Restoring: your unsent work is carried over as soon as everything has been received from the hub.');
    case 'keys':
      return t('Restored in part: {{value}}. The rest waits for a key that an officer grants.', {
        value: listed([signedWords(state.signed), draftWords(state.drafts)]),
      });
    case 'done':
      return state.signed + state.drafts === 0
        ? t('Restored: there was nothing that the hub did not have.')
        : t('Restored: {{value}}.', { value: listed([signedWords(state.signed), draftWords(state.drafts)]) });
    default:
      return state satisfies never;
  }
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  conflict: [t('was overtaken by a colleague’s'), t('were overtaken by a colleague’s')],
  case_unknown: [t('is of a case that you may see no more'), t('are of cases that you may see no more')],
  referral_unsent: [t('is of a pack that has to be sent again'), t('are of packs that have to be sent again')],
  another_person: [t('is another person’s'), t('are another person’s')],
};

/** What stayed behind, and where it lies now. */
export function leftWords(state: Extract<RestoreState, { phase: 'keys' | 'done' }>): string[] {
  const lines = Object.entries(state.left)
    .filter(([code]) => state.phase === 'done' || code in reasons)
    .map(([code, count]) => {
      const [one, many] = reasons[code] ?? [t('was not accepted'), t('were not accepted')];
      return `${count} ${count === 1 ? one : many}.`;
    });
  if (state.unreadable > 0)
    lines.push(t('{{pieces}} at most could not be read.', { pieces: counted(state.unreadable, 'piece') }));
  if (state.refused > 0)
    lines.push(
      t('{{entries}} that the hub had refused stayed behind.', { entries: counted(state.refused, 'entry', 'entries') }),
    );
  if (state.setAside !== null)
    lines.push(t('The vault that was here before lies whole in {{setAside}}.', { setAside: state.setAside }));
  else if (lines.length > 0) lines.push(t('They stay readable in the backup.'));
  return lines;
}
