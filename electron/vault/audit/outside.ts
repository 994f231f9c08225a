import { actorOf } from '../../../shared/domain/directory.ts';
import { isOnOwnList } from '../../../shared/domain/own-list.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

/** Whether opening the case needs a reason: it is on no list of this person's, and nothing of theirs lies in it here. */
export function isOutside(db: ReadConnection, caseId: string): boolean {
  const placed = unlessDamaged(() => caseInView(db, caseId), null);
  const actor = actorOf(directoryOf(db), identityOf(db).device);
  if (placed === null || actor === null || isOnOwnList(actor, placed.facts)) return false;
  const own = db.column<number>(
    `SELECT 1 FROM drafts WHERE case_id = ?
     UNION ALL SELECT 1 FROM events WHERE case_id = ? AND device_seq IS NOT NULL AND status = 'refused' LIMIT 1`,
    [caseId, caseId],
  );
  return own.length === 0;
}
