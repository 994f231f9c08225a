/** While a newer version makes the rows and the search anew out of the log: what is not complete, and how far it is. */
import type { SyncState } from '../../shared/bridge/session.ts';
import { t } from './t.ts';

type Refolding = NonNullable<SyncState['refolding']>;

/** For the status bar. */
export const refoldingInShort = ({ done, total }: Refolding): string =>
  t('Search is being renewed: {{done}} of {{total}} cases', { done, total });

/** Beside what a search has found. */
export const foundSoFar = ({ done, total }: Refolding): string =>
  t('Not complete yet: after an update {{done}} of {{total}} cases are read anew.', { done, total });
