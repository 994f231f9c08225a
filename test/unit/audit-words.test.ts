import { describe, expect, test } from 'vitest';
import { justifications, justificationWord } from '../../renderer/features/audit/audit-words.ts';
import { refusalReasons } from '../../renderer/words/refusals.ts';

describe('the justification of an entry', () => {
  test('is said in words, never by its code', () => {
    expect(justifications().filter(([code, words]) => code === words)).toEqual([]);
  });

  test('of an attempt that was refused says why it was', () => {
    expect(justificationWord('case_on_hold')).toBe('The case is under a legal hold, and nothing of it may be erased.');
    for (const reason of Object.keys(refusalReasons)) expect(justificationWord(reason)).not.toBe(reason);
  });
});
