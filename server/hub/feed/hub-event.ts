import { DIRECTORY_CASE, HUB_DEVICE, NO_PAYLOAD_HASH, type EventHeader } from '../../../shared/domain/header.ts';
import { DIRECTORY } from '../../../shared/domain/compartment.ts';
import type { EventType, FacetsOf } from '../../../shared/domain/events/index.ts';
import { instant, newId, type Hub } from '../parts.ts';
import type { LogEntry } from './append.ts';

/** An event that the hub itself adds. It has no contents and no signature; the checkpoint covers it. */
export function hubEvent<T extends EventType>(
  hub: Pick<Hub, 'clock' | 'random'>,
  compartment: string,
  caseId: string,
  type: T,
  facets: FacetsOf<T>,
): LogEntry {
  const header: EventHeader = {
    id: newId(hub),
    caseId,
    type,
    v: 1,
    actor: HUB_DEVICE,
    device: HUB_DEVICE,
    deviceSeq: 0,
    at: instant(hub.clock()),
    facets: withoutUndefined(facets) as EventHeader['facets'],
    payloadHash: NO_PAYLOAD_HASH,
  };
  return { compartment, unit: null, header, signature: null, sealed: Buffer.alloc(0) };
}

export const directoryEvent = <T extends EventType>(
  hub: Pick<Hub, 'clock' | 'random'>,
  type: T,
  facets: FacetsOf<T>,
): LogEntry => hubEvent(hub, DIRECTORY, DIRECTORY_CASE, type, facets);

const withoutUndefined = (facets: object) =>
  Object.fromEntries(Object.entries(facets).filter(([, value]) => value !== undefined));
