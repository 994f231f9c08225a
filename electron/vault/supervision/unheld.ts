import type { UnheldRow } from '../../../shared/bridge/supervision.ts';
import type { Load } from '../../../shared/domain/allocation.ts';
import { awayAt } from '../../../shared/domain/absences.ts';
import { nextActs } from '../cases/case-row.ts';
import { holdings } from '../desk/holdings.ts';
import { type CaseColumns, caseColumns, ofCase, personIn } from '../dues/of-case.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { peopleAt, supervisorOf } from './supervisor.ts';
import { mayRead } from '../../../shared/domain/standing.ts';

interface Unheld extends CaseColumns {
  heavy: number;
  received_at: string;
}

/** As many as are given out at one sitting; the rest move up. */
const AT_MOST = 200;

/** How many cases wait for somebody, counted no further than one sitting. `now` in milliseconds. */
export function countUnheld(db: ReadConnection, now: number): number {
  const { directory, units } = supervisorOf(db);
  const away = [...awayAt(directory.absences, new Date(now).toISOString())];
  return db.column<number>(
    `SELECT count(*) FROM (SELECT 1 FROM cases c
     WHERE c.hidden = 0 AND c.decided = 0 AND c.next_act <> ? AND c.unit IN (SELECT value FROM json_each(?))
       AND (c.allocated_to IS NULL OR c.allocated_to IN (SELECT value FROM json_each(?))) LIMIT ?)`,
    [nextActs.indexOf('await_approval'), JSON.stringify(units), JSON.stringify(away), AT_MOST],
  )[0]!;
}

/**
 * Undecided cases that nobody holds, or whose holder is away, the most urgent first, each with the people who may be given
 * it. Who is away, or may not hold a case, is not among them; why is not told. `now` in milliseconds.
 */
export function readUnheld(db: ReadConnection, now: number): { rows: UnheldRow[]; people: Load[] } {
  const { directory, units, over } = supervisorOf(db);
  if (units.length === 0) return { rows: [], people: [] };
  const away = awayAt(directory.absences, new Date(now).toISOString());
  const held = new Map(holdings(db).map((holding) => [holding.user, holding]));
  const present = new Map(units.map((unit) => [unit, peopleAt(directory, unit).filter(({ user }) => !away.has(user))]));
  const people = [...new Map([...present.values()].flat().map((one) => [one.user, one])).values()].map(
    ({ user, name }): Load => ({ user, name, held: held.get(user)?.held ?? 0, heavy: held.get(user)?.heavy ?? 0 }),
  );
  const { orNobody } = personIn(db);
  const rows = db
    .all<Unheld>(
      `SELECT ${caseColumns}, c.heavy, c.received_at FROM cases c
       WHERE c.hidden = 0 AND c.decided = 0 AND c.unit IN (SELECT value FROM json_each(?))
         AND (c.allocated_to IS NULL OR c.allocated_to IN (SELECT value FROM json_each(?)))
       ORDER BY c.urgency, c.received_at, c.case_id LIMIT ?`,
      [JSON.stringify(units), JSON.stringify([...away]), AT_MOST],
    )
    .flatMap((row): UnheldRow[] => {
      const facts = caseInView(db, row.case_id)?.facts;
      // What waits for its approval is nobody's to work on now.
      if (facts === undefined || !over(facts) || facts.pending?.state === 'waiting') return [];
      const offered = (present.get(facts.received.unit) ?? [])
        .filter(({ user }) => facts.screened[user] !== 'declared' && mayRead(facts, user))
        .map(({ user }) => user);
      return [
        {
          ...ofCase(row),
          heavy: row.heavy === 1,
          receivedAt: row.received_at,
          holder: orNobody(row.allocated_to),
          offered,
        },
      ];
    });
  return { rows, people };
}
