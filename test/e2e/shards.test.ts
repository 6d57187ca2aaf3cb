import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isThorough } from '../support/sample-size.ts';
import { filesIn, gcforecast, type TestWorld, temporaryFolder, testWorld } from '../support/test-world.ts';
import { csvOf, weekly } from './history-csv.ts';
import { PROGRAM, runProgram, startProcess } from './program-process.ts';
import { queueHistoriesCsv } from './queue-histories.ts';

const AS_OF = ['--as-of', '2026-01-05T00:00:00Z'];
const FORECAST = ['forecast', '--model', 'prophet', '--history', 'queues.csv', '--by', 'queue', ...AS_OF];
const SHARDS = [0, 1, 2, 3];

let history: string;
beforeAll(() => {
  // The last queue never had a contact.
  history =
    queueHistoriesCsv(24, 120) +
    queueHistoriesCsv(25, 120).split('\n').slice(-121).join('\n').replaceAll(/\d+$/gm, '0');
});

const partOf = (shard: number, of: number, name: string): string => `parts/part-0000${shard}-of-0000${of}/${name}`;

describe('in processes of their own', () => {
  test.each(isThorough ? ['csv', 'json'] : ['json'])(
    'four shards, one of them killed and run again, merge to the %s file of one machine, byte for byte',
    async (format) => {
      const cwd = temporaryFolder();
      writeFileSync(join(cwd, 'queues.csv'), history);
      const whole = await runProgram([...FORECAST, '--output', `whole.${format}`], { cwd });
      expect(whole.exitCode).toBe(7);
      const shard = (i: number) => [...FORECAST, '--shard', `${i}/4`, '--output', 'parts'];

      const killed = startProcess(process.execPath, [PROGRAM, ...shard(2).with(2, '-')], { cwd });
      killed.child.stdin.write(history.slice(0, 1000), () => killed.child.kill('SIGKILL'));
      const others = await Promise.all([0, 1, 3].map((i) => runProgram(shard(i), { cwd })));
      expect((await killed.ended).exitCode).toBeNull();
      for (const { exitCode } of others) expect([0, 7]).toContain(exitCode);
      const early = await runProgram(['merge', 'parts', '--output', `merged.${format}`], { cwd });
      expect(early).toMatchObject({ exitCode: 5, stdout: '' });
      expect(early.stderr).toMatch(/^error: part 2\/4 is missing or not complete\nhint: .*--shard 2\/4/);

      const again = await runProgram(shard(2), { cwd });
      expect([0, 7]).toContain(again.exitCode);
      const merged = await runProgram(['merge', 'parts', '--output', `merged.${format}`], { cwd });
      expect(merged.exitCode).toBe(7);
      expect(merged.stdout).toContain('Merged 4 parts: 24 series, 1 not forecast, 720 rows\n');
      expect(merged.stdout).toContain('not forecast: Queue 24: all 120 values of the history are 0\n');
      const [one, other] = ['merged', 'whole'].map((name) => readFileSync(join(cwd, `${name}.${format}`)));
      expect(one.equals(other)).toBe(true);
    },
  );
});

/** A world with the parts of a run of so many shards. */
async function sharded(of: number, options: readonly string[] = []): Promise<TestWorld> {
  const world = testWorld();
  writeFileSync(join(world.cwd, 'queues.csv'), history);
  for (let i = 0; i < of; i++) await runShard(world, i, of, options);
  return world;
}

const runShard = (world: TestWorld, index: number, of: number, options: readonly string[] = []) =>
  gcforecast(world, [...FORECAST, '--shard', `${index}/${of}`, '--output', 'parts', ...options]);

const merge = (world: TestWorld, ...options: string[]) => gcforecast(world, ['merge', 'parts', ...options]);

const read = (world: TestWorld, path: string): string => readFileSync(join(world.cwd, path), 'utf8');

