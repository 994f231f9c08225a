import { TEXT_CHARS } from '../../../shared/bridge/attachment.ts';
import { isErased } from '../store/erasure.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import type { FileName } from './files.ts';

/** Keeps the text that the page has taken out of a file, and puts it into the search index. A string, never parsed. */
export function keepAttachmentText(
  vault: WritingVault,
  { caseId, attachment, text }: FileName & { text: string },
): void {
  const { db } = vault;
  const kept = text.replaceAll('\u0000', ' ').slice(0, TEXT_CHARS);
  const [before] = db.column<string>('SELECT text FROM attachment_texts WHERE case_id = ? AND attachment = ?', [
    caseId,
    attachment,
  ]);
  // A page that was open when the contents were erased.
  if (before === kept || isErased(db, caseId)) return;
  db.transaction(() => {
    db.run(
      `INSERT INTO attachment_texts (case_id, attachment, text) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET text = excluded.text`,
      [caseId, attachment, kept],
    );
    foldProjection(vault, caseId);
  });
}
