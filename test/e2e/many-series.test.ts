import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { isThorough } from '../support/sample-size.ts';
import { filesIn, temporaryFolder } from '../support/test-world.ts';
import { linesOf } from './forecast-file.ts';
import { PROGRAM, runProgram, startProcess } from './program-process.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

// Enough work for threads, as the last tests prove.
const QUEUES = 120;
const SILENT_QUEUE = 'f0000000-0000-4000-8000-000000000000';
const FORECAST = [
  'forecast',
  '--model',
  'prophet',
  '--history',
  'queues.csv',
  '--by',
  'queue',
  '--as-of',
  '2026-01-05T00:00:00Z',
];

let history: string;
beforeAll(() => {
  history = queueHistoriesCsv(QUEUES, 500);
});

function folderWith(text: string): string {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'queues.csv'), text);
  return cwd;
}

const silentQueue = (): string =>
  Array.from({ length: 90 }, (_, day) => {
    const date = new Date(Date.UTC(2024, 1, 16 + day)).toISOString().slice(0, 10);
    return `${SILENT_QUEUE},Queue 500,${date},0\n`;
  }).join('');

test.each(isThorough ? ['csv', 'json'] : ['json'])(
  'the %s file is the same, byte for byte, for any number of threads',
  async (format) => {
    const cwd = folderWith(history);
    const files: Buffer[] = [];
    for (const jobs of isThorough ? ['1', '2', '3'] : ['1', '3']) {
      const output = `${jobs}.${format}`;
      const ran = await runProgram([...FORECAST, '--jobs', jobs, '--output', output], { cwd });
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
      files.push(readFileSync(join(cwd, output)));
    }
    const [one, ...more] = files;
    for (const other of more) expect(other.equals(one)).toBe(true);
  },
);

test('series are written in the order of their queues, whatever thread is done first; progress counts them', async () => {
  const cwd = folderWith(history);
  const ran = await runProgram([...FORECAST, '--jobs', '2', '--output', 'out.csv', '--verbose'], { cwd });
  const names = linesOf(readFileSync(join(cwd, 'out.csv'), 'utf8')).map((line) => line['queue_name']);
  const queues = names.filter((name, i) => name !== names[i - 1]);
  expect(queues).toEqual(Array.from({ length: QUEUES }, (_, i) => `Queue ${i}`).sort());
  expect(ran.stderr).toContain(`forecasting series 0/${QUEUES} (0 %)\n`);
});

test.each(['1', '2'])(
  'with %s threads, a series that cannot be forecast is listed with its reason and the others are forecast',
  async (jobs) => {
    const cwd = folderWith(history + silentQueue());
    const ran = await runProgram([...FORECAST, '--jobs', jobs, '--output', 'out.json'], { cwd });
    expect(ran.exitCode).toBe(7);
    expect(ran.stderr).toBe('warning: not forecast: Queue 500: all 90 values of the history are 0\n');
    const { series, failed } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
    expect(series).toHaveLength(QUEUES);
    expect(failed).toEqual([
      {
        key: { queueId: SILENT_QUEUE, queueName: 'Queue 500' },
        code: 'GCF-DATA',
        message: 'Queue 500: all 90 values of the history are 0',
      },
    ]);
  },
);

test('--jobs takes whole numbers from 1', async () => {
  const ran = await runProgram([...FORECAST, '--jobs', '0'], { cwd: temporaryFolder() });
  expect(ran.exitCode).toBe(2);
  expect(ran.stderr).toContain('whole number from 1');
});

describe('when the work of a thread goes wrong', () => {
  /** The program, with other work for its threads. */
  function programWith(work: string): string {
    const root = temporaryFolder();
    const installed = dirname(dirname(PROGRAM));
    for (const folder of ['bin', 'dist']) cpSync(join(installed, folder), join(root, folder), { recursive: true });
    writeFileSync(join(root, 'dist/workers/forecast-batch.js'), `exports.forecastBatch = ${work};\n`);
    return join(root, 'bin/gcforecast.js');
  }

  test.each([
    ['an error in the work', '() => { throw new TypeError("broken work"); }', 'broken work'],
    [
      'an error outside the work',
      '() => new Promise(() => setImmediate(() => { throw new RangeError("late fault"); }))',
      'late fault',
    ],
    ['the end of a thread', '() => process.exit(3)', 'a thread ended with code 3 before its work was done'],
  ])('%s is a defect: exit code 1, its stack with --verbose, and no file', async (_, work, message) => {
    const cwd = folderWith(history);
    const argv = [programWith(work), ...FORECAST, '--jobs', '2', '--verbose'];
    const { child, ended } = startProcess(process.execPath, argv, { cwd });
    child.stdin.end();
    const ran = await ended;
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toMatch(/^\s+at /m);
    expect(filesIn(cwd)).toEqual(['queues.csv']);
  });

  test.each([
    { signal: 'SIGINT', exitCode: 130 },
    { signal: 'SIGTERM', exitCode: 143 },
  ] as const)('$signal ends threads that are at work: exit code $exitCode at once and no file', async (given) => {
    const cwd = folderWith(history);
    const argv = [programWith('() => { for (;;); }'), ...FORECAST, '--jobs', '2', '--verbose'];
    const { child, ended } = startProcess(process.execPath, argv, { cwd });
    const heard: string[] = [];
    child.stderr.on('data', (text: string) => heard.push(text));
    await vi.waitUntil(() => heard.join('').includes('forecasting series'), { timeout: 20_000, interval: 5 });
    const startMs = performance.now();
    child.kill(given.signal);
    const ran = await ended;
    expect(performance.now() - startMs).toBeLessThan(2000);
    expect(ran.exitCode).toBe(given.exitCode);
    expect(ran.stderr).toContain(`interrupted by ${given.signal}`);
    expect(filesIn(cwd)).toEqual(['queues.csv']);
  });
});
