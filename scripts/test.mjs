/** `npm test`: everything, installing what it needs. Run one suite with `npm test -- e2e`, a file with vitest itself. */
import { ensureDependencies, run } from './setup/dependencies.mjs';

ensureDependencies();
const { ensureSystemLibraries } = await import('./setup/system.mjs');
const { electronRuntime } = await import('./setup/electron-runtime.mjs');
const { fast } = await import('./check.mjs');
const { command, runSuites, suite } = await import('./suites.mjs');

const wanted = process.argv.slice(2);
if (!ensureSystemLibraries(['postgresql', 'age', 'imagemagick', 'poppler-utils'])) process.exit(1);
await electronRuntime();
for (const flavour of [[], ['--test'], ['--test', '--demonstration']])
  if ((await run(['scripts/package.ts', ...flavour])) !== 0) process.exit(1);

const suites = [
  ...fast(),
  suite('property'),
  suite('integration'),
  suite('security'),
  suite('e2e'),
  command('tour', ['scripts/start.mjs', '--tour']),
];
const chosen = wanted.length === 0 ? suites : suites.filter(({ name }) => wanted.includes(name));
process.exitCode = (await runSuites(chosen)) ? 0 : 1;
