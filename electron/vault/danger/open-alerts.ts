import type { OpenAlert } from '../../../shared/bridge/danger.ts';
import type { ReadConnection, SqlRow } from '../store/connection.ts';
import { parseHeader } from '../store/events.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

interface AlertRow extends SqlRow {
  case_id: string;
  what: string;
  reference: string;
  header: string;
  seq: number | null;
}

/** Every alert that nobody has acknowledged, oldest first. What is due on a hidden case is not kept here at all. */
export function openAlerts(db: ReadConnection): OpenAlert[] {
  const { users } = directoryOf(db);
  const me = identityOf(db).user;
  return db
    .all<AlertRow>(
      `SELECT d.case_id, d.what, c.reference, e.header, e.seq FROM dues d
         JOIN cases c ON c.case_id = d.case_id JOIN events e ON e.id = d.what
       WHERE d.kind = 'alert' AND c.hidden = 0 ORDER BY d.due_at, d.case_id, d.what LIMIT 200`,
      [],
    )
    .map((row) => {
      const { actor, at } = parseHeader(row.header, row.case_id);
      return {
        alert: row.what,
        caseId: row.case_id,
        reference: row.reference,
        at,
        by: { user: actor, name: users[actor]?.name ?? '' },
        mine: actor === me,
        sent: row.seq !== null,
      };
    });
}
