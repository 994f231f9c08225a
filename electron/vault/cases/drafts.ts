import { Draft } from '../../../shared/bridge/case.ts';
import type { z } from 'zod';
import type { ReadConnection } from '../store/connection.ts';
import { parseStored } from '../store/damaged-row.ts';
import { isErased } from '../store/erasure.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import { foldRow } from './fold-row.ts';

interface DraftRow extends Record<string, string | null> {
  part: string;
  content: string;
  saved_at: string;
  held_until: string | null;
}

/** Everything typed on a case and not yet signed. */
export const draftsOf = (db: ReadConnection, caseId: string): z.output<typeof Draft>[] =>
  db
    .all<DraftRow>('SELECT part, content, saved_at, held_until FROM drafts WHERE case_id = ? ORDER BY part', [caseId])
    .map((row) => ({
      caseId,
      part: row.part,
      content: parseStored(Draft.shape.content, row.content, caseId),
      savedAt: row.saved_at,
      heldUntil: row.held_until,
    }));

/** Keeps what stands in a form. What is held is not changed under the person's hands: typing on takes it back. */
export function saveDraft(vault: WritingVault, caseId: string, part: string, content: unknown): string {
  const { db } = vault;
  const savedAt = instant(vault.clock());
  db.transaction(() => {
    const before = db.get<{ held_until: string | null }>(
      'SELECT held_until FROM drafts WHERE case_id = ? AND part = ?',
      [caseId, part],
    );
    // A form that was open when the contents of the case were erased.
    if (before === undefined && isErased(db, caseId)) return;
    db.run(
      `INSERT INTO drafts (case_id, part, content, saved_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at, held_until = NULL, command = NULL`,
      [caseId, part, JSON.stringify(content), savedAt],
    );
    // The row tells only whether there is a draft: most key presses change nothing there.
    if (before === undefined || before.held_until !== null) foldRow(vault, caseId);
  });
  return savedAt;
}

export function dropDraft(vault: WritingVault, caseId: string, part: string): void {
  vault.db.transaction(() => {
    const { changes } = vault.db.run('DELETE FROM drafts WHERE case_id = ? AND part = ?', [caseId, part]);
    // Pages that were drawn for a pack go with it.
    if (part === 'send') vault.db.run('DELETE FROM pack_pages WHERE case_id = ?', [caseId]);
    if (changes > 0) foldRow(vault, caseId);
  });
}
