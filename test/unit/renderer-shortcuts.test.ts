import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capsOf, keysOf, type Press } from '../../renderer/app/keys.ts';
import { menuRows } from '../../renderer/app/menu-rows.ts';
import { isLetter, isPlain, type Scope, scopes, type Shortcut, shortcuts } from '../../renderer/app/shortcuts.ts';

const rows: readonly Shortcut[] = shortcuts;

const press = (key: string, held: Partial<Omit<Press, 'key' | 'getModifierState'>> = {}, altGraph = false): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  getModifierState: () => altGraph,
  ...held,
});

describe('the table of shortcuts', () => {
  test('has every id once', () => {
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('never gives a key to two commands of one scope, nor to a scope and to everywhere', () => {
    const seen = new Map<string, string>();
    const clashes = rows.flatMap(({ id, scope, keys }) =>
      keys.flatMap((key) => {
        const before = seen.get(`${scope} ${key}`) ?? seen.get(`global ${key}`);
        seen.set(`${scope} ${key}`, id);
        return before === undefined ? [] : [`${key}: ${before} and ${id}`];
      }),
    );
    expect(clashes).toEqual([]);
  });

  test('leaves alone what layouts, menus and screen readers own', () => {
    const forbidden = [
      /Ctrl\+(?:Shift\+)?Alt|Alt\+(?:Shift\+)?Ctrl/,
      /^Alt\+(?:Shift\+)?[A-Z0-9]$/,
      /Insert|CapsLock/,
      /^Ctrl\+Shift\+[345]$/,
    ];
    const taken = rows.flatMap(({ keys }) => keys).filter((key) => forbidden.some((rule) => rule.test(key)));
    expect(taken).toEqual([]);
  });

  test('gives a single letter to no command that acts everywhere', () => {
    expect(rows.filter(({ scope, keys }) => scope === 'global' && keys.some((key) => isLetter(key)))).toEqual([]);
  });

  test('has words for every command', () => {
    expect(rows.filter(({ words }) => words.trim() === '')).toEqual([]);
  });
});

describe('the menu at the focus', () => {
  const scopesThere = Object.keys(scopes) as Scope[];
  /** Heard by the widget, and offered by it with arrows as well. */
  const byWidget = [
    'desk',
    'conflict',
    'reading',
    'referrals',
    'clocks',
    'handover',
    'supervision',
    'people',
    'records',
    'audit',
  ]
    .map((scope) => `${scope}.move`)
    .concat('assess.choose');

  test('offers every single letter as a command with words; what a widget hears has its arrows too', () => {
    const all = shortcuts.map(({ id }) => id);
    for (const row of rows.filter(({ keys }) => keys.some((key) => isLetter(key)))) {
      if (row.widget === true) expect(byWidget).toContain(row.id);
      else expect(menuRows(all, [row.scope]).map(({ id }) => id)).toContain(row.id);
    }
  });

  test('offers only what acts, what belongs there first', () => {
    fc.assert(
      fc.property(fc.subarray(shortcuts.map(({ id }) => id)), fc.subarray(scopesThere), (active, here) => {
        const offered = menuRows(active, here);
        expect(active).toEqual(expect.arrayContaining(offered.map(({ id }) => id)));
        const own = offered.map(({ scope }) => here.includes(scope));
        expect(own).toEqual([...own].sort((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

describe('reading a key press', () => {
  test('writes it as the table does', () => {
    expect(keysOf(press('j'), false)).toBe('J');
    expect(keysOf(press(' '), false)).toBe('Space');
    expect(keysOf(press('Enter', { ctrlKey: true }), false)).toBe('Ctrl+Enter');
    expect(keysOf(press('F', { ctrlKey: true, shiftKey: true }), false)).toBe('Ctrl+Shift+F');
    expect(keysOf(press('ArrowLeft', { altKey: true }), false)).toBe('Alt+ArrowLeft');
    expect(keysOf(press('F6', { shiftKey: true }), false)).toBe('Shift+F6');
  });

  test('takes Cmd for Ctrl on a Mac', () => {
    expect(keysOf(press('k', { metaKey: true }), true)).toBe('Ctrl+K');
    expect(keysOf(press('[', { metaKey: true }), true)).toBe('Alt+ArrowLeft');
    expect(keysOf(press('k', { ctrlKey: true }), true)).toBeNull();
  });

  test('does not care with which Shift a sign was typed, so that / works on every layout', () => {
    expect(keysOf(press('/', { shiftKey: true }), false)).toBe('/');
  });

  test('never makes a command of a character typed with AltGr or Ctrl+Alt', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 1 }), fc.boolean(), (key, mac) => {
        expect(keysOf(press(key, { ctrlKey: true, metaKey: true, altKey: true }), mac)).toBeNull();
        expect(keysOf(press(key, {}, true), mac)).toBeNull();
      }),
    );
  });

  test('tells keys that act anywhere from those that need a focused list', () => {
    expect(['J', 'Space', 'Enter', '/', 'Shift+ArrowUp', 'PageDown'].filter(isPlain)).toHaveLength(6);
    expect(['Ctrl+K', 'Alt+ArrowLeft', 'F1', 'Escape', 'Ctrl+;'].filter(isPlain)).toEqual([]);
  });

  test('draws a cap for every part', () => {
    expect(capsOf('Ctrl+Shift+F', false)).toEqual(['Ctrl', 'Shift', 'F']);
    expect(capsOf('Ctrl+K', true)).toEqual(['Cmd', 'K']);
    expect(capsOf('Escape', false)).toEqual(['Esc']);
  });
});
