import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ageIdentity } from '../../../shared/protocol/bundle/age-keys.ts';
import { takeBundle as takeAtHub } from '../../../server/hub/bundle/in.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import { bundleFor } from '../../../server/hub/bundle/out.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../sync/support/workstation.ts';
import { hubReads, hubWrites, stationReads, stationWrites } from './by-hand.ts';

/** Enrolled over the wire, then never on it again: `.invalid` resolves nowhere. */
async function handStation(organisation: Organisation, code: string): Promise<Workstation> {
  const station = await openWorkstation({ hub: organisation.address, code });
  Object.assign(station.identity, { hub: 'http://127.0.0.1:9' });
  station.vault.db.run(
    `UPDATE meta SET value = json_set(value, '$.hub', 'http://127.0.0.1:9') WHERE name = 'identity'`,
  );
  await organisation.grant(station.identity);
  station.start({ identity: () => Promise.resolve(station.identity) });
  return station;
}

describe('bundles between a real hub and a real vault', () => {
  let organisation: Organisation;
  let user: string;
  let station: Workstation;

  beforeAll(async () => {
    organisation = await startOrganisation();
    user = await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]);
    station = await handStation(organisation, await organisation.codeFor(user));
    await organisation.importReports(12, 'MPS');
  });
  afterAll(async () => {
    await station.close();
    await organisation.close();
  });

  test('a bundle that was carried for ten days leaves the leases that the hub gave, and none that begin when it is read', async () => {
    const tenDaysAgo = Date.now() - 10 * 24 * 3_600_000;
    const hub = { ...organisation.hub, clock: () => tenDaysAgo };
    const outcome = await stationReads(station, await hubWrites(hub, station.identity.device));
    expect(outcome).toMatchObject({ ok: true, taken: { older: false } });
    const leases = station.rows<{ lease_until: string }>('SELECT lease_until FROM compartments');
    expect(leases.length).toBeGreaterThan(1);
    for (const { lease_until } of leases) expect(Date.parse(lease_until)).toBe(tenDaysAgo + limits.leaseMs);
  });

  test('a vault off the line takes in reports, signs, and hears the verdict, all by hand', async () => {
    const first = await stationReads(station, await hubWrites(organisation.hub, station.identity.device));
    expect(first).toMatchObject({ ok: true, taken: { gaps: [], older: false, frozen: [] } });
    expect(station.caseIds()).toHaveLength(12);
    expect(station.count('events WHERE sealed_to_us = 1')).toBe(0);
    await until(() => station.count(`events WHERE verified = 0 AND status = 'accepted'`) === 0);

    station.sign(station.caseIds()[0]!, 'screened', { result: 'none' });
    const waiting = station.count(`events WHERE status = 'waiting'`);
    expect(waiting).toBeGreaterThan(0);
    const taken = await hubReads(organisation.hub, await stationWrites(station));
    expect(taken.halted).toBeNull();
    expect(taken.verdicts).toHaveLength(waiting);
    expect(station.count(`events WHERE status = 'waiting'`)).toBe(waiting);

    const answer = await hubWrites(organisation.hub, station.identity.device);
    const second = await stationReads(station, answer);
    expect(second).toMatchObject({ ok: true, taken: { gaps: [] } });
    expect(station.count(`events WHERE status = 'waiting'`)).toBe(0);
    expect(station.count(`events WHERE status = 'answered'`)).toBe(0);
  });

  const age = (identity: string, file: Buffer) => {
    const folder = mkdtempSync(join(tmpdir(), 'candour-age-'));
    try {
      writeFileSync(join(folder, 'key'), `${identity}\n`, { mode: 0o600 });
      writeFileSync(join(folder, 'bundle'), file);
      return execFileSync('age', ['-d', '-i', join(folder, 'key'), join(folder, 'bundle')], { maxBuffer: 1 << 28 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('the age tool opens a bundle with the key of the workstation, and with no other', async () => {
    const file = await hubWrites(organisation.hub, station.identity.device, { whole: true });
    const lines = age(ageIdentity(station.identity.sealing.privateKey), file).toString('utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0]!)).toMatchObject({ candourBundle: 1, recipients: [station.identity.device] });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ is: 'closing', lines: lines.length - 1 });
    expect(() => age(ageIdentity(Buffer.alloc(32, 7).toString('base64')), file)).toThrow();
  });

  test('what waits is judged as over the wire: a refused entry comes back with its reason', async () => {
    const caseId = station.caseIds()[2];
    const event = station.sign(caseId!, 'screened', { result: 'none' });
    // The desk is taken from the person meanwhile, so that the hub refuses.
    await organisation.person('Assessor', [{ unit: 'GMP', role: 'assessor' }], user);
    const taken = await hubReads(organisation.hub, await stationWrites(station));
    expect(taken.verdicts.find(({ id }) => id === event)?.status).toBe('refused');
    await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }], user);
    const outcome = await stationReads(station, await hubWrites(organisation.hub, station.identity.device));
    expect(outcome.ok && outcome.taken.refused.map(({ id }) => id)).toEqual([event]);
    expect(station.rows('SELECT status FROM events WHERE id = ?', [event])).toEqual([{ status: 'refused' }]);
  });

  test('the same file again changes nothing, in either direction', async () => {
    const file = await stationWrites(station);
    const before = await hubReads(organisation.hub, file);
    expect(await hubReads(organisation.hub, file)).toEqual(before);
    const answer = await hubWrites(organisation.hub, station.identity.device);
    await stationReads(station, answer);
    const held = station.rows('SELECT id, seq, status FROM events ORDER BY id');
    const again = await stationReads(station, answer);
    expect(again).toMatchObject({ ok: true, taken: { events: 0, older: true, gaps: [] } });
    expect(station.rows('SELECT id, seq, status FROM events ORDER BY id')).toEqual(held);
  });

  test('a bundle that begins behind what is here names what is missing, and takes in nothing of that log', async () => {
    await hubReads(organisation.hub, await stationWrites(station));
    await organisation.importReports(3, 'MPS', 5);
    const missed = await hubWrites(organisation.hub, station.identity.device);
    const head = (
      await organisation.hub.db
        .selectFrom('compartments')
        .selectAll()
        .where('compartment', '=', 'desk:MPS')
        .executeTakeFirstOrThrow()
    ).head;
    // As if the vault had said that it holds them: an answer that was lost on the way.
    await organisation.hub.db
      .updateTable('bundle_positions')
      .set({ seq: head })
      .where('compartment', '=', 'desk:MPS')
      .execute();
    await organisation.importReports(2, 'MPS', 6);
    const later = await hubWrites(organisation.hub, station.identity.device);
    const cases = station.caseIds().length;
    const outcome = await stationReads(station, later);
    const here = (await station.store.cursors()).find(({ compartment }) => compartment === 'desk:MPS')!.tree.size;
    expect(outcome).toMatchObject({
      ok: true,
      taken: { gaps: [{ compartment: 'desk:MPS', from: here + 1, to: head }] },
    });
    expect(station.caseIds()).toHaveLength(cases);
    expect(outcome).toMatchObject({ taken: { toReadAgain: false } });
    expect(station.count('bundle_pages')).toBe(1);
    // What is missing brings what was kept behind it, and nothing is kept any more.
    expect(await stationReads(station, missed)).toMatchObject({ ok: true, taken: { gaps: [], older: true } });
    expect(station.caseIds()).toHaveLength(cases + 5);
    expect(station.count('bundle_pages')).toBe(0);
    expect(await stationReads(station, later)).toMatchObject({ ok: true, taken: { events: 0, gaps: [] } });
    expect(station.caseIds()).toHaveLength(cases + 5);
  });

  test('a bundle for somebody else, an old one and one of another hub are refused by name', async () => {
    const other = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
    try {
      const theirs = await hubWrites(organisation.hub, other.identity.device);
      expect(await stationReads(station, theirs)).toEqual({ ok: false, code: 'bundle_not_for_you' });
    } finally {
      await other.close();
    }
    const own = await hubWrites(organisation.hub, station.identity.device);
    const inFifteenDays = Date.now() + 15 * 24 * 3600 * 1000;
    expect(await stationReads(station, own, inFifteenDays)).toEqual({ ok: false, code: 'bundle_expired' });
    expect(await stationReads(station, await stationWrites(station))).toEqual({
      ok: false,
      code: 'bundle_not_for_you',
    });
    expect(await takeAtHub(organisation.hub, own)).toEqual({ ok: false, code: 'bundle_not_for_you' });
    const stranger = await bundleFor(organisation.hub, '01890000-0000-7000-8000-000000000000');
    expect(stranger.ok).toBe(false);
  });

  test('while a restored hub is reviewed it hears nobody by hand, and writes nothing for anybody', async () => {
    const { db } = organisation.hub;
    const review = (since: string | null) => db.updateTable('hub').set({ review_since: since }).execute();
    const out = await stationWrites(station);
    await review(new Date().toISOString());
    try {
      expect(await takeAtHub(organisation.hub, out)).toEqual({ ok: false, code: 'unavailable' });
      const written = await bundleFor(organisation.hub, station.identity.device);
      expect(written).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    } finally {
      await review(null);
    }
    expect(await takeAtHub(organisation.hub, out)).toMatchObject({ ok: true });
  });

  test('every truncation and every flipped bit is refused, and nothing is applied', { timeout: 240_000 }, async () => {
    await organisation.importReports(2, 'MPS', 9);
    const file = await hubWrites(organisation.hub, station.identity.device);
    const out = await stationWrites(station);
    const state = () =>
      JSON.stringify([
        station.rows('SELECT compartment, tree_size, lease_until FROM compartments ORDER BY 1'),
        station.count('events'),
      ]);
    const before = state();
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.option(fc.nat(7), { nil: null }), async (at, bit) => {
        const broken = bit === null ? file.subarray(0, at) : Buffer.from(file);
        if (bit !== null) broken[at]! ^= 1 << bit;
        expect((await stationReads(station, broken)).ok).toBe(false);
        expect(state()).toBe(before);
      }),
      { numRuns: 60 },
    );
    const ledger = async () =>
      (
        await organisation.hub.db
          .selectFrom('ledger')
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n;
    const entries = await ledger();
    await fc.assert(
      fc.asyncProperty(fc.nat(out.length - 1), fc.option(fc.nat(7), { nil: null }), async (at, bit) => {
        const broken = bit === null ? out.subarray(0, at) : Buffer.from(out);
        if (bit !== null) broken[at]! ^= 1 << bit;
        expect((await takeAtHub(organisation.hub, broken)).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
    expect(await ledger()).toBe(entries);
  });

  test('a bundle from before a restore of the hub is refused; one from after has everything offered again', async () => {
    const before = await hubWrites(organisation.hub, station.identity.device);
    station.sign(station.caseIds()[1]!, 'screened', { result: 'none' });
    const old = await stationWrites(station);
    Object.assign(organisation.hub.identity, { hubEpoch: organisation.hub.identity.hubEpoch + 1 });
    expect(await hubReads(organisation.hub, old)).toMatchObject({ verdicts: [], halted: { code: 'epoch_changed' } });
    const cases = station.caseIds().length;
    const outcome = await stationReads(station, await hubWrites(organisation.hub, station.identity.device));
    expect(outcome).toMatchObject({ ok: true, taken: { gaps: [], frozen: [] } });
    expect(station.caseIds().length).toBeGreaterThanOrEqual(cases);
    expect(await stationReads(station, before)).toEqual({ ok: false, code: 'bundle_superseded' });
    const again = await hubReads(organisation.hub, await stationWrites(station));
    expect(again.halted).toBeNull();
    await stationReads(station, await hubWrites(organisation.hub, station.identity.device));
    expect(station.count(`events WHERE status = 'waiting'`)).toBe(0);
  });
});
