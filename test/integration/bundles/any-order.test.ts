import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEPT_CHARS, keepPage, pageBehind } from '../../../electron/vault/store/bundle-pages.ts';
import { FeedAnswer } from '../../../shared/protocol/calls.ts';
import { startOrganisation, type Organisation } from '../sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../sync/support/workstation.ts';
import { hubReads, hubWrites, stationReads, stationWrites } from './by-hand.ts';

const DESK = 'desk:MPS';
const logOf = (station: Workstation) =>
  JSON.stringify(
    station.rows(`SELECT compartment, seq, header FROM events
      WHERE status = 'accepted' AND compartment = '${DESK}' ORDER BY compartment, seq`),
  );

/** Enrolled over the wire, then never on it again. */
async function byHandAlone(organisation: Organisation, user: string): Promise<Workstation> {
  const station = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(station.identity);
  Object.assign(station.identity, { hub: 'http://127.0.0.1:9' });
  station.start({ identity: () => Promise.resolve(station.identity) });
  return station;
}

/** Four files, each of which begins where the one before ended, as if every one had been acknowledged. */
async function fourFiles({ hub, importReports }: Organisation, station: Workstation): Promise<Buffer[]> {
  const { device } = station.identity;
  const files: Buffer[] = [];
  for (let part = 0; part < 4; part++) {
    await importReports(3, 'MPS', Math.floor(Math.random() * 1e6));
    files.push(await hubWrites(hub, device));
    const { head } = await hub.db
      .selectFrom('compartments')
      .select('head')
      .where('compartment', '=', DESK)
      .executeTakeFirstOrThrow();
    if (part === 0) await hubReads(hub, await stationWrites(station));
    await hub.db.deleteFrom('bundle_positions').where('compartment', '=', DESK).execute();
    await hub.db.insertInto('bundle_positions').values({ device, compartment: DESK, epoch: 1, seq: head }).execute();
  }
  return files;
}

test('bundles in any order, each read once, end where the wire ends', { timeout: 300_000 }, async () => {
  const organisation = await startOrganisation();
  const user = await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]);
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }),
        fc.array(fc.nat(3), { maxLength: 4 }),
        async (order, again) => {
          const byHand = await byHandAlone(organisation, user);
          const byWire = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
          await organisation.grant(byWire.identity);
          try {
            const files = await fourFiles(organisation, byHand);
            for (const at of order) expect((await stationReads(byHand, files[at]!)).ok).toBe(true);
            byWire.start();
            await byWire.settled();
            await until(() => logOf(byHand) === logOf(byWire));
            expect(byHand.caseIds()).toEqual(byWire.caseIds());
            expect(byHand.count('bundle_pages')).toBe(0);
            for (const at of again)
              expect(await stationReads(byHand, files[at]!)).toMatchObject({ taken: { gaps: [] } });
            expect(logOf(byHand)).toBe(logOf(byWire));
          } finally {
            await byHand.close();
            await byWire.close();
          }
        },
      ),
      { numRuns: 4, examples: [[[3, 2, 1, 0], [2]]] },
    );
  } finally {
    await organisation.close();
  }
});

test('what is kept behind a gap has an end, goes with the access to its log, and with a new epoch', async () => {
  const organisation = await startOrganisation();
  const user = await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]);
  const station = await byHandAlone(organisation, user);
  try {
    const files = await fourFiles(organisation, station);
    // Every gap is told, the nearest first, also when a file that comes later has none itself.
    expect(await stationReads(station, files[3]!)).toMatchObject({
      taken: { gaps: [{ from: 1 }], toReadAgain: false },
    });
    expect(await stationReads(station, files[1]!)).toMatchObject({ taken: { gaps: [{ from: 1, to: 3 }] } });
    expect(await stationReads(station, files[0]!)).toMatchObject({ taken: { gaps: [{ from: 7, to: 9 }] } });
    const [kept] = station.rows<{ page: string }>('SELECT page FROM bundle_pages');
    const page = FeedAnswer.parse(JSON.parse(kept!.page));
    expect(pageBehind(station.vault.db, DESK, 2, 9)).toBeNull();
    expect(pageBehind(station.vault.db, DESK, 1, 8)).toBeNull();
    expect(pageBehind(station.vault.db, DESK, 1, 9)).not.toBeNull();
    station.vault.db.run('UPDATE bundle_pages SET page = ?', ['torn']);
    expect(pageBehind(station.vault.db, DESK, 1, 9)).toBeNull();

    // No room for more, and of what nobody fetched for two months nothing stays.
    const other = { ...page, compartment: 'desk:GMP' };
    station.vault.db.run(`UPDATE bundle_pages SET page = printf('%.*c', ?, 'x')`, [KEPT_CHARS - 10]);
    expect(keepPage(station.vault, other)).toBe(false);
    const later = { ...station.vault, clock: () => Date.now() + 61 * 24 * 3600_000 };
    expect(keepPage(later, other)).toBe(true);
    expect(station.rows('SELECT compartment FROM bundle_pages')).toEqual([{ compartment: 'desk:GMP' }]);

    expect(keepPage(station.vault, page)).toBe(true);
    await station.store.purge(DESK);
    expect(station.rows('SELECT compartment FROM bundle_pages')).toEqual([{ compartment: 'desk:GMP' }]);
    await station.store.startEpoch(2, 0);
    expect(station.count('bundle_pages')).toBe(0);
  } finally {
    await station.close();
    await organisation.close();
  }
});
