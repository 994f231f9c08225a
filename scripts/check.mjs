/** `npm run check`: the fast part of the tests. Types, lint and borders, published schemas, unit and property tests. */
import { ensureDependencies } from './setup/dependencies.mjs';
import { command, runSuites, suite } from './suites.mjs';

export const fast = () => [
  command('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']),
  command('lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.']),
  command('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
  command('schemas', ['scripts/write-schemas.ts', '--check']),
  command('supply chain', ['scripts/supply-chain/index.ts', '--check']),
  suite('unit'),
];

if (import.meta.main ?? process.argv[1]?.endsWith('check.mjs')) {
  ensureDependencies();
  process.exitCode = (await runSuites(fast())) ? 0 : 1;
}
