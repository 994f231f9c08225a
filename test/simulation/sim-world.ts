import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Membership } from '../../shared/domain/events/directory.ts';
import { reportNaming } from '../../server/demo/set-apart.ts';
import { setUpVault } from '../../electron/vault/session/begin.ts';
import { openWorkstation, type Workstation } from '../integration/sync/support/workstation.ts';
import { startSimHub, type SimHub } from './sim-hub.ts';
import type { Enrolled } from './sim-workstation.ts';

export const DESK = 'desk:MPS';
const CASES = 4;
const people: readonly { name: string; known: string; memberships: Membership[] }[] = [
  { name: 'ada', known: 'Ada Vanbrugh', memberships: [{ unit: 'MPS', role: 'assessor' }] },
  { name: 'ben', known: 'Ben Quillfeather', memberships: [{ unit: 'MPS', role: 'assessor' }] },
  { name: 'cat', known: 'Cat Underhill', memberships: [{ unit: 'MPS', role: 'supervisor' }] },
];
/** The one case of named readers is about him: the others read it. */
const NAMED = 'Ben Quillfeather';

/** What every schedule starts from: one organisation, and three enrolled vaults that hold its cases. */
export interface SimWorld {
  readonly hub: SimHub;
  readonly enrolled: readonly Enrolled[];
  /** Where the vaults of the schedule at hand lie. */
  readonly folder: string;
  /** ms since 1970 at which every schedule starts. */
  readonly startsAt: number;
  /** Takes a person's desk away, or gives it back. */
  readonly setGranted: (name: string, granted: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function prepareWorld(): Promise<SimWorld> {
  const hub = await startSimHub();
  const folder = mkdtempSync(join(tmpdir(), 'candour-simulation-'));
  const made = new Map<string, { station: Workstation; spare: Enrolled['spare'] }>();
  const enrolled: Enrolled[] = [];
  const keep = async (station: Workstation, file: string) => {
    await station.stop();
    station.vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(station.file, join(folder, file));
    const { identity, key } = station;
    await station.close();
    return { identity, key, file: join(folder, file) };
  };
  const enrol = async (user: string) => {
    const station = await openWorkstation({ hub: hub.address, code: await hub.codeFor(user) });
    await hub.grant(station.identity);
    return station;
  };
  for (const { name, known, memberships } of people) {
    const user = await hub.person(known, memberships);
    const station = await enrol(user);
    const next = await enrol(user);
    setUpVault(next.vault, next.identity);
    made.set(name, { station, spare: { name, ...(await keep(next, `${name}.spare`)) } });
  }
  await hub.importReports(CASES, 'MPS');
  const apart = await hub.tryImport([reportNaming(NAMED, 'MPS', Date.UTC(2026, 2, 1))]);
  if (apart.failures.length > 0) throw new Error(apart.failures.join());
  for (const [name, { station, spare }] of made) {
    station.start();
    await station.settled();
    for (const caseId of station.caseIds()) station.sign(caseId, 'screened', { result: 'none' });
    await station.settled();
    enrolled.push({ name, ...(await keep(station, `${name}.enrolled`)), spare });
  }
  await hub.saveStart();
  return {
    hub,
    enrolled,
    folder: join(folder, 'running'),
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
