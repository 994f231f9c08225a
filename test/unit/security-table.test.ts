import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/build.ts';
import { securityTable } from '../../scripts/security-table.mjs';

const rows = securityTable();
const numbered = rows.filter(({ number }) => /^\d+$/.test(number));

describe('the table of the security assertions', () => {
  test('has each of the 54 once, in order', () => {
    expect(numbered.map(({ number }) => Number(number))).toEqual(Array.from({ length: 54 }, (_, at) => at + 1));
  });

  test('names tests that are there', () => {
    const named = rows.flatMap(({ tests }) => tests);
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test.each(numbered)('is right that $number is in the name of one of its tests', ({ number, tests }) => {
    const inName = new RegExp(String.raw`['\`][^'\`\n]*(?:\(|assertions? |, |and )${number}\b[^'\`\n]*['\`]`);
    expect(tests.some((file) => inName.test(readFileSync(join(root, file), 'utf8')))).toBe(true);
  });
});
