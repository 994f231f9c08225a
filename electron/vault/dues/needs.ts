import type { z } from 'zod';
import type { duesCalls } from '../../../shared/bridge/dues.ts';
import { recipientsToChase } from '../recipients/list.ts';
import type { ReadConnection } from '../store/connection.ts';
import { identityOf } from '../store/meta.ts';
import { statutoryClocks } from '../../../shared/domain/clocks.ts';
import { levelOf } from '../../../shared/domain/escalation.ts';
import { askingKeys, climbed } from '../supervision/climbing.ts';
import { supervisorOf } from '../supervision/supervisor.ts';
import { remindersOf } from './counts.ts';

type Needs = z.output<(typeof duesCalls)['dues.needs']['output']>;

const HOUR = 3_600_000;
/** How long before it is due something that this person holds begins to wait for them; more where the law sets the time. */
const NEAR_MS = HOUR;
const NEAR_STATUTORY_MS = 4 * HOUR;
const AT_MOST = 500;

/** For whoever supervises: what has climbed and nobody has seen, and what waits for their word. Each level is news again. */
function overseen(db: ReadConnection, user: string, now: number): string[] {
  const { units } = supervisorOf(db);
  if (units.length === 0) return [];
  const late = climbed(db, units, now, { unseen: true, most: AT_MOST, order: 'newest' });
  return [
    ...late.map(({ case_id, kind, what, due_at: due }) => {
      const statutory = kind === 'clock' && statutoryClocks.has(what);
      return `${case_id} ${kind} ${what} ${due} ${levelOf({ kind, due, statutory }, now)}`;
    }),
    ...askingKeys(db, units, user, AT_MOST),
  ];
}

/**
 * What waits for this person now, a key for each: what they hold that is due soon or has passed, a question that came
 * back to them, an answer in a case of theirs, a reminder. A key that was not there before is news; danger has its own.
 * `now` in milliseconds.
 */
export function needsOf(db: ReadConnection, now: number): Needs {
  const { user } = identityOf(db);
  const before = (ms: number) => new Date(now + ms).toISOString();
  const dues = db.all<{ case_id: string; kind: string; what: string }>(
    `SELECT case_id, kind, what FROM dues INDEXED BY dues_of_holder
     WHERE holder = ? AND kind <> 'alert' AND due_at <= CASE statutory WHEN 1 THEN ? ELSE ? END
     UNION ALL
     SELECT case_id, kind, what FROM dues INDEXED BY dues_of_holder
     WHERE holder = ? AND due_at IS NULL AND kind = 'question' LIMIT ?`,
    [user, before(NEAR_STATUTORY_MS), before(NEAR_MS), user, AT_MOST],
  );
  const answered = db.column<string>(
    'SELECT case_id FROM cases INDEXED BY view_answered WHERE hidden = 0 AND answered = 1 AND allocated_to = ? LIMIT ?',
    [user, AT_MOST],
  );
  return [
    ...dues.map(({ case_id, kind, what }) => `${case_id} ${kind} ${what}`),
    ...answered.map((caseId) => `${caseId} answer`),
    ...overseen(db, user, now),
    ...recipientsToChase(db, before(0), AT_MOST),
    ...remindersOf(db, user).map((event) => `${event} reminder`),
  ];
}
