import { publicKeyObject } from '../../../shared/protocol/keys.ts';
import { definitionOf } from '../../../shared/domain/events/index.ts';
import type { PushAnswer, PushRequest, PushVerdict } from '../../../shared/protocol/calls.ts';
import { instant, type Hub } from '../parts.ts';
import { lockDevice, setDeviceState, setLastSeq, type DeviceRow } from '../store/devices.ts';
import { insertLedger, ledgerOf, type LedgerEntry } from '../store/ledger.ts';
import type { Db } from '../store/tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { examine, type Arrival } from './arrival.ts';
import { judge } from './judge.ts';
import { noteKept, writeKept } from './kept-work.ts';
import { mirrorReferrals } from './mirror.ts';
import { tellDepartures } from './tell-departures.ts';
import { openDocket } from './open-docket.ts';
import { refuse, type Refused } from './problem.ts';
import { closeDocket } from './close-docket.ts';

export type Pushed = { readonly ok: true; readonly answer: PushAnswer } | Refused;

/**
 * Takes in a push: every event gets one final verdict, which is kept for ever and repeated when the same event comes
 * again. Accepted events, their effects and the verdicts are one transaction; a refused event refuses only itself. Of a
 * device that was withdrawn nothing is accepted, and what belongs to a case is kept for its supervisors.
 */
export async function acceptPush(hub: Hub, device: DeviceRow, push: PushRequest): Promise<Pushed> {
  const { hubEpoch } = hub.identity;
  if (push.hubEpoch !== hubEpoch) return refuse('epoch_changed', { hubEpoch });
  const key = publicKeyObject('ed25519', device.signing_key);
  const arrivals: Arrival[] = [];
  for (const wire of push.events) {
    if (wire.header.device !== device.device)
      return refuse('invalid_event', { detail: 'an event belongs to another device' });
    // A newer workstation on an older hub: its events wait until the hub is updated, none is lost by a refusal.
    if (definitionOf(wire.header.type, wire.header.v) === null)
      return refuse('schema_unsupported', { detail: `${wire.header.type} ${wire.header.v}` });
    const arrival = examine(wire, device.user_id, key, hubEpoch > 1);
    if (arrival === null) return refuse('invalid_event', { detail: 'a header has no canonical form' });
    arrivals.push(arrival);
  }
  return inTransaction(hub.db, (tx) => judgeAll(hub, tx, device.device, arrivals));
}

async function judgeAll(hub: Hub, tx: Db, deviceId: string, arrivals: readonly Arrival[]): Promise<Pushed> {
  const device = await lockDevice(tx, deviceId);
  if (device === undefined) return refuse('device_revoked');
  if (device.state === 'quarantined') return refuse('device_forked');
  const ledger = await ledgerOf(
    tx,
    arrivals.map(({ header }) => header.id),
  );
  const sorted = sortOut(device, arrivals, ledger);
  if (!sorted.ok) {
    if (sorted.problem.code === 'device_forked' && device.state === 'active')
      await setDeviceState(tx, deviceId, 'quarantined');
    return sorted;
  }
  const fresh = sorted.fresh;
  const verdicts = new Map<string, PushVerdict>(fresh.length === 0 ? [] : await judgeFresh(hub, tx, device, fresh));
  return {
    ok: true,
    answer: {
      hubEpoch: hub.identity.hubEpoch,
      lastDeviceSeq: device.last_seq + fresh.length,
      results: arrivals.map(({ header }) => verdicts.get(header.id) ?? ledger.get(header.id)!.verdict),
    },
  };
}

/** Tells new events from repeats by id, header hash and number; whatever does not fit refuses the whole push. */
function sortOut(
  device: DeviceRow,
  arrivals: readonly Arrival[],
  ledger: ReadonlyMap<string, LedgerEntry>,
): { readonly ok: true; readonly fresh: readonly Arrival[] } | Refused {
  const fresh = new Map<string, Arrival>();
  let last = device.last_seq;
  for (const arrival of arrivals) {
    const { id, deviceSeq } = arrival.header;
    const hashBefore = ledger.get(id)?.header_hash ?? fresh.get(id)?.headerHash;
    if (hashBefore === arrival.headerHash) continue;
    if (deviceSeq <= last) return refuse(hashBefore === undefined ? 'device_forked' : forkOrReuse(arrival, ledger));
    if (hashBefore !== undefined) return refuse('event_id_reuse', { detail: id });
    if (deviceSeq !== last + 1) return refuse('device_seq_gap', { expected: last + 1 });
    fresh.set(id, arrival);
    last = deviceSeq;
  }
  return { ok: true, fresh: [...fresh.values()] };
}

/** The same id with another header: a fork if it also takes the same number of the same device, else a reused id. */
function forkOrReuse({ header }: Arrival, ledger: ReadonlyMap<string, LedgerEntry>) {
  const before = ledger.get(header.id);
  return before?.device === header.device && before.device_seq === header.deviceSeq
    ? 'device_forked'
    : 'event_id_reuse';
}

async function judgeFresh(
  hub: Hub,
  tx: Db,
  device: DeviceRow,
  fresh: readonly Arrival[],
): Promise<[string, PushVerdict][]> {
  const docket = await openDocket(tx, device, fresh);
  const verdicts = fresh.map((arrival) => judge(docket, arrival));
  mirrorReferrals(hub, docket);
  await tellDepartures(hub, tx, docket);
  noteKept(hub, docket);
  const hubTime = instant(hub.clock());
  await insertLedger(
    tx,
    fresh.map(({ header, headerHash }, at) => ({
      id: header.id,
      header_hash: headerHash,
      device: header.device,
      device_seq: header.deviceSeq,
      verdict: verdicts[at]!,
      hub_time: hubTime,
    })),
  );
  await writeKept(hub, tx, docket);
  await setLastSeq(tx, device.device, device.last_seq + fresh.length);
  await closeDocket(hub, tx, docket);
  return verdicts.map((verdict) => [verdict.id, verdict]);
}
