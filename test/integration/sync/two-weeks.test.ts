/** Two weeks without a line in two places: what both did meets, nothing is lost, and each conflict has its ways on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusals } from '../../../electron/vault/cases/refusals.ts';
import { signNow } from '../../../electron/vault/cases/sign.ts';
import { startOrganisation, type Organisation } from './support/organisation.ts';
import { openWorkstation, until, type Workstation } from './support/workstation.ts';

const DAY = 24 * 3_600_000;
let organisation: Organisation;
let home: Workstation;
let away: Workstation;

beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(5, 'MPS', 2);
  const open = async (name: string) => {
    const user = await organisation.person(name, [{ unit: 'MPS', role: 'assessor' }]);
    const station = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
    await organisation.grant(station.identity);
    station.start();
    await station.settled();
    await until(() => station.caseIds().length === 5);
    return station;
  };
  [home, away] = [await open('Home Desk'), await open('Away Desk')];
});
afterAll(async () => {
  await home.close();
  await away.close();
  await organisation.close();
});

const decision = (rationale: string) => [
  { outcomes: ['record'], route: 'professional_standards' },
  { rationale, optionsRejected: [] },
];

test('a conflict met after two weeks offline shows both versions, and the author’s own can be signed over', async () => {
  const [contested, settable] = home.caseIds() as [string, string];
  const contact = (how: string) => ({ who: 'The reporter', how, when: 'In the evening', never: 'At work' });
  await away.stop();
  // Signed a fortnight ago, by a clock that is believed as evidence and never as the order.
  Object.assign(away.vault, { clock: () => Date.now() - 14 * DAY - 3_600_000 });
  for (const caseId of [contested, settable]) away.sign(caseId, 'screened', { result: 'none' });
  const mine = [
    away.sign(contested, 'decided', ...(decision('Away: nothing can be checked.') as [unknown, unknown])),
    away.sign(settable, 'safe_contact_set', {}, contact('By letter')),
  ];
  for (const caseId of [contested, settable]) home.sign(caseId, 'screened', { result: 'none' });
  const theirs = [
    home.sign(contested, 'decided', ...(decision('Home: it was checked.') as [unknown, unknown])),
    home.sign(settable, 'safe_contact_set', {}, contact('By telephone')),
  ];
  await home.settled();
  Object.assign(away.vault, { clock: Date.now });
  away.start();
  await away.settled();
  await until(() => away.count(`events WHERE status = 'refused'`) === 2);

  const met = refusals(away.vault.db, null);
  expect(met.map(({ event }) => event).sort()).toEqual([...mine].sort());
  for (const one of met) {
    expect(one).toMatchObject({ code: 'conflict', open: true, stands: 'here' });
    expect(theirs).toContain(one.current?.event);
  }
  const texts = JSON.stringify(met);
  for (const words of ['Away: nothing', 'Home: it was', 'By letter', 'By telephone']) expect(texts).toContain(words);
  // Its age is what the card says of one's own: it was signed a fortnight before what stands.
  for (const { at, current } of met) expect(Date.parse(current!.at) - Date.parse(at)).toBeGreaterThan(13 * DAY);

  for (const { event, caseId, type, facets, payload, current } of met) {
    const command = { caseId, type, facets, payload, basedOn: current!.event, supersedes: event, holdSeconds: 0 };
    expect(signNow(away.vault, command as never)).toMatchObject({ ok: true });
  }
  away.engine().wake();
  await away.settled();
  expect(refusals(away.vault.db, null)).toEqual([]);
  // Both are in the log of the case, on both workstations, one after the other.
  await until(() => home.count(`events WHERE status = 'accepted' AND type IN ('decided', 'safe_contact_set')`) === 4);
  for (const station of [home, away])
    for (const words of ['Away: nothing', 'Home: it was', 'By letter', 'By telephone'])
      expect(station.count(`events WHERE status = 'accepted' AND payload LIKE '%${words}%'`)).toBe(1);
});
