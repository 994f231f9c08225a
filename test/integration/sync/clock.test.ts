/** A workstation whose clock differs from the hub's. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

const MINUTES = 60_000;

let organisation: Organisation;
let workstation: Workstation;
/** How far the hub's clock is ahead, ms. */
let ahead = 0;
beforeEach(async () => {
  ahead = 0;
  organisation = await startOrganisation({ kind: 'memory' }, { clock: () => Date.now() + ahead });
  await organisation.importReports(2, 'MPS', 5);
  const user = await organisation.person('Sam Orrell', [{ unit: 'MPS', role: 'assessor' }]);
  workstation = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  workstation.start();
  await workstation.settled();
});
afterEach(async () => {
  await workstation.close();
  await organisation.close();
});

it.each([
  ['behind', 12],
  ['ahead of', -3 * 24 * 60],
])('is %s it by minutes: the person is told as long as it is so, and nothing is refused', async (_, minutes) => {
  expect(workstation.state().clockOff).toBeNull();
  ahead = minutes * MINUTES;
  workstation.engine().wake('request');
  await until(() => workstation.state().clockOff !== null);
  // To within what a busy machine takes for a call.
  expect(Math.abs(workstation.state().clockOff! + ahead)).toBeLessThan(MINUTES);

  const signed = workstation.sign(workstation.caseIds()[0]!, 'screened', { result: 'none' });
  await workstation.settled();
  const [row] = workstation.rows<{ status: string }>(`SELECT status FROM events WHERE id = ?`, [signed]);
  expect(row?.status).toBe('accepted');
  expect(workstation.state().problem).toBeNull();

  ahead = 0;
  workstation.engine().wake('request');
  await until(() => workstation.state().clockOff === null);
});

it('is off by four minutes, which is let pass', async () => {
  ahead = 4 * MINUTES;
  const from = workstation.states.length;
  workstation.sign(workstation.caseIds()[0]!, 'screened', { result: 'none' });
  await workstation.settled();
  expect(workstation.states.slice(from).every(({ clockOff }) => clockOff === null)).toBe(true);
});
