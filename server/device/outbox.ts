import type { KeyObject } from 'node:crypto';
import { v7 } from 'uuid';
import type { EventType, FacetsOf, PayloadOf, SetApartFacets } from '../../shared/domain/events/index.ts';
import { DIRECTORY_CASE, type EventHeader } from '../../shared/domain/header.ts';
import { limits, type PushVerdict, type Problem, type WireEvent } from '../../shared/protocol/calls.ts';
import { makeEnvelope } from '../../shared/protocol/envelope.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import type { HubClient } from './hub-client.ts';
import type { EnrolledIdentity } from './identity.ts';

type Chosen = Pick<EventHeader, 'basedOn' | 'after' | 'supersedes'>;

/** What the keyring says in the directory. */
export type KeyringType =
  | 'unit_key_published'
  | 'key_granted'
  | 'device_vouched'
  | 'officers_present'
  | 'recovery_key_set'
  | 'keyring_succeeded';

/** Makes and numbers the events of one device that keeps none: the gateway and the keyring. */
export function outbox(client: HubClient, identity: EnrolledIdentity, hubEpoch: number, lastDeviceSeq: number) {
  const key: KeyObject = privateKeyObject('ed25519', identity.signing.privateKey);
  let last = lastDeviceSeq;
  return {
    /** The next event of this device, signed. It must be pushed before the one after it. */
    make<T extends EventType>(
      type: T,
      caseId: string,
      facets: FacetsOf<T> | (T extends 'report_received' ? SetApartFacets : never),
      payload: PayloadOf<T>,
      caseKey: Uint8Array | null,
      chosen: Chosen = {},
    ): WireEvent {
      last += 1;
      const { header, signature, sealed } = makeEnvelope(
        {
          id: v7(),
          caseId,
          type,
          v: type === 'report_received' && 'apart' in facets ? 2 : 1,
          actor: identity.enrolled.user,
          device: identity.device,
          deviceSeq: last,
          at: new Date().toISOString(),
          ...chosen,
          facets: facets as EventHeader['facets'],
        },
        payload,
        caseKey,
        key,
      );
      return { header, signature, sealed: Buffer.from(sealed!).toString('base64') };
    },
    makeForDirectory<T extends KeyringType>(type: T, facets: FacetsOf<T>, chosen: Chosen = {}): WireEvent {
      return this.make(type, DIRECTORY_CASE, facets, null as PayloadOf<T>, null, chosen);
    },
    /** Forgets the last event made: it was not pushed and its number is free. */
    takeBack: () => void (last -= 1),
    /** Pushes events in order, in parts that the hub takes. Stops at the first part that is refused as a whole. */
    async push(
      events: readonly WireEvent[],
    ): Promise<{ ok: true; verdicts: PushVerdict[] } | { ok: false; problem: Problem; verdicts: PushVerdict[] }> {
      const verdicts: PushVerdict[] = [];
      for (const part of parts(events)) {
        const pushed = await client.push({ hubEpoch, events: part });
        if (!pushed.ok) return { ...pushed, verdicts };
        verdicts.push(...pushed.value.results);
      }
      return { ok: true, verdicts };
    },
  };
}
export type Outbox = ReturnType<typeof outbox>;

/** Bytes of an event in the JSON of a push, a little rounded up. */
export const wireBytes = (event: WireEvent) => Buffer.byteLength(JSON.stringify(event)) + 1;

function* parts(events: readonly WireEvent[]): Generator<WireEvent[]> {
  let part: WireEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = wireBytes(event);
    if (part.length > 0 && (part.length === limits.pushEvents || bytes + size > limits.pushBytes)) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(event);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
