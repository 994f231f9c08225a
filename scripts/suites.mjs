/** Runs named suites one after another, prints the time of each, and closes with one line of counts. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { projectEnvironment, root, run } from './setup/dependencies.mjs';

const out = join(root, 'out', 'test');

/** Vitest's JSON report leaves out what broke a run in no test of it. */
const STRAY_ERRORS = join(root, 'test', 'support', 'stray-errors.ts');

/** A command that holds or not, counted as one test. */
export const command = (name, args) => ({
  name,
  run: async () =>
    (await run(args)) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 },
});

/**
 * One run of a project of vitest.config.ts, or of some files of it; answers its counts and the files that failed.
 * @param options of the process, beside its environment
 */
async function runProject(name, files, report, options = {}) {
  const strayFile = report.replace('.json', '-stray.json');
  for (const file of [report, strayFile]) rmSync(file, { force: true });
  const env = { ...projectEnvironment(), CANDOUR_STRAY_ERRORS: strayFile };
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, `--reporter=${STRAY_ERRORS}`];
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const code = await run([vitest, 'run', '--project', name, '--passWithNoTests', ...reporters, ...files], {
    env,
    ...options,
  });
  // A suite that dies before its report counts as a failure, whatever it had printed.
  if (!existsSync(report))
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failedFiles: [],
      failures: [`${name} died before its report`],
      passedBeside: 0,
    };
  const counted = JSON.parse(readFileSync(report, 'utf8'));
  const broken = counted.testResults.filter(({ status }) => status === 'failed');
  const stray = existsSync(strayFile) ? JSON.parse(readFileSync(strayFile, 'utf8')) : [];
  const strayFiles = stray.flatMap(({ file }) => (file === null ? [] : [file]));
  const failed = counted.numFailedTests + broken.filter((file) => file.assertionResults.length === 0).length;
  return {
    passed: counted.numPassedTests,
    failed: code === 0 ? failed : Math.max(1, failed),
    skipped: counted.numPendingTests + counted.numTodoTests,
    failedFiles: [...new Set([...broken.map(({ name }) => name), ...strayFiles])].map((file) => relative(root, file)),
    failures: [
      ...stray.map(({ file, line }) => `${file === null ? name : relative(root, file)}, in no test: ${line}`),
      ...broken.flatMap((file) => {
        const tests = file.assertionResults.filter(({ status }) => status === 'failed').map((test) => test.fullName);
        const named = tests.length === 0 ? ['(the file itself)'] : tests;
        return named.map((test) => `${relative(root, file.name)} ${test}`);
      }),
    ],
    /** Of the files that held whole. */
    passedBeside: counted.testResults
      .filter((file) => !broken.includes(file) && !strayFiles.includes(file.name))
      .reduce((sum, file) => sum + file.assertionResults.filter(({ status }) => status === 'passed').length, 0),
  };
}

/** A project of vitest.config.ts, or these files of it. */
export const suite = (name, files = []) => ({ name, run: () => runProject(name, files, join(out, `${name}.json`)) });

/**
 * A project whose tests play real windows, keystores, databases and networks on a machine that may stall: up to `most` files that
 * failed are played once more, whole and from their beginning. One that fails twice has failed; one that held the
 * second time is counted as passed and is named under the table, so that nobody overlooks it.
 */
export const suiteOfRealParts = (name, most = 3) => ({
  name,
  run: async () => {
    const first = await runProject(name, [], join(out, `${name}.json`));
    const { failedFiles } = first;
    if (failedFiles.length === 0 || failedFiles.length > most) return first;
    console.log(`\n── ${name}: once more ${failedFiles.join(', ')}`);
    const second = await runProject(name, failedFiles, join(out, `${name}-again.json`));
    const passed = first.passedBeside + second.passed;
    const unsteady = second.passed === 0 ? [] : failedFiles.filter((file) => !second.failedFiles.includes(file));
    return { passed, failed: second.failed, skipped: first.skipped, failures: second.failures, unsteady };
  },
});

/**
 * A project that waits for nothing but the processor: it takes what the suites after it leave of that, at the lowest
 * priority, and what it prints is shown when it has ended.
 */
export const suiteBeside = (name) => ({
  name,
  beside: true,
  run: async () => {
    const printed = join(out, `${name}.log`);
    const log = openSync(printed, 'w');
    const lowest = (child) => setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const options = { stdio: ['ignore', log, log], onSpawn: lowest };
    const counts = await runProject(name, [], join(out, `${name}.json`), options);
    closeSync(log);
    return { ...counts, printed: readFileSync(printed, 'utf8') };
  },
});

async function timed({ name, run: play }) {
  const start = performance.now();
  const counts = await play();
  return { name, ...counts, seconds: (performance.now() - start) / 1000 };
}

/** Runs them all, also after a failure; answers whether none failed. */
export async function runSuites(suites) {
  mkdirSync(out, { recursive: true });
  const playing = [];
  for (const each of suites) {
    console.log(`\n── ${each.name}${each.beside ? ', beside those that follow' : ''}`);
    const row = timed(each);
    playing.push(row);
    if (!each.beside) await row;
  }
  const rows = await Promise.all(playing);
  for (const { name, printed } of rows) if (printed !== undefined) console.log(`\n── ${name}\n${printed}`);
  console.log('\nsuite                 seconds   passed   failed  skipped');
  for (const row of rows)
    console.log(
      row.name.padEnd(20) +
        row.seconds.toFixed(1).padStart(9) +
        [row.passed, row.failed, row.skipped].map((n) => String(n).padStart(9)).join(''),
    );
  for (const { unsteady = [], failures = [] } of rows) {
    for (const file of unsteady) console.log(`held only the second time: ${file}`);
    for (const test of failures) console.log(`failed: ${test}`);
  }
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0;
}
