import { beforeAll, describe, expect, test } from 'vitest';
import { calls, type CallName } from '../../shared/bridge/contract.ts';
import { organisation, reportEvent, type Organisation } from '../integration/support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from '../integration/vault/support/workstation.ts';
import { beforehand } from './support/beforehand.ts';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

async function atWork(): Promise<TestWorkstation> {
  const station = await new TestWorkstation(org).start();
  await station.setUp();
  await station.receiveDirectory();
  await station.receive(...Array.from({ length: 40 }, (_, n) => reportEvent(org, { narrative: `Report ${n}.` })));
  return station;
}
const locked = { ok: false, error: { code: 'locked' } };

describe('a vault that is being locked', () => {
  test('answers what was in flight with locked and never with data (15)', async () => {
    const station = await atWork();
    const { page, vault } = station;
    const query = { view: 'all', search: 'Report', typing: false, filter: {}, sort: [] } as never;
    const inFlight = Array.from({ length: 60 }, (_, n) =>
      n % 2 === 0 ? page.call('vault.check', {}) : page.call('desk.open', query),
    );
    // Straight behind them on the same port: the vault has taken them in, and works on the first.
    const before = await page.call('session.state', {});
    expect(before).toMatchObject({ ok: true, value: { phase: 'open' } });
    const notices = page.notices.length;
    const flushed = vault.flush();
    const answers = await Promise.all(inFlight);
    await flushed;
    expect(answers).toHaveLength(60);
    for (const answer of answers) expect(answer).toMatchObject(locked);
    expect(page.notices).toHaveLength(notices);
  });

  test('answers every call with locked, also those that it would answer before it is open (13)', async () => {
    const { page, vault } = await atWork();
    await vault.flush();
    for (const name of Object.keys(calls) as CallName[]) {
      if (['draft.save', 'draft.drop', 'place.save'].includes(name)) continue;
      expect(await page.raw({ name, payload: {} }), name).toMatchObject(locked);
    }
  });

  test('still takes what was typed a moment ago', async () => {
    const station = await atWork();
    const { page, vault } = station;
    void vault.flush();
    expect(await page.call('place.save', { place: { typed: 'last' } })).toMatchObject({ ok: true });
    await vault.flush();
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    expect(await station.page.value('place.read', {})).toEqual({ place: { typed: 'last' } });
  });
});

test('a vault that is locked answers every call for data with locked, whatever its payload (13)', async () => {
  const station = await atWork();
  await station.restart();
  for (const name of Object.keys(calls) as CallName[]) {
    if (beforehand.includes(name)) continue;
    for (const payload of [{}, { caseId: 'x' }, null, []])
      expect(await station.page.raw({ name, payload }), name).toMatchObject(locked);
  }
});
