import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { revealing } from '../../shared/domain/revealing.ts';
import { revealingGaps } from '../../renderer/features/case/safeguarding/Revealing.tsx';

describe('words that could reveal that a report exists', () => {
  test('are found in whatever case, form and language, each once, and as they stand', () => {
    expect(revealing('Ring her: REPORTS of him, an Anonymous caller, the hotline; reports.')).toEqual([
      ...['REPORTS', 'Anonymous', 'caller', 'hotline'],
    ]);
    expect(revealing('Dywedwch fod adroddiad dienw')).toEqual(['adroddiad', 'dienw']);
    expect(revealing('Ring the home line about her lost keys, after six.')).toEqual([]);
  });

  test('hold a signature back until they are reworded, or somebody says that they stay in the unit', () => {
    expect(revealingGaps('Tell her about the report', false)).toHaveLength(1);
    expect(revealingGaps('Tell her about the report', true)).toEqual([]);
    expect(revealingGaps('Ask her to come in about her lost keys', false)).toEqual([]);
  });

  test('are looked for wherever a contact is written: urgent actions and the safe-contact card', () => {
    for (const form of ['safeguarding/UrgentActions', 'safeguarding/SafeContactForm', 'dues/TaskForm']) {
      const source = readFileSync(`renderer/features/case/${form}.tsx`, 'utf8');
      expect(source).toMatch(/<Revealing\b/);
      expect(source).toMatch(/revealingGaps\(value\./);
    }
  });

  test('stand beside a time wherever an urgent action is written: none is signed without one', () => {
    for (const form of ['safeguarding/UrgentActions', 'dues/TaskForm']) {
      const source = readFileSync(`renderer/features/case/${form}.tsx`, 'utf8');
      expect(source).toMatch(/due === null\s*\? \[t\('Say by when: a safeguarding action needs a time\.'\)\]/);
    }
  });

  test('are words of the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of revealing(`${text} report`)) expect(`${text} report`).toContain(word);
        expect(revealing(`${text} report`).length).toBeGreaterThan(0);
      }),
    );
  });
});
