import { known } from '../../../shared/domain/events/index.ts';
import { DepartureState } from '../../../shared/domain/events/moving.ts';
import { LEFT_CASE, type EventHeader } from '../../../shared/domain/header.ts';
import type { ReadConnection } from './connection.ts';
import { identityOf } from './meta.ts';
import type { WritingVault } from './writing-vault.ts';

/** What is known of a case that has gone: since when, by the hub's clock, it is at what. */
export interface KnownDeparture {
  readonly state: DepartureState;
  readonly since: string;
}

/** Whoever sent a case is told of its answer, also where they had let go of the line. Inside the caller's transaction. */
export function hearOfDeparture({ db, changes }: WritingVault, header: EventHeader): void {
  const event = known(header);
  if (event?.type !== 'departure_progressed') return;
  changes.desk = true;
  if (event.facets.state === 'sent') return;
  const { user } = identityOf(db);
  db.run('UPDATE departures SET seen = 0 WHERE case_id = ? AND by_user = ?', [event.facets.case, user]);
}

/** By case: what the hub has said of the last time that it went, where it said anything. */
export function knownDepartures(db: ReadConnection): ReadonlyMap<string, KnownDeparture> {
  const rows = db.all<{ case_id: string; move: string; state: string | null; since: string }>(
    `SELECT header ->> '$.facets.case' AS case_id, coalesce(header ->> '$.facets.move', header ->> '$.facets.event') AS move,
       header ->> '$.facets.state' AS state, hub_time AS since
     FROM events WHERE case_id = ? AND type IN ('case_left', 'departure_progressed') AND status = 'accepted'
       AND provisional = 0 AND header ->> '$.facets.case' IN (SELECT case_id FROM departures) ORDER BY hub_time, seq`,
    [LEFT_CASE],
  );
  const last = new Map<string, string>();
  const news = new Map<string, KnownDeparture>();
  for (const { case_id, move, state, since } of rows) {
    if (state === null) {
      last.set(case_id, move);
      news.delete(case_id);
    } else if (last.get(case_id) === move) news.set(case_id, { state: DepartureState.parse(state), since });
  }
  return news;
}
