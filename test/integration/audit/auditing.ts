/** Somebody at a workstation of the office whose journal is open, and somebody who reads all journals. */
import { randomBytes } from 'node:crypto';
import { AuditLists } from '../../../electron/vault/audit/audit-lists.ts';
import { auditLines } from '../../../electron/vault/audit/audit-lines.ts';
import { catchUpAudit } from '../../../electron/vault/audit/audit-rows.ts';
import { enter, openJournal } from '../../../electron/vault/audit/journal.ts';
import { auditorsKey, makeJournalKey } from '../../../electron/vault/audit/journal-key.ts';
import { runThrough } from '../../../electron/vault/store/sync-store.ts';
import type { AuditFilter } from '../../../shared/bridge/audit.ts';
import type { Workstation } from '../sync/support/workstation.ts';

export async function openedJournal(one: Workstation): Promise<void> {
  const key = auditorsKey(one.vault.db);
  if (key !== null) openJournal(one.vault, await makeJournalKey(key, randomBytes));
}

/** A case is opened at a workstation, and its journal says so. */
export const consult = (one: Workstation, caseId: string, reason?: string) =>
  enter(one.vault, {
    type: 'case_consulted',
    facets: { how: 'opened' },
    payload: { caseId, ...(reason !== undefined && { reason }) },
  });

/** All entries of a filter as this person's audit shows them. */
export async function audited(one: Workstation, filter: AuditFilter = {}) {
  runThrough(catchUpAudit(one.vault));
  const lists = new AuditLists(one.vault.db);
  const opened = await lists.open(filter);
  if (!opened.ok) throw new Error(opened.error.code);
  return auditLines(one.vault.db, lists.entries(opened.value.list)!);
}
