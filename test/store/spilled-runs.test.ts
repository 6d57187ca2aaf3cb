import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { externalSort } from '../../src/reporting/external-sort.ts';
import { spilledRuns } from '../../src/store/spilled-runs.ts';
import { abandoned } from '../support/abandoned.ts';

test('lines come back from the disk as they were, across the borders of what is read at a time', () => {
  const runs = spilledRuns();
  try {
    // 12 MB in six runs, with characters of one to four bytes.
    const lines = Array.from({ length: 60_000 }, (_, i) => `${(i * 7919) % 60_000} ${'aé€😀'.repeat(12)}`);
    const sort = externalSort(runs, 1_000_000);
    for (const line of lines) sort.add(line);
    expect([...sort.sorted()].flat()).toEqual([...lines].sort());
  } finally {
    runs.remove();
  }
});

test('an empty line is a line', () => {
  const runs = spilledRuns();
  try {
    expect([...runs.keep([['', 'a'], ['']]).read()].flat()).toEqual(['', 'a', '']);
  } finally {
    runs.remove();
  }
});

test('runs of a process that was killed go with the next that spills', () => {
  const left = abandoned(tmpdir(), 'folder');
  const runs = spilledRuns();
  try {
    runs.keep([['a']]);
    expect(existsSync(left)).toBe(false);
  } finally {
    runs.remove();
  }
});
