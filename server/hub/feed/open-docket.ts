import { isMirrored } from './mirror.ts';
import { kindOf, unitOfDesk } from '../../../shared/domain/compartment.ts';
import { wholeFacts } from '../../../shared/domain/facts.ts';
import { investigationUnitsOf, worksAtDesk } from '../../../shared/domain/roles.ts';
import { known, type KnownHeader } from '../../../shared/domain/events/index.ts';
import { lockCases, readCases, type CaseRow } from '../store/cases.ts';
import { devicesAmong, peopleOf, type DeviceRow } from '../store/devices.ts';
import { supersededIn } from '../store/events.ts';
import { ledgerOf, type LedgerEntry } from '../store/ledger.ts';
import { closedCompartments } from '../store/readers.ts';
import { findReferences } from '../store/references.ts';
import type { Db } from '../store/tables.ts';
import { findUnits, unitsOfKeys } from '../store/units.ts';
import { holdUser, usersAmong } from '../store/users.ts';
import type { Arrival } from './arrival.ts';
import { formerAccess } from './kept-work.ts';
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
    case 'moved':
      if (event.facets.to === 'desk') return { users: [], devices: [] };
      return { users: event.facets.readers, devices: devicesOf(event.facets.caseKey.devices) };
    case 'reader_added':
    case 'reader_key_passed':
      return { users: [event.facets.user], devices: devicesOf(event.facets.keys) };
    case 'reader_removed':
    case 'reader_key_renewed':
      return { users: [], devices: devicesOf(event.facets.caseKey.devices) };
    case 'referral_key_renewed':
      return { users: [], devices: devicesOf(event.facets.caseKey.devices) };
    case 'referral_key_passed':
      return { users: [], devices: devicesOf(event.facets.keys) };
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
    e.type === 'key_granted' || e.type === 'unit_key_published'
      ? [e.facets.key]
      : e.type === 'moved' && e.facets.to === 'desk'
        ? [e.facets.caseKey.desk]
        : [],
  );
  const recipients = events.map(readersIn);
  const readers = await usersAmong(tx, [...new Set(recipients.flatMap(({ users }) => users))]);
  const devices = await devicesAmong(tx, [...new Set(recipients.flatMap(({ devices }) => devices))]);
  const actor = { user: device.user_id, device: device.device, memberships: user?.memberships ?? [] };
  return {
    actor,
    cases: new Map(rows.map((row) => [row.case_id, onDocket(row)])),
    changed: new Set(),
    accepted: new Map([...earlier].map(([id, entry]) => [id, entry.verdict.status === 'accepted'])),
    ofOthers: await madeByOthers(tx, device.user_id, [...earlier.values()]),
    superseded: await supersededIn(tx, rows),
    units: new Map(units.map((unit) => [unit.unit, unit.kind])),
    unitKeys: await unitsOfKeys(tx, keys),
    devices,
    recipients: await recipientsAmong(tx, events, rows, devices),
    mayBeReaders: new Set(readers.filter((row) => worksAtDesk(row.memberships)).map((row) => row.user_id)),
    references: new Map(references.map((row) => [row.reference, row.content_mac])),
    entries: [],
    departures: [],
    withdrawn: device.state === 'withdrawn',
    former: await formerAccess(tx, device, actor, rows),
    kept: [],
  };
}

/** Events of other people: nobody's event takes the place of these, whatever it says that it supersedes. */
async function madeByOthers(tx: Db, user: string, earlier: readonly LedgerEntry[]): Promise<ReadonlySet<string>> {
  const devices = await peopleOf(tx, [...new Set(earlier.map(({ device }) => device))]);
  return new Set(earlier.filter(({ device }) => devices.get(device) !== user).map(({ id }) => id));
}

/** Of the workstations that are given a referral's key: those whose people investigate in its unit and are not shut out. */
async function recipientsAmong(
  tx: Db,
  events: readonly KnownHeader[],
  rows: readonly CaseRow[],
  devices: ReadonlyMap<string, string>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const event of events) {
    if (event.type !== 'referral_key_renewed' && event.type !== 'referral_key_passed') continue;
    const row = rows.find(({ case_id }) => case_id === event.caseId);
    if (row?.facts.kind !== 'referral') continue;
    const { unit } = row.facts;
    const given = readersIn(event).devices.filter((device) => devices.has(device));
    const users = await usersAmong(tx, [...new Set(given.map((device) => devices.get(device)!))]);
    for (const { user_id, memberships } of users) {
      if (!investigationUnitsOf(memberships).includes(unit)) continue;
      if ((await closedCompartments(tx, user_id)).includes(row.compartment)) continue;
      for (const device of given) if (devices.get(device) === user_id) found.add(`${device} ${event.caseId}`);
    }
  }
  return found;
}

/** The cases to lock: those of the events, and the origins of referrals that are issued or worked on. */
async function casesOf(tx: Db, events: readonly KnownHeader[]): Promise<string[]> {
  const mirrored = events.flatMap((e) => (isMirrored(e) ? [e.caseId] : []));
  const referrals = await readCases(tx, [...new Set(mirrored)]);
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
    case 'moved':
      return event.facets.to === 'desk' ? [event.facets.unit] : [];
    default:
      return [];
  }
}