describe('a part', () => {
  test('is a forecast document and a success mark in a folder of its own, and nothing is left beside them', async () => {
    const world = await sharded(1);
    expect(filesIn(join(world.cwd, 'parts'))).toEqual([
      'part-00000-of-00001/forecast.json',
      'part-00000-of-00001/success.json',
    ]);
    const document = JSON.parse(read(world, partOf(0, 1, 'forecast.json')));
    expect(document.schema).toBe('gcforecast/forecast@1');
    expect(JSON.parse(read(world, partOf(0, 1, 'success.json')))).toMatchObject({
      schema: 'gcforecast/part@1',
      shard: 0,
      of: 1,
      rows: 720,
      series: 24,
      failed: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      made: { asOf: '2026-01-05T00:00:00Z', timeZone: 'UTC', days: 30, by: ['queue'] },
    });
  });

  test('has the key of its series also when there is only one', async () => {
    const world = await sharded(24);
    const documents = Array.from({ length: 24 }, (_, i) => {
      const shard = String(i).padStart(5, '0');
      return JSON.parse(read(world, `parts/part-${shard}-of-00024/forecast.json`));
    });
    const keys = documents.flatMap(({ series }) => series.map(({ key }: { key: object }) => key));
    expect(keys).toHaveLength(24);
    for (const key of keys) expect(key).toEqual({ queueId: expect.any(String), queueName: expect.any(String) });
    // By the pigeonhole principle: 25 series, 24 shards, and some have two or more.
    expect(documents.some(({ series }) => series.length === 1)).toBe(true);
  });

  test('without series is a part too, and the whole is complete with it', async () => {
    const world = testWorld();
    writeFileSync(join(world.cwd, 'queues.csv'), csvOf(weekly(90)));
    const total = ['forecast', '--model', 'prophet', '--history', 'queues.csv', ...AS_OF];
    await gcforecast(world, [...total, '--output', 'whole.csv']);
    for (const i of SHARDS) {
      const ran = await gcforecast(world, [...total, '--shard', `${i}/4`, '--output', 'parts']);
      expect(ran.exitCode).toBe(0);
    }
    const series = SHARDS.map((i) => JSON.parse(read(world, partOf(i, 4, 'success.json'))).series);
    expect(series.toSorted()).toEqual([0, 0, 0, 1]);
    expect((await merge(world, '--output', 'merged.csv')).exitCode).toBe(0);
    expect(read(world, 'merged.csv')).toBe(read(world, 'whole.csv'));
  });

  test('is replaced by a rerun, which leaves the others alone', async () => {
    const world = await sharded(2);
    const before = [0, 1].map((i) => read(world, partOf(i, 2, 'success.json')));
    const ran = await runShard(world, 1, 2, ['--days', '7']);
    expect([0, 7]).toContain(ran.exitCode);
    expect(read(world, partOf(0, 2, 'success.json'))).toBe(before[0]);
    expect(JSON.parse(read(world, partOf(1, 2, 'success.json'))).made.days).toBe(7);
  });

  test('is told of on stdout: its mark as JSON, or a line and its path', async () => {
    const world = await sharded(1);
    const plain = await runShard(world, 0, 1);
    expect(plain.stdout).toBe(
      'Shard 0 of 1: 24 series forecast, 1 not, 720 rows\n\nwritten: parts/part-00000-of-00001\n',
    );
    const json = await runShard(world, 0, 1, ['--json']);
    expect(json.stdout).toBe(read(world, partOf(0, 1, 'success.json')));
  });
});

describe('--shard is refused with exit code 2', () => {
  test.each([
    [
      'without --as-of',
      ['forecast', '--model', 'prophet', '--history', 'queues.csv', '--shard', '0/2', '--output', 'parts'],
      '--as-of',
    ],
    ['with a file as --output', [...FORECAST, '--shard', '0/2', '--output', 'out.csv'], 'names a folder'],
    ['with stdout as --output', [...FORECAST, '--shard', '0/2', '--output', '-'], 'names a folder'],
    ['with a folder that is a file', [...FORECAST, '--shard', '0/2', '--output', 'queues'], 'cannot make the folder'],
    ['with a share that there is not', [...FORECAST, '--shard', '2/2', '--output', 'parts'], 'no share 2 of 2'],
    ['as auto outside an array job', [...FORECAST, '--shard', 'auto', '--output', 'parts'], 'no array job'],
  ])('%s', async (_, argv, message) => {
    const world = testWorld();
    writeFileSync(join(world.cwd, 'queues.csv'), history);
    writeFileSync(join(world.cwd, 'queues'), '');
    const ran = await gcforecast(world, argv);
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(filesIn(world.cwd)).toEqual(['queues', 'queues.csv']);
  });

  test('but the variables of a batch system alone make no shard', async () => {
    const world = { ...testWorld({ env: { JOB_COMPLETION_INDEX: '1', GCFORECAST_SHARD_COUNT: '2' } }) };
    writeFileSync(join(world.cwd, 'queues.csv'), history);
    await gcforecast(world, [...FORECAST, '--output', 'whole.csv']);
    expect(filesIn(world.cwd)).toEqual(['queues.csv', 'whole.csv']);
  });
});

test('--shard auto takes the share that the batch system names', async () => {
  const world = { ...testWorld({ env: { JOB_COMPLETION_INDEX: '1', GCFORECAST_SHARD_COUNT: '2' } }) };
  writeFileSync(join(world.cwd, 'queues.csv'), history);
  await gcforecast(world, [...FORECAST, '--shard', 'auto', '--output', 'parts']);
  expect(filesIn(join(world.cwd, 'parts'))).toContain('part-00001-of-00002/success.json');
});

