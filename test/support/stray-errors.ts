import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/**
 * Writes what broke a run without failing one of its tests (a promise nobody waited for, a worker that fell over) to the
 * file named by `CANDOUR_STRAY_ERRORS`, as a JSON list of `{file, line}`, with the test file that was being played, where
 * it is known: vitest's own JSON report leaves such errors out.
 */
export default class StrayErrors implements Reporter {
  onTestRunEnd: Required<Reporter>['onTestRunEnd'] = (_modules, errors) => {
    const file = process.env.CANDOUR_STRAY_ERRORS;
    if (file === undefined) return;
    const strays = errors.map((error) => ({
      file: typeof error['VITEST_TEST_PATH'] === 'string' ? error['VITEST_TEST_PATH'] : null,
      line: `${error.name ?? 'Error'}: ${error.message} ${String(error['VITEST_TEST_NAME'] ?? '')}`.trim(),
    }));
    writeFileSync(file, JSON.stringify(strays));
  };
}
