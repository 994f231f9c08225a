import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallClockAt } from '../../shared/domain/statutory-clock.ts';
import { addWorkingDays, isWorkingDay } from '../../shared/domain/working-days.ts';

const dateOf = (instant: string) => {
  const { year, month, day } = wallClockAt(instant);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
};

describe('working days', () => {
  test('leave out weekends and bank holidays', () => {
    // Good Friday and Easter Monday of 2026.
    expect(dateOf(addWorkingDays('2026-04-02T10:00:00.000Z', 1))).toBe('2026-04-07');
    expect(dateOf(addWorkingDays('2026-11-20T10:00:00.000Z', 1))).toBe('2026-11-23');
    expect(dateOf(addWorkingDays('2026-12-24T10:00:00.000Z', 1))).toBe('2026-12-29');
  });

  test('end at the end of a working day on the clock of London, and hold exactly so many', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2028-11-01T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 30 }),
        (from, days) => {
          const end = addWorkingDays(from.toISOString(), days);
          expect(isWorkingDay(dateOf(end))).toBe(true);
          const { hour, minute } = wallClockAt(end);
          expect([hour, minute]).toEqual([23, 59]);
          let counted = 0;
          for (let day = dateOf(from.toISOString()); day !== dateOf(end);) {
            day = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
            if (isWorkingDay(day)) counted += 1;
          }
          expect(counted).toBe(days);
        },
      ),
    );
  });
});
