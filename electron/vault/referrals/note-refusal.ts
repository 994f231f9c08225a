import type { PackRefusal } from '../../../shared/domain/events/pack.ts';
import { enter } from '../audit/journal.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** That a pack was kept from leaving goes into the journal, for the auditors: the case, the code, and nothing of the pack. */
export const noteRefusal = (vault: WritingVault, caseId: string, unit: string | undefined, code: PackRefusal): void =>
  enter(vault, { type: 'pack_refused', facets: { code }, payload: { caseId, ...(unit !== undefined && { unit }) } });
