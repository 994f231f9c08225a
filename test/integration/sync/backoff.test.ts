import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, slowRetryMs } from '../../../electron/vault/sync/backoff.ts';
import { napper, type Timers } from '../../../electron/vault/sync/napping.ts';
import { retryAfterMs } from '../../../electron/vault/sync/signed-call.ts';

describe('the pause after a failure', () => {
  it('lies under 1 s, 2 s, 4 s … 5 min, is spread over all of it, and is never shorter than the hub asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.option(fc.nat(600_000)), (failures, asked) => {
        const ms = backoffMs(failures, asked, randomBytes);
        expect(ms).toBeLessThanOrEqual(Math.max(Math.min(300_000, 1000 * 2 ** (failures - 1)), asked ?? 0));
        expect(ms).toBeGreaterThanOrEqual(asked ?? 0);
        expect(slowRetryMs(asked, randomBytes)).toBeGreaterThanOrEqual(Math.max(150_000, asked ?? 0));
      }),
    );
    const many = Array.from({ length: 400 }, () => backoffMs(5, null, randomBytes));
    expect(Math.min(...many)).toBeLessThan(4000);
    expect(Math.max(...many)).toBeGreaterThan(12_000);
  });

  it('reads the wish of the hub in seconds or as a date, and no nonsense', () => {
    const now = Date.UTC(2026, 2, 1);
    expect(retryAfterMs('7', now)).toBe(7000);
    expect(retryAfterMs('Sun, 01 Mar 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Sun, 01 Mar 2020 00:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('999999999', now)).toBe(3_600_000);
    for (const odd of [null, '', '-1x', 'soon']) expect(retryAfterMs(odd, now)).toBeNull();
  });
});

describe('the sleep between rounds', () => {
  /** Time passes when it is told to. */
  function handTimers() {
    let now = 0;
    let due: { at: number; run: () => void }[] = [];
    const timers: Timers = {
      after(ms, run) {
        const one = { at: now + ms, run };
        due.push(one);
        return () => (due = due.filter((other) => other !== one));
      },
    };
    const pass = async (ms: number) => {
      now += ms;
      for (const one of due.filter(({ at }) => at <= now)) one.run();
      await Promise.resolve();
    };
    return { timers, pass, armed: () => due.length };
  }

  it('ends by its time, by work or by a request; a backoff by a request alone', async () => {
    const { timers, pass, armed } = handTimers();
    const nap = napper(timers);
    const ended: string[] = [];
    const sleep = (ms: number | null, by: 'anything' | 'request', name: string) =>
      void nap.sleep(ms, by).then(() => ended.push(name));
    sleep(100, 'anything', 'by time');
    await pass(99);
    expect(ended).toEqual([]);
    await pass(1);
    sleep(100, 'anything', 'by work');
    nap.wake('work');
    await pass(0);
    sleep(100, 'request', 'backoff');
    nap.wake('work');
    await pass(0);
    expect(ended).toEqual(['by time', 'by work']);
    nap.wake('request');
    await pass(0);
    expect(ended).toEqual(['by time', 'by work', 'backoff']);
    expect(armed()).toBe(0);
  });

  it('does not begin when somebody woke it while it was awake', async () => {
    const { timers, pass, armed } = handTimers();
    const nap = napper(timers);
    nap.wake('work');
    await nap.sleep(1000, 'anything');
    expect(armed()).toBe(0);
    let ended = false;
    void nap.sleep(1000, 'anything').then(() => (ended = true));
    await pass(500);
    expect(ended).toBe(false);
    await pass(500);
    expect(ended).toBe(true);
  });
});
