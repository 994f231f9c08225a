import { PROTOCOL, limits, type HelloAnswer } from '../../../shared/protocol/calls.ts';
import { instant, type Hub } from '../parts.ts';
import { visibleLogs } from '../store/compartments.ts';
import type { DeviceRow } from '../store/devices.ts';
import { grantsVersion } from '../store/hub-row.ts';
import { inSnapshot } from '../store/transaction.ts';
import { readAccess } from './access.ts';

/** Who the hub is, how far it has heard this device, and every compartment that the device may hold. */
export async function sayHello(hub: Hub, device: DeviceRow): Promise<HelloAnswer> {
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
    protocol: PROTOCOL,
    lastDeviceSeq: device.last_seq,
    grantsVersion: version,
    compartments: [...heads].map(([compartment, head]) => ({ compartment, head, leaseUntil })),
  };
}