describe('merge refuses, and writes nothing', () => {
  const cases: { what: string; spoil: (world: TestWorld) => unknown; exitCode: number; error: string }[] = [
    {
      what: 'parts that are missing, naming them',
      spoil: ({ cwd }) => {
        rmSync(join(cwd, 'parts/part-00000-of-00003'), { recursive: true });
        rmSync(join(cwd, partOf(2, 3, 'success.json')));
      },
      exitCode: 5,
      error: 'parts 0/3, 2/3 are missing or not complete',
    },
    {
      what: 'a part that was changed after it was written',
      spoil: (world) => {
        const text = read(world, partOf(1, 3, 'forecast.json'));
        writeFileSync(join(world.cwd, partOf(1, 3, 'forecast.json')), text.replace('"forecast": ', '"forecast": 1'));
      },
      exitCode: 5,
      error: 'part 1/3 is damaged',
    },
    {
      what: 'a part that was cut short',
      spoil: (world) => {
        const text = read(world, partOf(1, 3, 'forecast.json'));
        writeFileSync(join(world.cwd, partOf(1, 3, 'forecast.json')), text.slice(0, 4096));
      },
      exitCode: 5,
      error: 'part 1/3 is damaged',
    },
    {
      what: 'a mark that is no JSON',
      spoil: ({ cwd }) => writeFileSync(join(cwd, partOf(1, 3, 'success.json')), '{"schema"'),
      exitCode: 5,
      error: 'part 1/3 is damaged',
    },
    {
      what: 'a mark of another part',
      spoil: (world) =>
        writeFileSync(join(world.cwd, partOf(1, 3, 'success.json')), read(world, partOf(2, 3, 'success.json'))),
      exitCode: 5,
      error: 'part 1/3 is damaged',
    },
    {
      what: 'parts of different options, naming the option',
      spoil: (world) => runShard(world, 1, 3, ['--interval-width', '0.95']),
      exitCode: 2,
      error: 'parts 0/3 and 1/3 were made differently: intervalWidth is 0.8 and 0.95',
    },
    {
      what: 'parts of different moments',
      spoil: (world) => runShard(world, 2, 3, ['--as-of', '2026-01-06T00:00:00Z']),
      exitCode: 2,
      error: 'asOf is "2026-01-05T00:00:00Z" and "2026-01-06T00:00:00Z"',
    },
    {
      what: 'parts of different histories',
      spoil: (world) => {
        writeFileSync(join(world.cwd, 'queues.csv'), history.replace(/\d+\n/, '1\n'));
        return runShard(world, 2, 3);
      },
      exitCode: 2,
      error: 'history is "sha256:',
    },
    {
      what: 'parts of runs of different shards',
      spoil: (world) => runShard(world, 0, 2),
      exitCode: 2,
      error: 'holds parts of 2 and of 3 shards',
    },
    {
      what: 'a folder without parts',
      spoil: ({ cwd }) => {
        for (const i of [0, 1, 2]) rmSync(join(cwd, `parts/part-0000${i}-of-00003`), { recursive: true });
      },
      exitCode: 5,
      error: 'there are no parts in',
    },
    {
      what: 'a folder that there is not',
      spoil: ({ cwd }) => rmSync(join(cwd, 'parts'), { recursive: true }),
      exitCode: 2,
      error: 'cannot read the folder',
    },
  ];
  test.each(cases)('$what: exit code $exitCode', async ({ spoil, exitCode, error }) => {
    const world = await sharded(3);
    await spoil(world);
    const ran = await merge(world, '--output', 'merged.csv');
    expect(ran).toMatchObject({ exitCode, stdout: '' });
    expect(ran.stderr).toContain(error);
    expect(ran.stderr).toMatch(/^hint: /m);
    expect(filesIn(world.cwd)).not.toContain('merged.csv');
  });

  test('parts without any series that could be forecast: exit code 5 with the reason', async () => {
    const world = testWorld();
    writeFileSync(join(world.cwd, 'queues.csv'), history.replaceAll(/\d+$/gm, '0'));
    for (const i of [0, 1]) expect((await runShard(world, i, 2)).exitCode).toBe(7);
    const ran = await merge(world);
    expect(ran.exitCode).toBe(5);
    expect(ran.stderr).toContain('all 120 values of the history are 0');
  });
});

test('what a killed run has left beside the parts is passed over', async () => {
  const world = await sharded(2);
  writeFileSync(join(world.cwd, partOf(0, 2, '.gcforecast-17-abc.tmp')), '{"schema": "gcfor');
  writeFileSync(join(world.cwd, 'parts/notes.txt'), 'mine');
  expect((await merge(world)).exitCode).toBe(7);
});

test('handle times, which only the service knows, come through as well', async () => {
  const world = testWorld();
  const recorded = [
    'forecast',
    '--model',
    'prophet',
    '--replay',
    resolve('fixtures/recordings/demo'),
    '--queue',
    'Billing',
    '--by',
    'queue,media',
  ];
  for (const i of [0, 1]) {
    expect((await gcforecast(world, [...recorded, '--shard', `${i}/2`, '--output', 'parts'])).exitCode).toBe(0);
  }
  await gcforecast(world, [...recorded, '--output', 'whole.csv']);
  await merge(world, '--output', 'merged.csv');
  expect(read(world, 'merged.csv')).toBe(read(world, 'whole.csv'));
  expect(read(world, 'whole.csv')).toMatch(/^.*,forecasted_aht_seconds\n/);
});

test('--json prints the merged document', async () => {
  const world = await sharded(2);
  const ran = await merge(world, '--json', '--output', 'merged.json');
  expect(ran.stdout).toBe(read(world, 'merged.json'));
});
