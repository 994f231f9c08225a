import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub } from '../../../server/hub/hub.ts';
import { endReview } from '../../../server/hub/store/hub-row.ts';
import { startOrganisation } from './support/organisation.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

/** A hub is backed up, goes on, is lost, and comes back from its backup with a higher epoch. */

let folder: string;
let proxy: Proxy;
let workstation: Workstation;
let lost: { accepted: string; refused: string };
let closeRestored: () => Promise<void>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'candour-restored-'));
  const before = await startOrganisation({ kind: 'folder', folder: join(folder, 'hub') });
  await before.importReports(30, 'MPS', 4);
  proxy = await startProxy(before.address);
  const user = await before.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  workstation = await openWorkstation({ hub: proxy.address, code: await before.codeFor(user) });
  await before.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
  const [one, two, three] = workstation.caseIds();
  workstation.sign(one!, 'screened', { result: 'none' });
  await workstation.settled();
  await workstation.stop();

  // The checkpoint that PGlite writes makes the folder whole; a copy of it is the backup.
  await before.hub.db.executeQuery((await import('kysely')).sql`checkpoint`.compile(before.hub.db));
  cpSync(join(folder, 'hub'), join(folder, 'backup'), { recursive: true });

  workstation.start();
  await until(() => workstation.state().phase === 'idle');
  workstation.sign(two!, 'screened', { result: 'none' });
  const accepted = workstation.sign(
    two!,
    'decided',
    { outcomes: ['record'], route: 'professional_standards' },
    { rationale: 'Kept for the record.', optionsRejected: [] },
  );
  await workstation.settled();
  await before.importReports(5, 'MPS', 5);
  await until(() => workstation.count('cases') === 35);
  proxy.decide(() => 'cut_before');
  await before.close();
  const refused = workstation.sign(three!, 'screened', { result: 'none' });
  lost = { accepted, refused };

  const { identity } = before.hub;
  const restored = await openHub({
    database: { kind: 'folder', folder: join(folder, 'backup') },
    identity: { ...identity, hubEpoch: identity.hubEpoch + 1 },
    adminToken: 'a'.repeat(40),
  });
  if (!restored.ok) throw new Error(restored.reason);
  closeRestored = restored.hub.close;
  // A database that was served under a lower epoch waits for its review, whoever put it back.
  expect(await endReview(restored.hub.hub.db)).toBe(true);
  proxy.leadTo(await restored.hub.app.listen({ port: 0, host: '127.0.0.1' }));
  proxy.decide(() => 'pass');
  workstation.engine().wake('request');
  await until(() => workstation.rows('SELECT 1 FROM compartments WHERE epoch = 2').length > 0);
  await workstation.settled();
});
afterAll(async () => {
  await workstation.close();
  await proxy.close();
  await closeRestored();
  rmSync(folder, { recursive: true });
});

describe('after a hub came back from a backup', () => {
  it("a person's own work that the backup had not seen is accepted again, as it was signed", () => {
    const mine = workstation.rows<{ id: string; status: string; seq: number | null }>(
      'SELECT id, status, seq FROM events WHERE device_seq IS NOT NULL ORDER BY device_seq',
    );
    expect(mine.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(mine.map(({ id }) => id)).toContain(lost.accepted);
    expect(mine.map(({ id }) => id)).toContain(lost.refused);
    expect(new Set(mine.map(({ seq }) => seq)).size).toBe(4);
  });

  it('every log is the one of the new epoch, without a gap, and nothing is frozen', () => {
    expect(workstation.state().problem).toBeNull();
    const [log] = workstation.rows<{ tree_size: number }>(
      `SELECT tree_size FROM compartments WHERE compartment = 'desk:MPS'`,
    );
    const placed = workstation.count(`events WHERE compartment = 'desk:MPS' AND provisional = 0 AND seq IS NOT NULL`);
    expect(placed).toBe(log!.tree_size);
    expect(workstation.faults).toEqual([]);
  });
});
