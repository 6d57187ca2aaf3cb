import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Tests write thousands of small files and wait until each is on the disk; in memory, where there is room for that, nothing waits.
if (process.env['TMPDIR'] === undefined && existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    // Twice the cores of a small machine: many tests wait for processes, disks and servers, but each worker warms up on its own.
    maxWorkers: 4,
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
