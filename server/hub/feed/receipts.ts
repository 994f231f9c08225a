import { receiptHolds, type Receipt } from '../../../shared/protocol/receipt.ts';
import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import type { ReceiptsAnswer } from '../../../shared/protocol/calls.ts';
import { instant, type Hub } from '../parts.ts';
import type { DeviceRow } from '../store/devices.ts';
import { activeDevices, erasures, keepGone } from '../store/receipts.ts';
import type { Db } from '../store/tables.ts';
import { inSnapshot } from '../store/transaction.ts';
import { maySee, readAccess } from './access.ts';
import { refuse, type Refused } from './problem.ts';

/** Keeps what a workstation says it holds no more: its own statements, each under its own signature. */
export async function takeReceipts(
  hub: Pick<Hub, 'clock'>,
  db: Db,
  device: Pick<DeviceRow, 'device' | 'signing_key'>,
  receipts: readonly Receipt[],
): Promise<{ readonly ok: true; readonly answer: ReceiptsAnswer } | Refused> {
  const key = publicKeyObject('ed25519', device.signing_key);
  if (receipts.some(({ statement }) => statement.device !== device.device))
    return refuse('invalid_event', { detail: 'a receipt is of another device' });
  if (!receipts.every((receipt) => receiptHolds(receipt, key)))
    return refuse('signature_invalid', { detail: 'a receipt is not signed by its device' });
  await keepGone(db, receipts, instant(hub.clock()));
  return { ok: true, answer: { kept: receipts.length } };
}

/** An erasure, and how far it has come. `waiting`: workstations that may hold the contents and have not confirmed. */
export interface ErasureProgress {
  readonly event: string;
  readonly caseId: string;
  readonly compartment: string;
  readonly at: string;
  readonly confirmed: number;
  readonly waiting: readonly { readonly device: string; readonly name: string }[];
}

/** Who has confirmed each erasure, and on whom it still waits. */
export async function erasureProgress(hub: Pick<Hub, 'db'>): Promise<ErasureProgress[]> {
  return inSnapshot(hub.db, async (tx) => {
    const devices = await activeDevices(tx);
    const access = new Map(
      await Promise.all(devices.map(async (one) => [one.device, await readAccess(tx, one.device, one.user)] as const)),
    );
    const told: ErasureProgress[] = [];
    for (const { event, case_id: caseId, compartment, hub_time: at, confirmed } of await erasures(tx)) {
      const waiting: { device: string; name: string }[] = [];
      for (const { device, name, enrolledAt } of devices)
        if (enrolledAt < at && !confirmed.includes(device) && (await maySee(tx, access.get(device)!, compartment)))
          waiting.push({ device, name });
      told.push({ event, caseId, compartment, at, confirmed: confirmed.length, waiting });
    }
    return told;
  });
}
