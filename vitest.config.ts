import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    // Three times the cores of a small machine: many tests wait for processes, disks and servers.
    maxWorkers: 6,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/support/closing-line.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // Their tests run on their own, since counting makes loops three times as slow and processes are not counted at all: formulas
      // that loop, and the commands, which are tested from outside.
      exclude: ['src/simulation/**', 'src/staffing/**', 'src/pacing/**', 'src/cli/**'],
      reporter: ['text-summary'],
      thresholds: { lines: 90, functions: 90, branches: 85, statements: 90 },
    },
  },
});
