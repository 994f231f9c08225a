import { v7 } from 'uuid';
import { ageRecipient, sealingKeyOf } from '../../../shared/protocol/bundle/age-keys.ts';
import { hashCode, proveRequest } from '../../../shared/protocol/bundle/enrolment-proof.ts';
import {
  bundleLimits,
  type BundleRecord,
  type EnrolmentRequest,
  type Opening,
  type WantedChunk,
} from '../../../shared/protocol/bundle/format.ts';
import { bundleLines, sealLines } from '../../../shared/protocol/bundle/write.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { privateKeyObject, type KeyPair } from '../../../shared/protocol/keys.ts';
import { JOURNAL_TYPES } from '../audit/journal-types.ts';
import type { SyncStore } from '../sync/sync-store.ts';

interface Now {
  /** ms since 1970. */
  readonly clock: () => number;
  readonly random: Random;
}

/** Room for the names around the events. */
const CHARS = limits.pushBytes - 1024;

const opening = ({ clock, random }: Now, said: Pick<Opening, 'kind' | 'hubId' | 'hubEpoch' | 'from'>): Opening => ({
  candourBundle: 1,
  id: v7({ msecs: clock(), random: random(16) }),
  recipients: [],
  created: new Date(clock()).toISOString(),
  expires: new Date(clock() + bundleLimits.toHubMs).toISOString(),
  ...said,
});

export interface Outgoing {
  readonly sealed: AsyncIterable<Uint8Array>;
  /**
   * Filled while the file is being written. As sync counts them: the journal's own entries go too, uncounted. `more`: not
   * everything that waits went into the file.
   */
  readonly counts: { events: number; chunks: number; more: boolean };
}

/**
 * What this workstation has to tell its hub: the events that wait, as many as a hub takes in one file, how far it has taken
 * things in, and the chunks that it would like. Only the hub can open it, by the key that this vault has pinned. What waits
 * goes on waiting.
 * @param most bytes of events in it
 */
export async function outgoingBundle(
  store: SyncStore,
  now: Now,
  wants: readonly WantedChunk[],
  most: number = bundleLimits.eventsToHub,
): Promise<Outgoing> {
  const identity = await store.identity();
  const cursors = await store.cursors();
  const hubEpoch = cursors.length === 0 ? 1 : Math.max(...cursors.map(({ epoch }) => epoch));
  const counts = { events: 0, chunks: wants.length, more: false };
  const records = async function* (): AsyncGenerator<BundleRecord> {
    const positions = cursors.map(({ compartment, epoch, tree }) => ({ compartment, epoch, seq: tree.size }));
    const answered = await store.answered();
    // They stay due: nobody answers a bundle, and the same receipt again changes nothing.
    for (let told = 0; ;) {
      const gone = [...(await store.receiptsDue(told))];
      if (gone.length > 0 || told === 0)
        yield { is: 'receipts', positions, answered, ...(gone.length > 0 && { gone }) };
      if (gone.length < limits.receipts) break;
      told += gone.length;
    }
    if (wants.length > 0) yield { is: 'wants', chunks: [...wants] };
    let bytes = 0;
    for (let after = 0; ;) {
      const events = await store.outbox(limits.pushEvents, CHARS, after);
      if (events.length === 0) return;
      bytes += Buffer.byteLength(JSON.stringify(events));
      if (bytes > most) return void (counts.more = true);
      yield { is: 'events', events: [...events] };
      counts.events += events.filter(({ header }) => !JOURNAL_TYPES.includes(header.type)).length;
      after = events.at(-1)!.header.deviceSeq;
    }
  };
  const said = { kind: 'to_hub', hubId: identity.hubId, hubEpoch, from: identity.device } as const;
  const key = privateKeyObject('ed25519', identity.signing.privateKey);
  const lines = bundleLines(opening(now, said), records(), key);
  return { sealed: await sealLines(lines, [ageRecipient(sealingKeyOf(identity.hubKey))]), counts };
}

/** A request to be enrolled: public keys, signed, with a proof of the code in place of the code. Not encrypted. */
export function enrolmentRequest(
  now: Now,
  code: string,
  device: string,
  signing: KeyPair,
  sealing: KeyPair,
): AsyncIterable<Uint8Array> {
  const request: EnrolmentRequest = { device, signingKey: signing.publicKey, sealingKey: sealing.publicKey };
  const record: BundleRecord = { is: 'request', request, proof: proveRequest(hashCode(code), request) };
  const said = { kind: 'request', hubId: null, hubEpoch: null, from: device } as const;
  return bundleLines(opening(now, said), [record], privateKeyObject('ed25519', signing.privateKey));
}
