/**
 * `npm run test:lives`: five whole lives of reports, from their receipt to their end, and the figures after them.
 * With `-- --pictures` the pictures of the guide are taken anew into docs/guide/pictures: look at each, then commit.
 */
import { ensureDependencies } from './setup/dependencies.mjs';
import { prepareSuites } from './test-preparation.mjs';
import { runSuites, suite, suiteOfRealParts } from './suites.mjs';

const args = process.argv.slice(2);
if (args.some((arg) => arg !== '--pictures')) {
  console.error('npm run test:lives [-- --pictures]');
  process.exit(2);
}
const renew = args.length > 0;
if (renew) process.env.CANDOUR_GUIDE_PICTURES = '1';
ensureDependencies();
if (!(await prepareSuites())) process.exit(1);
const lives = suiteOfRealParts('lives');
// What was renewed is held against the guide at once.
process.exitCode = (await runSuites(renew ? [lives, suite('unit', ['test/unit/guide.test.ts'])] : [lives])) ? 0 : 1;
