import type { z } from 'zod';
import type { Departure } from '../../../shared/bridge/moving.ts';
import type { DepartureState } from '../../../shared/domain/events/moving.ts';
import { awaitedBy } from '../../../shared/domain/recipients.ts';
import type { ReadConnection } from '../store/connection.ts';
import { knownDepartures, type KnownDeparture } from '../store/known-departures.ts';
import { directoryOf, identityOf } from '../store/meta.ts';

type Row = {
  readonly case_id: string;
  readonly reference: string;
  readonly at: string;
  readonly by_user: string;
  readonly to_unit: string | null;
  readonly seen: number;
};

const LINES = 100;

/** By when the desk that it went to is to have acknowledged it, by the service clock of a case that moved. */
function dueOf({ by_user, to_unit, at }: Row, { state, since }: KnownDeparture): string | null {
  if (state !== ('sent' satisfies DepartureState)) return null;
  const told = { kind: 'other_force', way: 'moved', state, since, body: to_unit, by: by_user, toldAt: at } as const;
  return awaitedBy({ ...told, code: null, chasedAt: null, chases: 0 })?.due ?? null;
}

/**
 * Cases that have gone from here, what is late first, then the newest. Whoever sent one hears of it anew once the other
 * desk is late, though they had let go of the line. @param now ISO 8601
 */
export function readDepartures(db: ReadConnection, now: string): z.output<typeof Departure>[] {
  const { units, users } = directoryOf(db);
  const { user } = identityOf(db);
  const rows = db.all<Row>(
    `SELECT case_id, reference, at, by_user, to_unit, seen FROM departures
     WHERE seen = 0 OR by_user = ? ORDER BY at DESC, case_id`,
    [user],
  );
  if (rows.length === 0) return [];
  const news = knownDepartures(db);
  return rows
    .map((row) => {
      const there = news.get(row.case_id) ?? null;
      const due = there === null ? null : dueOf(row, there);
      return { row, there, due, late: due !== null && due < now };
    })
    .filter(({ row, late }) => row.seen === 0 || late)
    .toSorted((a, b) => Number(b.late) - Number(a.late))
    .slice(0, LINES)
    .map(({ row, there, due, late }) => ({
      caseId: row.case_id,
      reference: row.reference,
      at: row.at,
      by: { user: row.by_user, name: users[row.by_user]?.name ?? '' },
      unit: row.to_unit === null ? null : { unit: row.to_unit, name: units[row.to_unit]?.name ?? row.to_unit },
      there: there && { state: there.state, since: there.since },
      due,
      stays: late && row.by_user === user,
    }));
}
