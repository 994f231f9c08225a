import { limits, type HelloAnswer, type HelloRequest, type HubLimits } from '../../../shared/protocol/calls.ts';
import { spoken, type Speaks } from '../../../shared/protocol/versions.ts';
import { instant, type Hub } from '../parts.ts';
import { visibleLogs } from '../store/compartments.ts';
import type { DeviceRow } from '../store/devices.ts';
import { grantsVersion } from '../store/hub-row.ts';
import { inSnapshot } from '../store/transaction.ts';
import { readAccess } from './access.ts';

/** What this hub takes at the most. */
const taken: HubLimits = {
  pushEvents: limits.pushEvents,
  pushBytes: limits.pushBytes,
  sealedChars: limits.sealedChars,
  chunkBytes: limits.chunkBytes,
  partBytes: limits.partBytes,
  pageEvents: limits.pageEvents,
  pageBytes: limits.pageBytes,
  compartments: limits.compartments,
};

/** What the device says it speaks; one from before schemas were told speaks the first of them. */
export const speaksAs = ({ protocol, schemas }: HelloRequest): Speaks => ({
  protocol,
  schemas: schemas ?? { min: 1, max: 1 },
});

/** Who the hub is, how far it has heard this device, and every compartment that the device may hold. @param said its limits too, for who asks */
export async function sayHello(
  hub: Hub,
  device: DeviceRow,
  said: 'with_limits' | 'short' = 'short',
): Promise<HelloAnswer> {
  const { hubId, hubEpoch, hubKey } = hub.identity;
  const now = hub.clock();
  const leaseUntil = instant(now + limits.leaseMs);
  const { access, logs, version } = await inSnapshot(hub.db, async (tx) => {
    const access = await readAccess(tx, device.device, device.user_id);
    const logs = await visibleLogs(tx, access.named, access.referralUnits, access.closed);
    return { access, logs, version: await grantsVersion(tx) };
  });
  // A compartment without an event yet is seen all the same, so that its absence always means a withdrawal.
  const heads = new Map([
    ...access.named.map((name) => [name, 0] as const),
    ...logs.map((l) => [l.compartment, l.head] as const),
  ]);
  return {
    hubId,
    hubEpoch,
    hubKey: hubKey.publicKey,
    serverTime: instant(now),
    protocol: (hub.speaks ?? spoken).protocol.max,
    lastDeviceSeq: device.last_seq,
    grantsVersion: version,
    compartments: [...heads].map(([compartment, head]) => ({ compartment, head, leaseUntil })),
    ...(said === 'with_limits' && { schemas: (hub.speaks ?? spoken).schemas, limits: taken }),
  };
}
