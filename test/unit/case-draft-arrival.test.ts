import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftArrival } from '../../renderer/features/case/draft-arrival.ts';

const at = (minute: number) => `2026-03-01T08:${String(minute).padStart(2, '0')}:00.000Z`;
const draft = (minute: number, held: number | null = null) => ({
  savedAt: at(minute),
  heldUntil: held === null ? null : at(held),
});

describe('a reading of the case while somebody types', () => {
  test('that was asked for before the first word was kept takes nothing away', () => {
    expect(draftArrival(draft(1), null, at(1), false)).toBe('keep');
    expect(draftArrival(null, null, at(1), false)).toBe('keep');
  });

  test('never touches words that the vault has not answered for', () => {
    const stored = fc.option(fc.nat(59).map((minute) => draft(minute)));
    fc.assert(
      fc.property(stored, stored, fc.option(fc.nat(59).map(at)), (before, now, mine) => {
        expect(draftArrival(before, now, mine, true)).toBe('later');
      }),
    );
  });

  test('that is older than the words here keeps them, and a newer one is taken', () => {
    fc.assert(
      fc.property(fc.nat(59), fc.nat(59), (mine, stored) => {
        expect(draftArrival(null, draft(stored), at(mine), false)).toBe(stored > mine ? 'take' : 'keep');
      }),
    );
    expect(draftArrival(null, draft(1), null, false)).toBe('take');
  });

  test('brings nothing back that was thrown away here, and what is written after that it brings', () => {
    fc.assert(
      fc.property(fc.nat(59), fc.nat(59), (stored, dropped) => {
        const meaning = draftArrival(null, draft(stored), null, false, at(dropped));
        expect(meaning).toBe(stored > dropped ? 'take' : 'keep');
      }),
    );
  });

  test('without a draft that was held says that it was signed', () => {
    expect(draftArrival(draft(1, 2), null, at(1), false)).toBe('empty');
  });
});
