/** Runs named suites one after another, prints the time of each, and closes with one line of counts. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './setup/dependencies.mjs';

const out = join(root, 'out', 'test');

/** A command that holds or not, counted as one test. */
export const command = (name, args) => ({
  name,
  run: async () =>
    (await run(args)) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 },
});

/** A project of vitest.config.ts. */
export const suite = (name, more = []) => ({
  name,
  run: async () => {
    const report = join(out, `${name}.json`);
    rmSync(report, { force: true });
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
    const vitest = join('node_modules', 'vitest', 'vitest.mjs');
    const code = await run([vitest, 'run', '--project', name, '--passWithNoTests', ...reporters, ...more]);
    // A suite that dies before its report counts as a failure, whatever it had printed.
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
    const counted = JSON.parse(readFileSync(report, 'utf8'));
    const failed =
      counted.numFailedTests +
      counted.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length;
    return {
      passed: counted.numPassedTests,
      failed: code === 0 ? failed : Math.max(1, failed),
      skipped: counted.numPendingTests + counted.numTodoTests,
    };
  },
});

/** Runs them all, also after a failure; answers whether none failed. */
export async function runSuites(suites) {
  mkdirSync(out, { recursive: true });
  const rows = [];
  for (const { name, run: play } of suites) {
    const start = performance.now();
    console.log(`\n── ${name}`);
    const counts = await play();
    rows.push({ name, ...counts, seconds: (performance.now() - start) / 1000 });
  }
  console.log('\nsuite                 seconds   passed   failed  skipped');
  for (const row of rows)
    console.log(
      row.name.padEnd(20) +
        row.seconds.toFixed(1).padStart(9) +
        [row.passed, row.failed, row.skipped].map((n) => String(n).padStart(9)).join(''),
    );
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0;
}
