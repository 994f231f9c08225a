import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Membership } from '../../shared/domain/events/directory.ts';
import { openWorkstation } from '../integration/sync/support/workstation.ts';
import { startSimHub, type SimHub } from './sim-hub.ts';
import type { Enrolled } from './sim-workstation.ts';

export const DESK = 'desk:MPS';
const CASES = 4;
const people: readonly { name: string; memberships: Membership[] }[] = [
  { name: 'ada', memberships: [{ unit: 'MPS', role: 'assessor' }] },
  { name: 'ben', memberships: [{ unit: 'MPS', role: 'assessor' }] },
  { name: 'cat', memberships: [{ unit: 'MPS', role: 'supervisor' }] },
];

/** What every schedule starts from: one organisation, and three enrolled vaults that hold its cases. */
export interface SimWorld {
  readonly hub: SimHub;
  readonly enrolled: readonly Enrolled[];
  /** Where the vaults of the schedule at hand lie. */
  readonly folder: string;
  /** ms since 1970 at which every schedule starts. */
  readonly startsAt: number;
  readonly grant: (enrolled: Enrolled) => Promise<void>;
  /** Takes a person's desk away, or gives it back. */
  readonly setGranted: (enrolled: Enrolled, granted: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function prepareWorld(): Promise<SimWorld> {
  const hub = await startSimHub();
  await hub.importReports(CASES, 'MPS');
  const folder = mkdtempSync(join(tmpdir(), 'candour-simulation-'));
  const enrolled: Enrolled[] = [];
  for (const { name, memberships } of people) {
    const user = await hub.person(name, memberships);
    const made = await openWorkstation({ hub: hub.address, code: await hub.codeFor(user) });
    await hub.grant(made.identity);
    made.start();
    await made.settled();
    for (const caseId of made.caseIds()) made.sign(caseId, 'screened', { result: 'none' });
    await made.settled();
    await made.stop();
    made.vault.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const file = join(folder, `${name}.enrolled`);
    copyFileSync(made.file, file);
    enrolled.push({ name, identity: made.identity, file, key: made.key });
    await made.close();
  }
  await hub.saveStart();
  const membershipsOf = ({ name }: Enrolled) => people.find((person) => person.name === name)!.memberships;
  return {
    hub,
    enrolled,
    folder: join(folder, 'running'),
    startsAt: Date.now() + 60_000,
    grant: ({ identity }) => hub.grant(identity),
    setGranted: async (whose, granted) => {
      await hub.setMemberships(whose.identity.user, whose.name, granted ? membershipsOf(whose) : []);
    },
    close: async () => {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
