import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { openWorkstation, until } from './support/workstation.ts';

const REPORTS = 10_000;
/** In the words of the index, so that asking over and over does not hold up what is measured. */
const UNCHECKED = `events WHERE verified = 0 AND status = 'accepted' AND signature IS NOT NULL`;
let organisation: Organisation;
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(REPORTS, 'MPS', 21);
}, 300_000);
afterAll(() => organisation.close());

it(`takes in ${REPORTS} reports over HTTP, checks, opens, folds and indexes them`, async () => {
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  const workstation = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  let intake = 0;
  let cases = 0;
  const began = performance.now();
  workstation.start({
    intake: async (page) => {
      const from = performance.now();
      await workstation.store.intake(page);
      intake += performance.now() - from;
    },
    intakeProvisional: async (compartment, events) => {
      await workstation.store.intakeProvisional(compartment, events);
      if (cases++ === 0) console.log(`first cases on the desk after ${Math.round(performance.now() - began)} ms`);
    },
  });
  await until(() => workstation.state().phase === 'idle', 120_000);
  const took = performance.now() - began;
  console.log(
    `${REPORTS} reports in ${Math.round(took)} ms: ${Math.round((REPORTS / took) * 1000)} events/s, ` +
      `of which the store took ${Math.round(intake)} ms`,
  );
  expect(workstation.count('cases')).toBe(REPORTS);
  expect(workstation.count('events WHERE sealed_to_us = 1')).toBe(0);
  await until(() => workstation.count(UNCHECKED) === 0, 60_000);
  console.log(`all signatures checked ${Math.round(performance.now() - began - took)} ms later`);
  expect(workstation.faults).toEqual([]);
  await workstation.close();
});
