import { PAGE_CHARS, referralPage } from '../../../shared/domain/events/pack.ts';
import { jpegFlaw } from '../../../shared/domain/jpeg.ts';
import type { ReferralPack } from '../../../shared/domain/pack.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { storedContents } from '../store/damaged-row.ts';
import { factsInView } from '../store/facts.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { noteRefusal } from './note-refusal.ts';

/** Keeps a drawn page until its pack is sent, if there is nothing beside the picture; else refuses it, and notes that. */
export function stagePage(
  vault: WritingVault,
  { caseId, jpeg }: { caseId: string; jpeg: string },
): Done<{ sha256: string }> {
  if (factsInView(vault.db, caseId)?.facts.kind !== 'case') return failed('case_unknown');
  if (jpeg.length > PAGE_CHARS) return failed('too_large');
  const bytes = Buffer.from(jpeg, 'base64');
  const flaw = jpegFlaw(bytes);
  if (flaw !== null) {
    noteRefusal(vault, caseId, undefined, 'pack_page_unclean');
    return failed('pack_page_unclean', { reason: flaw });
  }
  const hash = sha256(bytes);
  vault.db.run('INSERT INTO pack_pages (case_id, sha256, jpeg) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    caseId,
    hash,
    jpeg,
  ]);
  return done({ sha256: hash });
}

export const dropPages = (vault: WritingVault, caseId: string): void =>
  void vault.db.run('DELETE FROM pack_pages WHERE case_id = ?', [caseId]);

export interface PageToSend {
  readonly file: string;
  readonly page: number;
  readonly jpeg: string;
}

/** The pages that a pack promises, as they were kept; null where one is not here. */
export function pagesToSend(db: ReadConnection, caseId: string, pack: ReferralPack): PageToSend[] | null {
  const made: PageToSend[] = [];
  for (const { file, pages } of pack.files ?? [])
    for (const [index, { sha256: hash }] of pages.entries()) {
      const [jpeg] = db.column<string>('SELECT jpeg FROM pack_pages WHERE case_id = ? AND sha256 = ?', [caseId, hash]);
      if (jpeg === undefined) return null;
      made.push({ file, page: index + 1, jpeg });
    }
  return made;
}

/** The page of a referral that was received, if it is the one that the signed pack promises. */
export function readPage(
  db: ReadConnection,
  pack: ReferralPack | null,
  { caseId, file, page }: { caseId: string; file: string; page: number },
): Done<{ jpeg: string }> {
  const promised = pack?.files?.find((each) => each.file === file)?.pages[page - 1];
  if (promised === undefined) return failed('attachment_unknown');
  for (const stored of db.column<string | null>(
    `SELECT payload FROM events WHERE case_id = ? AND type = 'referral_page' AND status NOT IN ('refused', 'settled')
       AND payload ->> '$.file' = ? AND payload ->> '$.page' = ?`,
    [caseId, file, page],
  )) {
    const contents = referralPage.payload.safeParse(storedContents(stored, caseId));
    if (contents.success && sha256(Buffer.from(contents.data.jpeg, 'base64')) === promised.sha256)
      return done({ jpeg: contents.data.jpeg });
  }
  return failed('attachment_not_here');
}
