/** `npm run test:security`: every test that `docs/security.md` names, in whatever suite it stands. */
import { ensureDependencies } from './setup/dependencies.mjs';
import { securityTable } from './security-table.mjs';
import { prepareSuites } from './test-preparation.mjs';
import { runSuites, suite } from './suites.mjs';

ensureDependencies();
if (!(await prepareSuites())) process.exit(1);
const files = [...new Set(securityTable().flatMap(({ tests }) => tests))];
const suites = ['unit', 'property', 'integration', 'security', 'e2e'].flatMap((name) => {
  const own = files.filter((file) => file.startsWith(`test/${name}/`));
  // Without a file vitest would run the whole project.
  return own.length === 0 ? [] : [suite(name, own)];
});
process.exitCode = (await runSuites(suites)) ? 0 : 1;
