import { LEFT_CASE } from '../../../shared/domain/header.ts';
import type { Hub } from '../parts.ts';
import { cameFrom } from '../store/events.ts';
import type { Db } from '../store/tables.ts';
import type { Docket } from './docket.ts';
import { hubEvent } from './hub-event.ts';

/** Tells the logs that cases have left what became of that. Before the push is written: the cases lie where it found them. */
export async function tellDepartures(hub: Pick<Hub, 'clock' | 'random'>, tx: Db, docket: Docket): Promise<void> {
  const entries = [...docket.entries];
  for (const { caseId, ...news } of docket.departures) {
    const moves = entries.filter(({ header, from }) => from !== undefined && header.caseId === caseId);
    const own = moves.findIndex(({ header }) => header.id === news.move);
    const [next] = moves.slice(own + 1);
    // A move that was accepted before is the last one that the logs know: the case lies where it went.
    const lies = next?.from ?? docket.cases.get(caseId)!.compartment;
    const left = own === -1 ? await cameFrom(tx, lies, caseId) : moves[own]!.from;
    const comesBack = news.state === 'moved_on' && next?.compartment === left;
    if (left === undefined || comesBack) continue;
    docket.entries.push(hubEvent(hub, left, LEFT_CASE, 'departure_progressed', { case: caseId, ...news }));
  }
}
