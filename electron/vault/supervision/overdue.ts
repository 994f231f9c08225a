import type { z } from 'zod';
import type { OverdueRow, supervisionCalls } from '../../../shared/bridge/supervision.ts';
import { awayAt } from '../../../shared/domain/absences.ts';
import type { DueKind } from '../../../shared/domain/dues.ts';
import { levelOf, ownersOf, seenBy } from '../../../shared/domain/escalation.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { type CaseColumns, caseColumns, ofCase, personIn } from '../dues/of-case.ts';
import { climbed, countClimbed } from './climbing.ts';
import { peopleAt, supervisorOf } from './supervisor.ts';

type Overdue = z.output<(typeof supervisionCalls)['supervision.overdue']['output']>;

interface Late extends CaseColumns {
  kind: string;
  what: string;
  due_at: string;
  statutory: number;
  holder: string | null;
}

/** More than anybody can look through at once: as something is seen, the next moves up. */
const AT_MOST = 200;

/**
 * What is overdue in the units that this person supervises: what nobody has seen first, by its time, then what was seen.
 * `unseen` counts all of it, however much is shown. `now` in milliseconds.
 */
export function readOverdue(db: ReadConnection, now: number): Overdue {
  const { directory, units, over } = supervisorOf(db);
  if (units.length === 0) return { unseen: 0, rows: [] };
  const { person, orNobody } = personIn(db);
  const away = awayAt(directory.absences, new Date(now).toISOString());
  const first = climbed(db, units, now, { unseen: true, most: AT_MOST, order: 'oldest' });
  const rest = AT_MOST - first.length;
  const then = rest === 0 ? [] : climbed(db, units, now, { unseen: false, most: rest, order: 'oldest' });
  const rows = db
    .all<Late>(
      `SELECT d.kind, d.what, d.due_at, d.statutory, d.holder, ${caseColumns}
       FROM json_each(?) AS page
       CROSS JOIN dues d ON d.case_id = page.value ->> 'case_id' AND d.kind = page.value ->> 'kind'
         AND d.what = page.value ->> 'what'
       CROSS JOIN cases c ON c.case_id = d.case_id
       ORDER BY page.key`,
      [JSON.stringify([...first, ...then])],
    )
    .flatMap((row): OverdueRow[] => {
      const facts = caseInView(db, row.case_id)?.facts;
      if (facts === undefined || !over(facts)) return [];
      const due = { kind: row.kind as DueKind, due: row.due_at, statutory: row.statutory === 1, holder: row.holder };
      const level = levelOf(due, now);
      if (level === null) return [];
      const { unit } = facts.received;
      const readers = facts.apart?.readers;
      const people = peopleAt(directory, unit).filter(({ user }) => readers === undefined || readers.includes(user));
      const head = directory.heads?.[unit] ?? null;
      const owners = ownersOf(due, level, { unit, people, head, away });
      return [
        {
          ...ofCase(row),
          ...due,
          what: row.what,
          holder: orNobody(row.holder),
          level,
          headless: level === 'head' && head === null,
          answerable: owners.answerable.map(person),
          seen: orNobody(seenBy(facts.work.escalations[row.what], row.due_at, level)),
        },
      ];
    });
  return { unseen: countClimbed(db, units, now), rows };
}
