/** Moves while other things happen: a first sync, a bundle from before, a hub that comes back from before. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHub } from '../../../server/hub/hub.ts';
import { endReview } from '../../../server/hub/store/hub-row.ts';
import { verifyHub } from '../../../server/hub/verify/verify.ts';
import { hubWrites, stationReads } from '../bundles/by-hand.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { startProxy, type Proxy } from '../sync/support/proxy.ts';
import { openWorkstation, until, type Workstation } from '../sync/support/workstation.ts';
import { move, round, settled } from './office.ts';

let folder: string;
let organisation: Organisation;
let proxy: Proxy;
let open: Workstation[];
let closeHub: () => Promise<void>;
let [supervisor, assessor, other]: Workstation[] = [];

const workstation = async (name: string, unit: string, role: 'supervisor' | 'assessor') => {
  const user = await organisation.person(name, [{ unit, role }]);
  const one = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
  open.push(one);
  await organisation.grant(one.identity);
  one.start();
  await one.settled();
  return one;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'candour-moves-'));
  organisation = await startOrganisation({ kind: 'folder', folder: join(folder, 'hub') });
  closeHub = organisation.close;
  proxy = await startProxy(organisation.address);
  open = [];
  await organisation.importReports(4, 'MPS', 6);
  [supervisor, assessor, other] = [
    await workstation('Sunita Vale', 'MPS', 'supervisor'),
    await workstation('Sam Orrell', 'MPS', 'assessor'),
    await workstation('Gwen Marsh', 'GMP', 'supervisor'),
  ];
});
afterEach(async () => {
  for (const one of open) await one.close();
  const faults = open.flatMap((one) => one.faults);
  await proxy.close();
  await closeHub();
  rmSync(folder, { recursive: true });
  expect(faults).toEqual([]);
});

const misrouted = (caseId: string) =>
  ({ caseId, to: 'desk', unit: 'GMP', why: 'misrouted', reason: 'The officer serves in Manchester.' }) as const;

describe('a case that moves', () => {
  it('is gone though a bundle from before the move is read after it, by wire or by hand', async () => {
    const { hub } = organisation;
    const late = await workstation('Lena Voss', 'MPS', 'assessor');
    await assessor!.stop();
    const [caseId] = assessor!.caseIds();
    const before = await hubWrites(hub, late.identity.device, { whole: true });
    await move(supervisor!, misrouted(caseId!));
    await until(() => supervisor!.caseIds().length === 3);
    const after = await hubWrites(hub, assessor!.identity.device, { whole: true });
    await round(late);
    expect(late.caseIds()).toHaveLength(3);
    expect(await stationReads(late, before)).toMatchObject({ ok: true, taken: { frozen: [], gaps: [] } });
    expect(late.caseIds()).toHaveLength(3);
    expect(late.count(`events WHERE case_id = '${caseId}'`)).toBe(0);
    // And a room without a network hears of the move by its next bundle.
    proxy.decide(() => 'cut_before');
    assessor!.start();
    expect(await stationReads(assessor!, after)).toMatchObject({ ok: true, taken: { frozen: [], gaps: [] } });
    expect(assessor!.caseIds()).toHaveLength(3);
    expect(assessor!.count('departures')).toBe(1);
    proxy.decide(() => 'pass');
  });

  it('is never kept by a first sync that was shown it before its log said that it had gone', async () => {
    const user = await organisation.person('Nia Bowen', [{ unit: 'MPS', role: 'assessor' }]);
    const fresh = await openWorkstation({ hub: proxy.address, code: await organisation.codeFor(user) });
    open.push(fresh);
    await organisation.grant(fresh.identity);
    const [caseId] = supervisor!.caseIds();
    // Its first page of whole histories is here, and provisional, when the case moves.
    const cases = await organisation.hub.db.selectFrom('events').selectAll().where('case_id', '=', caseId!).execute();
    await fresh.store.intakeProvisional(
      'desk:MPS',
      cases.map((row) => ({
        header: JSON.parse(row.header),
        signature: row.signature,
        sealed: row.sealed,
        seq: row.seq,
        hubTime: row.hub_time,
        payload: null,
        sealedToUs: true,
        caseKey: null,
      })),
    );
    expect(fresh.caseIds()).toEqual([caseId]);
    await move(supervisor!, misrouted(caseId!));
    await until(() => supervisor!.caseIds().length === 3);
    fresh.start();
    await settled(fresh);
    expect(fresh.caseIds()).toHaveLength(3);
    expect(fresh.caseIds()).not.toContain(caseId);
    expect(fresh.count(`events WHERE case_id = '${caseId}'`)).toBe(0);
  });

  it('moves again by itself when the hub comes back from a backup that knows nothing of it', async () => {
    const { hub } = organisation;
    const [caseId] = supervisor!.caseIds();
    await sql`checkpoint`.execute(hub.db);
    cpSync(join(folder, 'hub'), join(folder, 'backup'), { recursive: true });
    await move(supervisor!, misrouted(caseId!));
    await until(() => supervisor!.caseIds().length === 3);
    await round(assessor!, other!);
    expect(other!.caseIds()).toEqual([caseId]);
    for (const one of open) await one.stop();
    await organisation.close();
    const restored = await openHub({
      database: { kind: 'folder', folder: join(folder, 'backup') },
      identity: { ...hub.identity, hubEpoch: hub.identity.hubEpoch + 1 },
      adminToken: 'a'.repeat(40),
    });
    if (!restored.ok) throw new Error(restored.reason);
    closeHub = restored.hub.close;
    await endReview(restored.hub.hub.db);
    proxy.leadTo(await restored.hub.app.listen({ port: 0, host: '127.0.0.1' }));
    // The desk has it again until the supervisor's workstation offers the move once more.
    await round(assessor!);
    expect(assessor!.caseIds()).toContain(caseId);
    await round(supervisor!);
    await round(supervisor!, assessor!, other!);
    for (const left of [supervisor!, assessor!]) expect(left.caseIds()).not.toContain(caseId);
    expect(other!.caseIds()).toEqual([caseId]);
    expect(other!.rows('SELECT type, provisional FROM events WHERE case_id = ? ORDER BY seq', [caseId!])).toEqual([
      { type: 'report_received', provisional: 0 },
      { type: 'moved', provisional: 0 },
    ]);
    const faults = [];
    for await (const { fault } of verifyHub(restored.hub.hub)) if (fault !== null) faults.push(fault);
    expect(faults).toEqual([]);
  });
});
