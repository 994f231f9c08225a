import type { AwaitedRecipient } from '../../../shared/domain/recipients-of.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** What is awaited stands first, by its time; then what has ended, the newest first. */
function placeOf({ awaited, toldAt }: AwaitedRecipient): string {
  if (awaited !== null) return `0 ${awaited.due}`;
  // Counted down, so that one index gives both orders.
  return `1 ${String(9_999_999_999_999 - Date.parse(toldAt)).padStart(13, '0')}`;
}

/** Writes who was told of a case. Of a case that is hidden from this person nothing is kept. */
export function writeRecipients(
  { db }: WritingVault,
  caseId: string,
  recipients: readonly AwaitedRecipient[],
  fresh: boolean,
): void {
  if (!fresh) db.run('DELETE FROM recipients WHERE case_id = ?', [caseId]);
  for (const one of recipients)
    db.run(
      `INSERT INTO recipients (case_id, recipient, kind, way, body, state, code, told_at, since, due_at, soon_at, chased_at,
         chases, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[caseId, one.id, one.kind, one.way, one.body, one.state, one.code, one.toldAt, one.since],
        ...[one.awaited?.due ?? null, one.awaited?.soon ?? null, one.chasedAt, one.chases, placeOf(one)],
      ],
    );
}
