/** A long first sync that is paused: the rest waits, over restarts; own work, news and what is urgent do not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

const CASES = 1800;
let organisation: Organisation;
let station: Workstation;

beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(CASES, 'GMP', 3);
  const user = await organisation.person('Sam Orrell', [{ unit: 'GMP', role: 'assessor' }]);
  station = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(station.identity);
});
afterAll(async () => {
  await station.close();
  await organisation.close();
});

const treeSize = () =>
  station.rows<{ tree_size: number }>(`SELECT tree_size FROM compartments WHERE compartment = 'desk:GMP'`)[0]
    ?.tree_size ?? 0;
const held = () => station.state().phase === 'idle' && station.state().held && station.state().progress !== null;
/** Rounds in which the hub was asked and nothing more of the log was taken. */
const rounds = async (count: number) => {
  for (let n = 0; n < count; n++) {
    station.engine().wake('request');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};

test('pauses after the page under way, says how far it is, and what is urgent is here before anything else', async () => {
  const steps = new Set<string>();
  station.start({
    intake: async (page) => {
      await station.store.intake(page);
      if (page.compartment === 'desk:GMP') await station.engine().hold(true);
    },
  });
  await until(held);
  for (const { progress } of station.states) if (progress !== null) steps.add(progress.step);
  expect([...steps]).toEqual(['first_pages', 'history']);
  expect(treeSize()).toBeGreaterThan(0);
  expect(treeSize()).toBeLessThan(CASES);
  const { progress, casesSaid } = station.state();
  expect(casesSaid).toEqual({ 'desk:GMP': CASES });
  // In all, not of what was missing: the directory, the journal and the desk.
  expect(progress!.received).toBeGreaterThanOrEqual(treeSize());
  expect(progress!.total - progress!.received).toBe(CASES - treeSize());
  // The two first pages are of the most urgent cases, whichever the log began with.
  expect(station.count('cases')).toBeGreaterThan(treeSize());
  const size = treeSize();
  await rounds(4);
  expect(treeSize()).toBe(size);
  expect(station.rows(`SELECT 1 FROM meta WHERE name = 'complete_as_of'`)).toEqual([]);
});

test('still sends what the person signs, and hears the verdict', async () => {
  const size = treeSize();
  const event = station.sign(station.caseIds()[0]!, 'screened', { result: 'none' });
  const status = () => station.rows<{ status: string }>('SELECT status FROM events WHERE id = ?', [event])[0]!.status;
  await until(() => status() === 'answered' || status() === 'accepted');
  expect(treeSize()).toBe(size);
});

test('still takes in the most urgent cases as they come', async () => {
  const size = treeSize();
  const inOrder = () =>
    organisation.hub.db
      .selectFrom('case_state')
      .select('case_id')
      .where('compartment', '=', 'desk:GMP')
      .where('open', '=', true)
      .orderBy('urgency')
      .orderBy('began_at', 'desc')
      .orderBy('case_id')
      .execute();
  const before = new Set((await inOrder()).map(({ case_id }) => case_id));
  await organisation.importReports(60, 'GMP', 4);
  // Those that came now and stand among the first pages' worth of urgent ones.
  const first = (await inOrder()).slice(0, 100).map(({ case_id }) => case_id);
  const news = first.filter((id) => !before.has(id));
  expect(news.length).toBeGreaterThan(0);
  await until(() => news.every((id) => station.caseIds().includes(id)));
  expect(treeSize()).toBe(size);
});

test('stays paused over a restart, goes on when told, and ends with every case once', async () => {
  const size = treeSize();
  await station.stop();
  station.start();
  await until(held);
  await rounds(2);
  expect(treeSize()).toBe(size);
  await station.engine().hold(false);
  await station.settled();
  await until(() => station.state().progress === null && treeSize() > CASES);
  expect(station.state()).toMatchObject({ held: false, phase: 'idle', progress: null });
  expect(station.count('cases')).toBe(CASES + 60);
  expect(station.count('events WHERE provisional = 1')).toBe(0);
  expect(station.rows(`SELECT 1 FROM meta WHERE name = 'complete_as_of'`)).toHaveLength(1);
});

test('keeps nothing back of a log that is nearly whole: what colleagues do goes on coming in', async () => {
  await station.engine().hold(true);
  await organisation.importReports(3, 'GMP', 5);
  await until(() => station.count('cases') === CASES + 63 && station.count('events WHERE provisional = 1') === 0);
  expect(station.state().progress).toBeNull();
});
