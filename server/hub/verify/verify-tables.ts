import { readersOf } from '../../../shared/domain/compartment.ts';
import type { Directory } from '../../../shared/domain/directory.ts';
import { foldFacts, placeOf, wholeFacts, type Facts } from '../../../shared/domain/facts.ts';
import { DIRECTORY_CASE, LEFT_CASE, type EventHeader } from '../../../shared/domain/header.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { keptContents, missingContents } from '../store/erasing.ts';
import type { Db } from '../store/tables.ts';
import { listUnits } from '../store/units.ts';
import { listUsers } from '../store/users.ts';
import {
  allDevices,
  allReaders,
  allUnitKeys,
  brokenMove,
  brokenNumbers,
  casesAfter,
  caseWithoutState,
  changedChunk,
  eventTwice,
  eventWithoutVerdict,
  headersOfCases,
  strayEvent,
  unheardDeparture,
  unsignedMove,
  verdictWithoutEvent,
} from '../store/verification.ts';
import { fault, type Fault } from './fault.ts';

const CASES_AT_ONCE = 200;

/** The ledger against the logs: every event has its verdict, every verdict its event, every number was used once. */
export async function verifyLedger(db: Db): Promise<Fault | null> {
  const stray = await strayEvent(db);
  if (stray !== undefined) return fault('log_unknown', stray.compartment, stray.seq, stray.id);
  const twice = await eventTwice(db);
  if (twice !== undefined) return fault('event_twice', twice.compartment, twice.seq, twice.id);
  const unknown = await eventWithoutVerdict(db);
  if (unknown !== undefined)
    return fault(unknown.known ? 'ledger_differs' : 'ledger_missing', unknown.compartment, unknown.seq, unknown.id);
  const lost = await verdictWithoutEvent(db);
  if (lost !== undefined)
    return fault('ledger_without_event', null, null, `${lost.id}, ${lost.device} ${lost.device_seq}`);
  const numbers = await brokenNumbers(db);
  if (numbers === undefined) return null;
  const { device, last_seq, entries, highest } = numbers;
  return fault('numbers_broken', null, null, `${device}: ${entries} entries up to ${highest}, counted ${last_seq}`);
}

const same = (a: unknown, b: unknown) => jcs(JSON.parse(JSON.stringify(a))).equals(jcs(JSON.parse(JSON.stringify(b))));

/** What the hub judges by, folded again from the events; and who may see the cases that were set apart. */
export async function verifyCases(db: Db): Promise<Fault | null> {
  const stateless = await caseWithoutState(db, [DIRECTORY_CASE, LEFT_CASE]);
  if (stateless !== undefined) return fault('facts_differ', stateless.compartment, stateless.seq, stateless.id);
  const readers = new Map<string, string[]>();
  for (const { compartment, user_id } of await allReaders(db))
    readers.set(compartment, [...(readers.get(compartment) ?? []), user_id]);
  let after: string | null = null;
  for (;;) {
    const rows = await casesAfter(db, after, CASES_AT_ONCE);
    if (rows.length === 0) break;
    const folded = new Map<string, Facts | null>();
    for (const event of await headersOfCases(
      db,
      rows.map(({ case_id }) => case_id),
    ))
      folded.set(event.case_id, foldFacts(folded.get(event.case_id) ?? null, JSON.parse(event.header) as EventHeader));
    for (const { case_id, compartment, facts } of rows) {
      const own = folded.get(case_id) ?? null;
      if (own === null || !same(wholeFacts(own), wholeFacts(facts)))
        return fault('facts_differ', compartment, null, `case ${case_id}`);
      if (own.kind === 'case' && placeOf(own) !== compartment)
        return fault('facts_differ', compartment, null, `case ${case_id}`);
      const named = own.kind === 'case' && own.apart ? [...own.apart.readers].sort() : [];
      const may = readers.get(compartment) ?? [];
      readers.delete(compartment);
      // Those who read it apart, before it went back to a desk, may still see that it went.
      if (own.kind === 'case') for (const place of own.places ?? []) readers.delete(place);
      if (compartment === readersOf(case_id) && !same(named, [...may].sort()))
        return fault('readers_differ', compartment, null, `case ${case_id}`);
    }
    after = rows.at(-1)!.case_id;
  }
  const [stray] = [...readers.keys()];
  return stray === undefined ? null : fault('readers_differ', stray, null);
}

/** Cases that moved: the same events in both logs, and a signed move for every place that is closed. */
export async function verifyMoves(db: Db): Promise<Fault | null> {
  const broken = await brokenMove(db);
  if (broken !== undefined) return fault('move_differs', broken.compartment, broken.seq, broken.id);
  const unsigned = await unsignedMove(db);
  if (unsigned !== undefined) return fault('move_unsigned', unsigned.compartment, unsigned.seq, unsigned.id);
  const unheard = await unheardDeparture(db);
  return unheard === undefined ? null : fault('departure_unheard', unheard.compartment, unheard.seq, unheard.id);
}

/** Contents are gone where somebody erased them, and nowhere else. */
export async function verifyErasures(db: Db): Promise<Fault | null> {
  const missing = await missingContents(db);
  if (missing !== undefined) return fault('contents_missing', missing.compartment, missing.seq, missing.id);
  const kept = await keptContents(db);
  return kept === undefined ? null : fault('contents_kept', kept.compartment, kept.seq, kept.id);
}

/** The tables by which access is decided, against the directory's log. */
export async function verifyDirectory(db: Db, directory: Directory): Promise<Fault | null> {
  const no = (detail: string) => fault('directory_differs', 'directory', null, detail);
  const users = await listUsers(db);
  for (const { user_id, name, memberships, collar_number } of users) {
    const logged = directory.users[user_id];
    const roles = (list: readonly { unit: string; role: string }[]) => list.map((m) => `${m.unit} ${m.role}`).sort();
    if (logged === undefined || logged.name !== name || !same(roles(logged.memberships), roles(memberships)))
      return no(`user ${user_id}`);
    if ((logged.collarNumber ?? null) !== collar_number) return no(`user ${user_id}`);
  }
  if (users.length !== Object.keys(directory.users).length) return no('a user is missing');
  const devices = await allDevices(db);
  for (const row of devices) {
    const logged = directory.devices[row.device];
    const kept = logged?.signingKey === row.signing_key && logged.sealingKey === row.sealing_key;
    // A device in quarantine is not in the log: it is the hub's own precaution.
    if (!kept || logged.user !== row.user_id || logged.withdrawn !== (row.state === 'withdrawn'))
      return no(`device ${row.device}`);
  }
  if (devices.length !== Object.keys(directory.devices).length) return no('a device is missing');
  for (const { unit, name, kind, force } of await listUnits(db)) {
    const logged = directory.units[unit];
    if (logged?.name !== name || logged.kind !== kind || (logged.force ?? null) !== force) return no(`unit ${unit}`);
  }
  for (const { key, unit, public_key } of await allUnitKeys(db)) {
    const logged = directory.unitKeys[key];
    if (logged?.unit !== unit || logged.publicKey !== public_key) return no(`key ${key}`);
  }
  return null;
}

export async function verifyChunks(db: Db): Promise<Fault | null> {
  const changed = await changedChunk(db);
  return changed === undefined ? null : fault('chunk_changed', changed.compartment, null, changed.sha256);
}
