import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fnv1a32, readShard, shardOf } from '../../../../src/cli/commands/forecast/shard.ts';

describe('--shard', () => {
  test('<i>/<n> is share i, counted from 0, of n', () => {
    expect(readShard('0/1', {})).toEqual({ index: 0, of: 1 });
    expect(readShard('3/4', {})).toEqual({ index: 3, of: 4 });
    expect(readShard('9999/10000', {})).toEqual({ index: 9999, of: 10_000 });
  });

  test.each(['4/4', '1/0', '0/10001', '-1/4', '1', '1/', 'a/b', '0x1/4', '1.5/4', '', 'AUTO'])(
    '%j is refused with exit code 2',
    (text) => {
      expect(() => readShard(text, {})).toThrow(expect.objectContaining({ exitCode: 2, hint: expect.any(String) }));
    },
  );

  test('the variables of a batch system count only when auto is given', () => {
    expect(readShard('0/2', { AWS_BATCH_JOB_ARRAY_INDEX: '5', AWS_BATCH_JOB_ARRAY_SIZE: '8' })).toEqual({
      index: 0,
      of: 2,
    });
  });
});

describe('--shard auto', () => {
  test.each([
    ['a Kubernetes Indexed Job', { JOB_COMPLETION_INDEX: '2', GCFORECAST_SHARD_COUNT: '5' }, { index: 2, of: 5 }],
    ['an AWS Batch array', { AWS_BATCH_JOB_ARRAY_INDEX: '0', AWS_BATCH_JOB_ARRAY_SIZE: '3' }, { index: 0, of: 3 }],
    [
      'a Slurm array that starts at 1',
      { SLURM_ARRAY_TASK_ID: '8', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_MIN: '1' },
      { index: 7, of: 8 },
    ],
  ])('is the index and the size of %s', (_, env, shard) => {
    expect(readShard('auto', env)).toEqual(shard);
  });

  test.each([
    ['no array job', {}, 'no array job'],
    ['a count that is not set', { JOB_COMPLETION_INDEX: '2' }, 'GCFORECAST_SHARD_COUNT is not set'],
    [
      'a count that is no number',
      { AWS_BATCH_JOB_ARRAY_INDEX: '1', AWS_BATCH_JOB_ARRAY_SIZE: 'many' },
      'AWS_BATCH_JOB_ARRAY_SIZE is no whole number: many',
    ],
    [
      'a Slurm array with gaps',
      { SLURM_ARRAY_TASK_ID: '6', SLURM_ARRAY_TASK_COUNT: '4', SLURM_ARRAY_TASK_MIN: '0' },
      'there is no share 6 of 4',
    ],
  ])('refuses %s with exit code 2, naming it', (_, env, message) => {
    expect(() => readShard('auto', env)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });
});

// From the list of the authors, http://www.isthe.com/chongo/src/fnv/test_fnv.c, 32-bit FNV-1a.
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['b', 0xe70c2de5],
  ['foobar', 0xbf9cf968],
])('the hash of %j is the one of its authors', (text, hash) => {
  expect(fnv1a32(text)).toBe(hash);
});

const seriesKey = fc.record({ queueId: fc.uuid(), mediaType: fc.constantFrom('voice', 'chat', 'email') });
const shards = fc.integer({ min: 1, max: 100 });

test('every series belongs to exactly one shard, and a new name of its queue changes nothing', () => {
  fc.assert(
    fc.property(seriesKey, shards, fc.string(), (key, of, queueName) => {
      const shard = shardOf(key, of);
      expect(Number.isInteger(shard) && shard >= 0 && shard < of).toBe(true);
      expect(shardOf({ ...key, queueName }, of)).toBe(shard);
    }),
  );
});

test('queues without an id are told apart by name, and all contacts are one series', () => {
  const names = Array.from({ length: 50 }, (_, i) => shardOf({ queueName: `Queue ${i}` }, 4));
  expect(new Set(names).size).toBe(4);
  expect(shardOf({}, 1)).toBe(0);
});

test('shards of many queues are of like size', () => {
  const keys = fc.sample(seriesKey, { numRuns: 4000, seed: 1 });
  const sizes = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const key of keys) sizes[shardOf(key, 8)]++;
  // 500 each, with a standard deviation of 21 for a fair hash: four of these.
  for (const size of sizes) expect(Math.abs(size - 500)).toBeLessThan(84);
});
