import type { DeskRow } from '../../../shared/bridge/desk.ts';
import type { ReadConnection } from '../store/connection.ts';
import { rowOf } from './rows.ts';

const FEW = 6;

/** The cases in view whose reference begins so, in the order of their references; a few, for a field to choose from. */
export const byReference = (db: ReadConnection, begins: string): DeskRow[] =>
  db
    .column<string>(
      `SELECT case_id FROM cases WHERE hidden = 0 AND reference >= ? AND reference < ? ORDER BY reference LIMIT ${FEW}`,
      [begins, `${begins}\u{10ffff}`],
    )
    .flatMap((caseId) => rowOf(db, caseId) ?? []);
