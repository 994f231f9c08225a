/** The table of `docs/security.md`: which test shows which security assertion. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/dependencies.mjs';

/** @returns {{ number: string, assertion: string, tests: string[] }[]} rows in their order; `number` may be a word */
export function securityTable() {
  const text = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
  return text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 5 && /`test\//.test(cells[3]))
    .map(([, number, assertion, tests]) => ({
      number,
      assertion,
      tests: [...tests.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path),
    }));
}
