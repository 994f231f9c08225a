import { known, type KnownHeader } from '../../../shared/domain/events/index.ts';
import { NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import { eraseChunks, eraseSealed } from '../store/erasing.ts';
import type { Db } from '../store/tables.ts';
import type { LogEntry } from './append.ts';

type Erased = Extract<KnownHeader, { type: 'erased' }>;

const erasedIn = (entry: LogEntry): Erased | null => {
  const event = entry.header.type === 'erased' ? known(entry.header) : null;
  return event?.type === 'erased' ? event : null;
};

/** Which events of its case an erasure takes the contents of; null: all of them. */
const scopeOf = ({ facets: { what } }: Erased): readonly string[] | null =>
  what.scope === 'case' ? null : what.entries;

/** What is written of a push in which contents are erased: those that came with it, before the erasure, are not written at all. */
export function withoutErased(entries: readonly LogEntry[]): readonly LogEntry[] {
  const erasures = entries.flatMap((entry, at) => {
    const event = erasedIn(entry);
    return event === null ? [] : [{ at, caseId: event.caseId, events: scopeOf(event) }];
  });
  if (erasures.length === 0) return entries;
  return entries.map((entry, place) => {
    const { id, caseId, payloadHash } = entry.header;
    const goes = erasures.some(
      (one) => one.caseId === caseId && place < one.at && (one.events === null || one.events.includes(id)),
    );
    return goes && payloadHash !== NO_PAYLOAD_HASH ? { ...entry, sealed: null } : entry;
  });
}

/** Destroys what is stored of the contents that these entries erase: sealed bytes, files, kept work. Headers stay. */
export async function eraseStored(tx: Db, entries: readonly LogEntry[]): Promise<void> {
  for (const entry of entries) {
    const event = erasedIn(entry);
    if (event === null) continue;
    await eraseSealed(tx, event.caseId, scopeOf(event), event.id);
    await eraseChunks(tx, entry.compartment, event.facets.chunks);
  }
}
