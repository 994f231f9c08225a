/** A workstation that nobody has confirmed for too long shows no case, and opens again by itself once somebody has. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { answeredWhileClosed, closedBecause } from '../../../electron/vault/session/closed.ts';
import { calls, type CallName } from '../../../shared/bridge/contract.ts';
import { organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { PASSPHRASE, TestWorkstation } from './support/workstation.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

/** A workstation whose clock the test sets, with a case of the desk that is leased for 14 days. */
async function leased() {
  const station = new TestWorkstation(org);
  const clock = { ahead: 0 };
  Object.assign(station.parts, { clock: () => Date.now() + clock.ahead });
  await station.start();
  await station.setUp();
  await station.receiveDirectory();
  await station.receive(await reportEvent(org, {}));
  const lease = () => new Date(Date.now() + clock.ahead + 14 * DAY).toISOString();
  await station.store.leases({ directory: lease(), 'desk:MPS': lease() }, new Date().toISOString());
  const desk = () =>
    station.page.call('desk.open', { view: 'all', search: '', typing: false, filter: {}, sort: [] } as never);
  const closed = async () => (await station.page.value('session.state', {})).closed;
  return { station, clock, lease, desk, closed };
}

describe('a vault that holds cases', () => {
  test('shows them for 14 days after the last hello, then none of them, and all of them after the next', async () => {
    const { station, clock, lease, desk, closed } = await leased();
    clock.ahead = 14 * DAY - MINUTE;
    expect(await desk()).toMatchObject({ ok: true });
    clock.ahead = 14 * DAY + MINUTE;
    expect(await closed()).toBe('lease_expired');
    expect(await desk()).toMatchObject({ ok: false, error: { code: 'lease_expired' } });
    // What was being typed is kept all the same, and the way to the hub is open.
    const draft = { caseId: '0196f000-0000-7000-8000-000000000001', part: 'note', content: { text: 'half a sent' } };
    expect(await station.page.call('draft.save', draft)).toMatchObject({ ok: true });
    expect(await station.page.call('sync.now', {})).toMatchObject({ ok: true });
    await station.store.leases({ 'desk:MPS': lease() }, new Date().toISOString());
    expect(await closed()).toBeNull();
    expect(await desk()).toMatchObject({ ok: true });
    expect(station.page.notices.some(({ notice }) => notice === 'session')).toBe(true);
  });

  test('is closed when the clock is turned back, also after a lock', async () => {
    const { station, clock, desk, closed } = await leased();
    clock.ahead = -4 * MINUTE;
    expect(await desk()).toMatchObject({ ok: true });
    clock.ahead = -10 * DAY;
    expect(await closed()).toBe('clock_ran_back');
    expect(await desk()).toMatchObject({ ok: false, error: { code: 'clock_ran_back' } });
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    expect(await closed()).toBe('clock_ran_back');
    clock.ahead = 0;
    expect(await closed()).toBeNull();
  });

  test('of a device that the hub has shut out is closed, and stays so after a lock', async () => {
    const { station, desk, closed } = await leased();
    await station.store.shut('device_revoked');
    expect(await closed()).toBe('device_revoked');
    await station.restart();
    await station.page.value('session.unlock', { passphrase: PASSPHRASE });
    expect(await desk()).toMatchObject({ ok: false, error: { code: 'device_revoked' } });
  });

  test('while it is closed answers nothing in which a case could be read', () => {
    const answered = (Object.keys(calls) as CallName[]).filter(answeredWhileClosed);
    expect(
      answered.filter((name) =>
        /^(case|desk|screen|dues|people|related|referral|attachment|danger|print|export|refusals|handover|readers|reference|holdings|alerts|vault)/.test(
          name,
        ),
      ),
    ).toEqual([]);
    expect(answered).toEqual(expect.arrayContaining(['draft.save', 'sync.now', 'session.me']));
  });
});

test('whatever the clock shows, a lease never lasts beyond its end, and turning the clock back never brings it back', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), fc.nat(1e9), (seen, leaseUntil, now) => {
      const standing = { leaseUntil, clockSeen: seen, shut: null };
      const open = closedBecause(standing, now) === null;
      expect(open).toBe(now < leaseUntil && now >= seen - 5 * MINUTE);
      if (seen - 5 * MINUTE >= leaseUntil) expect(open).toBe(false);
    }),
  );
});
