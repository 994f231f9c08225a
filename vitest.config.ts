import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** One project a suite, so that `npm test` can time them apart and run the end-to-end ones alone. */
const suite = (name: string, options: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...options },
});

/** Suites with properties: their stories are the same at every run, or new ones. */
const stories = { setupFiles: ['test/support/stories.ts'] };

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // By itself it leaves a core free, which of two is half; most of these tests wait for something.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      suite('unit', stories),
      suite('property', { ...stories, testTimeout: 120_000 }),
      suite('integration', { ...stories, testTimeout: 180_000 }),
      suite('simulation', { testTimeout: 5_400_000 }),
      // Real windows, as in `e2e`.
      suite('security', { ...stories, testTimeout: 180_000, fileParallelism: false }),
      // A workstation at a time: windows, displays and keystores are shared.
      suite('e2e', { testTimeout: 300_000, fileParallelism: false }),
      // As in `e2e`; what one life does, the next goes on from.
      suite('lives', { testTimeout: 300_000, fileParallelism: false }),
    ],
  },
});
