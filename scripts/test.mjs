/** `npm test`: everything, installing what it needs. Run one suite with `npm test -- e2e`, a file with vitest itself. */
import { ensureDependencies } from './setup/dependencies.mjs';
import { fast } from './check.mjs';
import { command, runSuites, suite, suiteBeside, suiteOfRealParts } from './suites.mjs';
import { prepareSuites } from './test-preparation.mjs';

ensureDependencies();
if (!(await prepareSuites())) process.exit(1);

const wanted = process.argv.slice(2);
const suites = [
  ...fast(),
  suite('property'),
  suiteBeside('simulation'),
  suiteOfRealParts('integration'),
  suiteOfRealParts('security'),
  suiteOfRealParts('e2e'),
  suiteOfRealParts('lives'),
  command('tour', ['scripts/start.mjs', '--tour']),
];
const chosen = wanted.length === 0 ? suites : suites.filter(({ name }) => wanted.includes(name));
process.exitCode = (await runSuites(chosen)) ? 0 : 1;
