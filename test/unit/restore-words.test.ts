import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasWays, waysFor } from '../../renderer/features/restore/way.ts';
import { leftWords, restoreWords } from '../../renderer/features/restore/words.ts';
import { backupDue } from '../../renderer/features/settings/backup-due.ts';
import { findingWords } from '../../renderer/features/settings/finding-words.ts';
import { errorWords } from '../../renderer/words/errors.ts';
import { size } from '../../renderer/words/size.ts';

const NOW = Date.UTC(2026, 2, 10, 9);
const DAY = 24 * 3600_000;

test('a backup is due when there is none or it is more than a week old', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 * DAY }), (ago) => {
      expect(backupDue({ at: new Date(NOW - ago).toISOString() }, NOW)).toBe(ago > 7 * DAY);
    }),
  );
  expect(backupDue(null, NOW)).toBe(true);
});

test('damaged pages are named, and how many more there are', () => {
  const words = (count: number, pages: number[]) =>
    findingWords({ ok: false, findings: [{ code: 'pages', count, pages }] })[0]!;
  expect(words(1, [12]).what).toBe('1 damaged page: page 12.');
  expect(words(5, [3, 4]).what).toBe('5 damaged pages: pages 3, 4 and 3 more.');
  expect(words(1, [12]).next).toContain('Do not delete anything');
  expect(findingWords({ ok: true, findings: [] })).toEqual([]);
});

test('every failure after which the person is offered ways has words of its own and at least one way on', () => {
  for (const code of [
    'vault_damaged',
    'vault_missing',
    'vault_newer',
    'keys_destroyed',
    'disk_full',
    'keystore_changed',
  ]) {
    expect(hasWays(code)).toBe(true);
    expect(errorWords({ code, message: '' }).what).not.toContain('could not be done');
    expect(Object.values(waysFor(code)).some(Boolean)).toBe(true);
  }
  expect(hasWays('wrong_passphrase')).toBe(false);
  // What cannot be understood is not read, and what does not open cannot be moved.
  expect(waysFor('vault_newer')).toMatchObject({ readOnly: false, own: false });
  expect(waysFor('vault_missing')).toMatchObject({ readOnly: false, own: false, backup: true });
});

test('the outcome of a restore tells what came, what stayed behind and where the old vault lies', () => {
  const state = {
    phase: 'done',
    from: 'own',
    signed: 3,
    drafts: 1,
    left: { conflict: 1, case_unknown: 2 },
    unreadable: 1,
    refused: 0,
    setAside: '/profile/set-aside/then',
  } as const;
  expect(restoreWords(state)).toBe('Restored: 3 entries signed anew and 1 draft put back.');
  expect(leftWords(state)).toEqual([
    '1 was overtaken by a colleague’s.',
    '2 are of cases that you may see no more.',
    '1 piece at most could not be read.',
    'The vault that was here before lies whole in /profile/set-aside/then.',
  ]);
  expect(restoreWords({ ...state, phase: 'keys' })).toContain('waits for a key');
});

test('sizes are told in powers of ten', () => {
  expect([740, 2300, 550_000, 57_000_000].map(size)).toEqual(['740 bytes', '2.3 kB', '550 kB', '57 MB']);
});
