import type { RestoreState } from '../../../shared/bridge/restore.ts';
import { counted, listed } from '../../words/count.ts';

const signedWords = (count: number) => `${counted(count, 'entry', 'entries')} signed anew`;
const draftWords = (count: number) => `${counted(count, 'draft')} put back`;

/** The one sentence of a restore. */
export function restoreWords(state: Exclude<RestoreState, { phase: 'none' }>): string {
  switch (state.phase) {
    case 'catching_up':
      return 'Restoring: your unsent work is carried over as soon as everything has been received from the hub.';
    case 'keys':
      return `Restored in part: ${listed([signedWords(state.signed), draftWords(state.drafts)])}. The rest waits for a key that an officer grants.`;
    case 'done':
      return state.signed + state.drafts === 0
        ? 'Restored: there was nothing that the hub did not have.'
        : `Restored: ${listed([signedWords(state.signed), draftWords(state.drafts)])}.`;
    default:
      return state satisfies never;
  }
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  conflict: ['was overtaken by a colleague’s', 'were overtaken by a colleague’s'],
  case_unknown: ['is of a case that you may see no more', 'are of cases that you may see no more'],
  another_person: ['is another person’s', 'are another person’s'],
};

/** What stayed behind, and where it lies now. */
export function leftWords(state: Extract<RestoreState, { phase: 'keys' | 'done' }>): string[] {
  const lines = Object.entries(state.left)
    .filter(([code]) => state.phase === 'done' || code in reasons)
    .map(([code, count]) => {
      const [one, many] = reasons[code] ?? ['was not accepted', 'were not accepted'];
      return `${count} ${count === 1 ? one : many}.`;
    });
  if (state.unreadable > 0) lines.push(`${counted(state.unreadable, 'piece')} at most could not be read.`);
  if (state.refused > 0)
    lines.push(`${counted(state.refused, 'entry', 'entries')} that the hub had refused stayed behind.`);
  if (state.setAside !== null) lines.push(`The vault that was here before lies whole in ${state.setAside}.`);
  else if (lines.length > 0) lines.push('They stay readable in the backup.');
  return lines;
}
