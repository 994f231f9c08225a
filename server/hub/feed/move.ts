import { kindOf } from '../../../shared/domain/compartment.ts';
import { LEFT_CASE, type EventHeader } from '../../../shared/domain/header.ts';
import { known } from '../../../shared/domain/events/index.ts';
import type { Hub } from '../parts.ts';
import { moveChunks } from '../store/chunks.ts';
import { eventsOfCases } from '../store/events.ts';
import type { Db } from '../store/tables.ts';
import type { LogEntry } from './append.ts';
import { hubEvent } from './hub-event.ts';

/** Where an entry of the docket that moves its case takes it from. */
export type MovingEntry = LogEntry & { readonly from: string };
const moves = (entry: LogEntry): entry is MovingEntry => entry.from !== undefined;

/** What a push comes to in the logs, moves and all, and what has to be closed where cases have left. */
export interface Unfolded {
  readonly entries: readonly LogEntry[];
  readonly left: readonly { readonly caseId: string; readonly from: string; readonly to: string }[];
}

/**
 * Puts before each `moved` the history of its case, byte for byte and with the times at which the hub had accepted it, and
 * after it the word for those whom it leaves. Entries of this push that came before the move count among that history.
 */
export async function unfoldMoves(
  hub: Pick<Hub, 'clock' | 'random'>,
  tx: Db,
  entries: readonly LogEntry[],
): Promise<Unfolded> {
  if (!entries.some(moves)) return { entries, left: [] };
  const unfolded: LogEntry[] = [];
  const left: { caseId: string; from: string; to: string }[] = [];
  const moved = new Set<string>();
  for (const entry of entries) {
    if (!moves(entry)) {
      unfolded.push(entry);
      continue;
    }
    const { compartment: to, from, unit, header } = entry;
    const { caseId } = header;
    const stored = moved.has(caseId) ? [] : await eventsOfCases(tx, from, [caseId]);
    const before = stored.map((row): LogEntry => ({
      compartment: to,
      unit,
      header: JSON.parse(row.header) as EventHeader,
      signature: row.signature,
      sealed: row.sealed === null ? null : Buffer.from(row.sealed),
      copied: { from, hubTime: row.hub_time },
    }));
    for (const [at, one] of unfolded.entries()) {
      if (one.header.caseId !== caseId || one.compartment !== from || one.movedTo !== undefined) continue;
      before.push({ ...one, compartment: to, unit, copied: { from, hubTime: one.copied?.hubTime ?? null } });
      unfolded[at] = { ...one, movedTo: to, sealed: null };
    }
    moved.add(caseId);
    left.push({ caseId, from, to });
    unfolded.push(...before, entry, leftBehind(hub, entry));
  }
  return { entries: unfolded, left };
}

/** The word that stays where the case was. */
function leftBehind(hub: Pick<Hub, 'clock' | 'random'>, { compartment, from, header }: MovingEntry): LogEntry {
  const to = kindOf(compartment) === 'readers' ? 'readers' : 'desk';
  return hubEvent(hub, from, LEFT_CASE, 'case_left', {
    case: header.caseId,
    event: header.id,
    by: header.actor,
    to,
    ...(to === 'desk' && { unit: compartment.slice('desk:'.length) }),
  });
}

/** The files go along: from now on they are asked for, and allowed, where the case is. */
export async function moveFiles(tx: Db, entries: readonly LogEntry[]): Promise<void> {
  for (const entry of entries) {
    if (!moves(entry)) continue;
    const event = known(entry.header);
    if (event?.type === 'moved') await moveChunks(tx, entry.from, entry.compartment, event.facets.chunks);
  }
}
