import { kindOf, unitOfDesk } from '../../../shared/domain/compartment.ts';
import { wholeFacts } from '../../../shared/domain/facts.ts';
import { worksAtDesk } from '../../../shared/domain/roles.ts';
import { known, type KnownHeader } from '../../../shared/domain/events/index.ts';
import { lockCases, readCases, type CaseRow } from '../store/cases.ts';
import { devicesAmong, type DeviceRow } from '../store/devices.ts';
import { supersededIn } from '../store/events.ts';
import { ledgerOf } from '../store/ledger.ts';
import { findReferences } from '../store/references.ts';
import type { Db } from '../store/tables.ts';
import { findUnits, unitsOfKeys } from '../store/units.ts';
import { holdUser, usersAmong } from '../store/users.ts';
import type { Arrival } from './arrival.ts';
import type { Docket, DocketCase } from './docket.ts';

const onDocket = (row: CaseRow): DocketCase => ({
  compartment: row.compartment,
  unit: unitOf(row),
  facts: wholeFacts(row.facts),
  isNew: false,
});

function unitOf({ compartment, facts }: CaseRow): string | null {
  if (facts.kind === 'referral') return facts.unit;
  return facts.kind === 'case' && kindOf(compartment) === 'readers' ? facts.received.unit : unitOfDesk(compartment);
}

/** Users who are made readers, and the devices that are given keys. */
function readersIn(event: KnownHeader): { users: readonly string[]; devices: readonly string[] } {
  const devicesOf = (keys: readonly { device: string }[]) => keys.map(({ device }) => device);
  switch (event.type) {
    case 'report_received':
      if (!('apart' in event.facets)) return { users: [], devices: [] };
      return { users: event.facets.apart.readers, devices: devicesOf(event.facets.caseKey.devices) };
    case 'reader_added':
    case 'reader_key_passed':
      return { users: [event.facets.user], devices: devicesOf(event.facets.keys) };
    case 'reader_removed':
      return { users: [], devices: devicesOf(event.facets.caseKey.devices) };
    case 'key_granted':
    case 'device_vouched':
      return { users: [], devices: [event.facets.device] };
    default:
      return { users: [], devices: [] };
  }
}

/** Reads and locks, in one fixed order, all that judging these events may need. */
export async function openDocket(tx: Db, device: DeviceRow, fresh: readonly Arrival[]): Promise<Docket> {
  const user = await holdUser(tx, device.user_id);
  const headers = fresh.map(({ header }) => header);
  const events = headers.map(known).filter((event) => event !== null);
  const rows = await lockCases(tx, await casesOf(tx, events));
  const earlier = await ledgerOf(tx, [
    ...new Set(headers.flatMap((h) => [...(h.after ?? []), h.supersedes ?? []].flat())),
  ]);
  const units = await findUnits(tx, [...new Set(events.flatMap(unitsNamed))]);
  const references = await findReferences(
    tx,
    events.flatMap((e) => (e.type === 'report_received' ? [e.facets.reference] : [])),
  );
  const keys = events.flatMap((e) =>
    e.type === 'key_granted' || e.type === 'unit_key_published' ? [e.facets.key] : [],
  );
  const recipients = events.map(readersIn);
  const readers = await usersAmong(tx, [...new Set(recipients.flatMap(({ users }) => users))]);
  return {
    actor: { user: device.user_id, device: device.device, memberships: user?.memberships ?? [] },
    cases: new Map(rows.map((row) => [row.case_id, onDocket(row)])),
    changed: new Set(),
    accepted: new Map([...earlier].map(([id, entry]) => [id, entry.verdict.status === 'accepted'])),
    superseded: await supersededIn(tx, rows),
    units: new Map(units.map((unit) => [unit.unit, unit.kind])),
    unitKeys: await unitsOfKeys(tx, keys),
    devices: await devicesAmong(tx, [...new Set(recipients.flatMap(({ devices }) => devices))]),
    mayBeReaders: new Set(readers.filter((row) => worksAtDesk(row.memberships)).map((row) => row.user_id)),
    references: new Map(references.map((row) => [row.reference, row.content_mac])),
    entries: [],
  };
}

/** The cases to lock: those of the events, and the origins of referrals that are issued or acknowledged. */
async function casesOf(tx: Db, events: readonly KnownHeader[]): Promise<string[]> {
  const acknowledged = events.flatMap((e) => (e.type === 'acknowledged' ? [e.caseId] : []));
  const referrals = await readCases(tx, [...new Set(acknowledged)]);
  return [
    ...new Set([
      ...events.map((event) => event.caseId),
      ...events.flatMap((e) => (e.type === 'referral_issued' ? [e.facets.origin] : [])),
      ...referrals.flatMap(({ facts }) => (facts.kind === 'referral' ? [facts.origin] : [])),
    ]),
  ];
}

function unitsNamed(event: KnownHeader): string[] {
  switch (event.type) {
    case 'report_received':
    case 'referral_issued':
    case 'referred':
    case 'unit_key_published':
      return [event.facets.unit];
    default:
      return [];
  }
}
