import { defineConfig } from 'vitest/config';

/** One project a suite, so that `npm test` can time them apart and run the end-to-end ones alone. */
const suite = (name: string, options: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...options },
});

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      suite('unit'),
      suite('property', { testTimeout: 120_000 }),
      suite('integration', { testTimeout: 180_000 }),
      suite('simulation', { testTimeout: 1_800_000 }),
      // Real windows, as in `e2e`.
      suite('security', { testTimeout: 180_000, fileParallelism: false }),
      // A workstation at a time: windows, displays and keystores are shared.
      suite('e2e', { testTimeout: 300_000, fileParallelism: false }),
    ],
  },
});
