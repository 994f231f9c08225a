import type { Inspection } from '../../../shared/bridge/vault.ts';
import { count, counted, listed } from '../../words/count.ts';
import { t } from '../../words/t.ts';

type Finding = Inspection['findings'][number];

function pagesWords({ count: total, pages = [] }: Finding): string {
  const named = pages.map(count);
  if (named.length === 0) return '';
  const more = total - named.length;
  const list = listed(more > 0 ? [...named, t('{{more}} more', { more: count(more) })] : named);
  return total === 1 ? `: ${t('page {{list}}', { list })}` : `: ${t('pages {{list}}', { list })}`;
}

const keep = t(
  'Do not delete anything. This vault will not be opened for writing again: lock, choose “Trouble with this vault?”, and move your work to a new vault.',
);
const fold = t('What you signed and typed is not touched by it. Tell your administrator; a new vault puts it right.');

/** What a look through the vault found, and what now. */
export const findingWords = ({ findings }: Inspection): { what: string; next: string }[] =>
  findings.map((finding) => {
    const { code, count: total } = finding;
    switch (code) {
      case 'pages':
        return { what: `${counted(total, 'damaged page')}${pagesWords(finding)}.`, next: keep };
      case 'structure':
        return {
          what: t('{{tablesOrIndexes}} cannot be read whole.', {
            tablesOrIndexes: counted(total, 'table or index', 'tables or indexes'),
          }),
          next: keep,
        };
      case 'facts':
        return {
          what: t('The state of {{cases}} differs from its log.', { cases: counted(total, 'case') }),
          next: fold,
        };
      case 'rows':
        return {
          what: t('{{rows}} of the Desk and its case do not fit.', { rows: counted(total, 'row') }),
          next: fold,
        };
      case 'queue':
        return {
          what: t('{{numbers}} of your own entries is missing or doubled.', { numbers: counted(total, 'number') }),
          next: t('Sync may stop. Lock, choose “Trouble with this vault?”, and move your work to a new vault.'),
        };
      default:
        return code satisfies never;
    }
  });
