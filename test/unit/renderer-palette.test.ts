import { expect, test } from 'vitest';
import { matches } from '../../renderer/app/CommandPalette.tsx';

test('a command is found by the beginnings of its words, with the hyphen that it is written with or without', () => {
  for (const typed of ['hand-over', 'hand over', 'Hand', 'over hand', ''])
    expect(matches('Hand-over', typed)).toBe(true);
  for (const typed of ['hand-off', 'and']) expect(matches('Hand-over', typed)).toBe(false);
});
