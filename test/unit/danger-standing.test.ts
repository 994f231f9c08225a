import { describe, expect, test } from 'vitest';
import { keepAttention } from '../../electron/main/attention.ts';
import { caseFree } from '../../renderer/features/danger/case-free.ts';
import { reaches, standingOf, untilNextRing } from '../../renderer/features/danger/standing.ts';

const at = '2026-03-02T14:10:00.000Z';
const raised = Date.parse(at);
const minutes = (count: number) => raised + count * 60_000;

describe('an alert that nobody has acknowledged', () => {
  test('is rung after five minutes, and at once where there is no line', () => {
    expect(standingOf({ at }, minutes(0), true)).toBe('sent');
    expect(standingOf({ at }, minutes(5) - 1, true)).toBe('sent');
    expect(standingOf({ at }, minutes(5), true)).toBe('ring');
    expect(standingOf({ at }, minutes(0), false)).toBe('ring');
  });

  test('is looked at again when it comes to be rung, and not before', () => {
    const later = { at: '2026-03-02T14:12:00.000Z' };
    expect(untilNextRing([{ at }, later], minutes(1))).toBe(4 * 60_000);
    expect(untilNextRing([{ at }, later], minutes(5))).toBe(2 * 60_000);
    expect(untilNextRing([{ at }, later], minutes(7))).toBeNull();
    expect(untilNextRing([], minutes(0))).toBeNull();
  });

  test('reaches nobody while a lost line is only tried again', () => {
    expect(reaches({ phase: 'idle', offlineSince: null })).toBe(true);
    expect(reaches({ phase: 'receiving', offlineSince: null })).toBe(true);
    expect(reaches({ phase: 'connecting', offlineSince: null })).toBe(true);
    expect(reaches({ phase: 'connecting', offlineSince: at })).toBe(false);
    expect(reaches({ phase: 'offline', offlineSince: at })).toBe(false);
    expect(reaches({ phase: 'stopped', offlineSince: null })).toBe(false);
    expect(reaches(undefined)).toBe(false);
  });

  test('is told of by its number alone where no case may be shown', () => {
    expect(caseFree(1)).toBe('Candour: one alert is not acknowledged.');
    expect(caseFree(3)).toBe('Candour: 3 alerts are not acknowledged.');
  });
});

describe('what main keeps of it', () => {
  test('is a number, shown by the system once for what is fresh, and forgotten when another person comes', () => {
    let shown = 0;
    const attention = keepAttention(() => (shown += 1));
    attention.tell({ unacknowledged: 2, fresh: true });
    attention.tell({ unacknowledged: 2, fresh: false });
    expect([shown, attention.kept()]).toEqual([1, 2]);
    attention.tell({ unacknowledged: 0, fresh: true });
    expect([shown, attention.kept()]).toEqual([1, 0]);
    attention.tell({ unacknowledged: 1, fresh: false });
    attention.forget();
    expect(attention.kept()).toBe(0);
  });
});
