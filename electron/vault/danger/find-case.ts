import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { rowsById } from '../desk/rows.ts';
import type { ReadConnection } from '../store/connection.ts';

const MOST = 8;

/** Cases whose reference holds what was typed, read off the index of references; the newest while nothing is typed. */
export function findCase(db: ReadConnection, typed: string): DeskRow[] {
  const part = typed.trim().replace(/[%_~]/g, '~$&');
  const ids =
    part === ''
      ? db.column<number>('SELECT id FROM cases WHERE hidden = 0 ORDER BY received_at DESC, case_id DESC LIMIT ?', [
          MOST,
        ])
      : db.column<number>(
          `SELECT id FROM cases WHERE hidden = 0 AND reference LIKE '%' || ? || '%' ESCAPE '~'
           ORDER BY reference, case_id LIMIT ?`,
          [part, MOST],
        );
  return rowsById(db, ids);
}
