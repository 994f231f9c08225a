import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startOrganisation } from '../sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../sync/support/workstation.ts';
import { hubReads, hubWrites, stationReads, stationWrites } from './by-hand.ts';

const logOf = (station: Workstation) =>
  JSON.stringify(
    station.rows(`SELECT compartment, seq, header FROM events
      WHERE status = 'accepted' AND compartment = 'desk:MPS' ORDER BY compartment, seq`),
  );

test('bundles in any order and any number of times end where the wire ends', { timeout: 300_000 }, async () => {
  const organisation = await startOrganisation();
  const user = await organisation.person('Assessor', [{ unit: 'MPS', role: 'assessor' }]);
  const open = async () => {
    const station = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
    await organisation.grant(station.identity);
    return station;
  };
  const byWire = await open();
  const byHand = await open();
  try {
    byHand.start({ identity: () => Promise.resolve({ ...byHand.identity, hub: 'http://127.0.0.1:9' }) });
    Object.assign(byHand.identity, { hub: 'http://127.0.0.1:9' });
    // Each begins where the one before ended, as if every one had been acknowledged.
    const { device } = byHand.identity;
    const files: Buffer[] = [];
    for (let part = 0; part < 4; part++) {
      await organisation.importReports(3, 'MPS', part + 1);
      files.push(await hubWrites(organisation.hub, device));
      const { head } = await organisation.hub.db
        .selectFrom('compartments')
        .select('head')
        .where('compartment', '=', 'desk:MPS')
        .executeTakeFirstOrThrow();
      if (part === 0) await hubReads(organisation.hub, await stationWrites(byHand));
      await organisation.hub.db.deleteFrom('bundle_positions').where('compartment', '=', 'desk:MPS').execute();
      await organisation.hub.db
        .insertInto('bundle_positions')
        .values({ device, compartment: 'desk:MPS', epoch: 1, seq: head })
        .execute();
    }
    const order = fc.sample(
      fc.shuffledSubarray([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3], { minLength: 12, maxLength: 12 }),
      { numRuns: 1, seed: 11 },
    )[0]!;
    for (const at of order) expect((await stationReads(byHand, files[at]!)).ok).toBe(true);
    // Whatever the order was: as often as something is still missing, and no oftener than there are files.
    for (let round = 0; round < files.length; round++)
      for (const file of files) expect((await stationReads(byHand, file)).ok).toBe(true);
    byWire.start();
    await byWire.settled();
    await until(() => byWire.caseIds().length === 12);
    expect(byHand.caseIds()).toEqual(byWire.caseIds());
    expect(logOf(byHand)).toBe(logOf(byWire));
  } finally {
    await byHand.close();
    await byWire.close();
    await organisation.close();
  }
});
