import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Membership } from '../../shared/domain/events/directory.ts';
import { reportNaming } from '../../server/demo/set-apart.ts';
import { makeJournalKey, auditorsKey } from '../../electron/vault/audit/journal-key.ts';
import { openJournal } from '../../electron/vault/audit/journal.ts';
import { setUpVault } from '../../electron/vault/session/begin.ts';
import { openWorkstation, type Workstation } from '../integration/sync/support/workstation.ts';
import { makeReports, type SimReports } from './sim-reports.ts';
import { writeMeta } from '../../electron/vault/store/meta.ts';
import { startSimHub, type SimHub } from './sim-hub.ts';
import type { Enrolled } from './sim-workstation.ts';

const CASES = 4;
/** Where referrals go. */
export const INVESTIGATORS = 'MPS-INV';
export const OTHER_UNIT = 'GMP';
/** In this order; a schedule has some of them. */
const people: readonly { name: string; known: string; memberships: Membership[] }[] = [
  { name: 'ada', known: 'Ada Vanbrugh', memberships: [{ unit: 'MPS', role: 'assessor' }] },
  { name: 'ben', known: 'Ben Quillfeather', memberships: [{ unit: 'MPS', role: 'assessor' }] },
  { name: 'cat', known: 'Cat Underhill', memberships: [{ unit: 'MPS', role: 'supervisor' }] },
  { name: 'dan', known: 'Dan Merriweather', memberships: [{ unit: OTHER_UNIT, role: 'supervisor' }] },
  { name: 'fay', known: 'Fay Osgood', memberships: [{ unit: 'MPS', role: 'supervisor' }] },
  { name: 'gus', known: 'Gus Pemberton', memberships: [{ unit: INVESTIGATORS, role: 'investigator' }] },
  { name: 'eve', known: 'Eve Tolliver', memberships: [{ unit: INVESTIGATORS, role: 'investigator' }] },
];
export const membershipsOf = (name: string): readonly Membership[] =>
  people.find((person) => person.name === name)!.memberships;
export const worksOnReferrals = (name: string): boolean =>
  membershipsOf(name).some(({ role }) => role === 'investigator');
/** The one case of named readers is about him: the others read it. */
const NAMED = 'Ben Quillfeather';

/** What every schedule starts from: one organisation, and enrolled vaults that hold its cases. */
export interface SimWorld {
  readonly hub: SimHub;
  readonly enrolled: readonly Enrolled[];
  /** Where the vaults of the schedule at hand lie. */
  readonly folder: string;
  /** Reports that have not come in yet, and the files of all reports. */
  readonly reports: SimReports;
  /** The accounts that reporters gave: never to be read outside of a desk. */
  readonly accounts: readonly string[];
  /** ms since 1970 at which every schedule starts. */
  readonly startsAt: number;
  /** Takes a person's desk away, or gives it back. */
  readonly setGranted: (name: string, granted: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function prepareWorld(): Promise<SimWorld> {
  const hub = await startSimHub();
  // In memory where the system has such a place: a power cut is another test's.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'candour-simulation-'));
  const made = new Map<string, { station: Workstation; spare: Enrolled['spare'] }>();
  const enrolled: Enrolled[] = [];
  const accounts = new Set<string>();
  const keep = async (station: Workstation, file: string) => {
    await station.stop();
    station.vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(station.file, join(folder, file));
    const { identity, key } = station;
    await station.close();
    return { identity, key, file: join(folder, file) };
  };
  const enrol = async (user: string) => openWorkstation({ hub: hub.address, code: await hub.codeFor(user) });
  for (const { name, known, memberships } of people) {
    const user = await hub.person(known, memberships);
    const station = await enrol(user);
    await hub.grant(station.identity);
    const next = await enrol(user);
    setUpVault(next.vault, next.identity);
    made.set(name, { station, spare: { name, ...(await keep(next, `${name}.spare`)) } });
  }
  await hub.importReports(CASES, 'MPS');
  await hub.importReports(1, OTHER_UNIT, 2);
  const reports = makeReports(join(folder, 'inbound'));
  await hub.importLines(reports.there, reports.folder);
  const apart = await hub.tryImport([reportNaming(NAMED, 'MPS', Date.UTC(2026, 2, 1))]);
  if (apart.failures.length > 0) throw new Error(apart.failures.join());
  for (const [name, { station, spare }] of made) {
    station.start();
    await station.settled();
    openJournal(station.vault, await makeJournalKey(auditorsKey(station.vault.db)!, randomBytes));
    // Only what somebody asks for is fetched: otherwise every schedule would be about files.
    writeMeta(station.vault.db, 'attachments_ahead', 0);
    for (const payload of station.vault.db.column<string>(
      `SELECT payload FROM events WHERE type = 'report_received' AND payload IS NOT NULL`,
    ))
      accounts.add((JSON.parse(payload) as { narrative: string }).narrative);
    for (const caseId of station.caseIds()) station.sign(caseId, 'screened', { result: 'none' });
    await station.settled();
    enrolled.push({ name, ...(await keep(station, `${name}.enrolled`)), spare });
  }
  await hub.saveStart();
  return {
    hub,
    enrolled,
    folder: join(folder, 'running'),
    reports,
    accounts: [...accounts],
    startsAt: Date.now() + 60_000,
    setGranted: async (name, granted) => {
      const { known, memberships } = people.find((person) => person.name === name)!;
      const { user } = enrolled.find((each) => each.name === name)!.identity;
      await hub.setMemberships(user, known, granted ? memberships : []);
    },
    close: async () => {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
