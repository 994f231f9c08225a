import type { Inspection } from '../../../shared/bridge/vault.ts';
import { count, counted, listed } from '../../words/count.ts';

type Finding = Inspection['findings'][number];

function pagesWords({ count: total, pages = [] }: Finding): string {
  const named = pages.map(count);
  if (named.length === 0) return '';
  const more = total - named.length;
  const list = listed(more > 0 ? [...named, `${count(more)} more`] : named);
  return `: ${total === 1 ? 'page' : 'pages'} ${list}`;
}

const keep =
  'Do not delete anything. This vault will not be opened for writing again: lock, choose “Trouble with this vault?”, and move your work to a new vault.';
const fold = 'What you signed and typed is not touched by it. Tell your administrator; a new vault puts it right.';

/** What a look through the vault found, and what now. */
export const findingWords = ({ findings }: Inspection): { what: string; next: string }[] =>
  findings.map((finding) => {
    const { code, count: total } = finding;
    switch (code) {
      case 'pages':
        return { what: `${counted(total, 'damaged page')}${pagesWords(finding)}.`, next: keep };
      case 'structure':
        return { what: `${counted(total, 'table or index', 'tables or indexes')} cannot be read whole.`, next: keep };
      case 'facts':
        return { what: `The state of ${counted(total, 'case')} differs from its log.`, next: fold };
      case 'rows':
        return { what: `${counted(total, 'row')} of the Desk and its case do not fit.`, next: fold };
      case 'queue':
        return {
          what: `${counted(total, 'number')} of your own entries is missing or doubled.`,
          next: 'Sync may stop. Lock, choose “Trouble with this vault?”, and move your work to a new vault.',
        };
      default:
        return code satisfies never;
    }
  });
