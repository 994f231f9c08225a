import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOfWallClock, referralDueAt, wallClockAt } from '../../shared/domain/statutory-clock.ts';

const HOUR = 3_600_000;

/** Minutes around both clock changes of several years and around any midnight. */
const instants = fc.oneof(
  fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true }),
  fc
    .tuple(
      fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z'),
      fc.integer({ min: -72 * 60, max: 72 * 60 }),
    )
    .map(([change, minutes]) => new Date(Date.parse(change) + minutes * 60_000)),
);

const dayNumber = ({ year, month, day }: { year: number; month: number; day: number }) =>
  Date.UTC(year, month - 1, day) / 86_400_000;

describe('the referral clock', () => {
  test('runs out in the last millisecond of the next day on the clock of London', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const due = referralDueAt(at.toISOString());
        const last = wallClockAt(due);
        expect(dayNumber(last) - dayNumber(wallClockAt(at.toISOString()))).toBe(1);
        expect([last.hour, last.minute]).toEqual([23, 59]);
        const next = wallClockAt(new Date(Date.parse(due) + 1).toISOString());
        expect([next.hour, next.minute, dayNumber(next) - dayNumber(last)]).toEqual([0, 0, 1]);
      }),
    );
  });

  test('leaves more than 22 and at most 49 hours, and never less for clearness that came earlier', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        const left = Date.parse(referralDueAt(a.toISOString())) - a.getTime();
        expect(left).toBeGreaterThan(22 * HOUR);
        expect(left).toBeLessThanOrEqual(49 * HOUR);
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(referralDueAt(first.toISOString()) <= referralDueAt(second.toISOString())).toBe(true);
      }),
    );
  });

  test('counts weekends, and the days of the clock change as they are', () => {
    expect(referralDueAt('2026-11-23T09:41:00.000Z')).toBe('2026-11-24T23:59:59.999Z');
    expect(referralDueAt('2026-11-20T23:59:59.999Z')).toBe('2026-11-21T23:59:59.999Z');
    expect(referralDueAt('2026-11-21T00:00:00.000Z')).toBe('2026-11-22T23:59:59.999Z');
    // Half past midnight of 1 July in London is still 30 June in UTC.
    expect(referralDueAt('2026-06-30T23:30:00.000Z')).toBe('2026-07-02T22:59:59.999Z');
    expect(referralDueAt('2026-03-28T12:00:00.000Z')).toBe('2026-03-29T22:59:59.999Z');
    expect(referralDueAt('2026-10-24T12:00:00.000Z')).toBe('2026-10-25T23:59:59.999Z');
  });
});

describe('a wall clock in London', () => {
  test('is found again from its instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const wall = wallClockAt(at.toISOString());
        expect(wallClockAt(instantOfWallClock(wall))).toEqual(wall);
      }),
    );
  });

  test('means the earlier instant where it is shown twice', () => {
    const twice = { year: 2026, month: 10, day: 25, hour: 1, minute: 30 };
    expect(instantOfWallClock(twice)).toBe('2026-10-25T00:30:00.000Z');
  });

  test('goes on without a step where it is never shown', () => {
    const never = { year: 2026, month: 3, day: 29, hour: 1, minute: 30 };
    expect(instantOfWallClock(never)).toBe('2026-03-29T01:30:00.000Z');
  });
});
