import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../src/simulation/estimate.ts';
import { requiredReplications, runBatchesToPrecision, runToPrecision } from '../../src/simulation/precision.ts';

const pilot: Estimate = { value: 0.8, standardError: 0.01, halfWidth: 0.0209, levelFraction: 0.95, replications: 20 };

describe('number of replications', () => {
  // Least n with t s / √n <= h for s = 0.01 √20, by trial with scipy 1.17.1: scipy.stats.t.ppf(0.975, n - 1).
  it.each([
    [0.05, 6],
    [0.02, 22],
    [0.005, 310],
    [0.001, 7686],
  ])('for a half-width of %d is %d', (halfWidth, replications) => {
    expect(requiredReplications(pilot, halfWidth)).toBe(replications);
  });

  it('is two when the pilot shows no spread', () => {
    expect(requiredReplications({ ...pilot, standardError: 0 }, 0.01)).toBe(2);
  });

  it.each([0, -1, Number.NaN])('has no meaning for a half-width of %d', (halfWidth) => {
    expect(() => requiredReplications(pilot, halfWidth)).toThrow(RangeError);
  });
});

describe('a run to a precision', () => {
  const precision = { halfWidth: 0.005, pilotReplications: 20, mostReplications: 1000 };
  const identity = (replication: number) => replication;

  it('goes on after the pilot for as long as the pilot asks', () => {
    const { results, estimate } = runToPrecision(
      identity,
      (all) => ({ ...pilot, replications: all.length }),
      precision,
    );
    expect(results).toEqual([...Array(requiredReplications(pilot, 0.005)).keys()]);
    expect(estimate?.replications).toBe(results.length);
  });

  it('stops at the pilot when that is enough', () => {
    expect(runToPrecision(identity, () => pilot, { ...precision, halfWidth: 0.1 }).results.length).toBe(20);
  });

  it('stops at the most it may do', () => {
    expect(runToPrecision(identity, () => pilot, { ...precision, mostReplications: 30 }).results.length).toBe(30);
  });

  it('stops at the pilot when there is nothing to estimate', () => {
    const { results, estimate } = runToPrecision(identity, () => undefined, precision);
    expect(results.length).toBe(20);
    expect(estimate).toBeUndefined();
  });
});

describe('a run to a precision in batches', () => {
  const precision = { halfWidth: 0.005, pilotReplications: 20, mostReplications: 1000 };
  /** As `identity`, with the batches that were asked for. */
  const batches = () => {
    const asked: [number, number][] = [];
    const run = async (from: number, to: number) => {
      asked.push([from, to]);
      return Array.from({ length: to - from }, (_, i) => from + i);
    };
    return { asked, run };
  };

  it.each([
    [
      'the pilot asks for more',
      precision,
      [
        [0, 20],
        [20, 310],
      ],
    ],
    ['the pilot is enough', { ...precision, halfWidth: 0.1 }, [[0, 20]]],
    [
      'there is a limit',
      { ...precision, mostReplications: 30 },
      [
        [0, 20],
        [20, 30],
      ],
    ],
  ])(
    'asks for a pilot and then for all the rest at once when %s, and ends as one by one',
    async (_, wanted, ranges) => {
      const { asked, run } = batches();
      const judge = (all: readonly number[]) => ({ ...pilot, replications: all.length });
      expect(await runBatchesToPrecision(run, judge, wanted)).toEqual(runToPrecision((i) => i, judge, wanted));
      expect(asked).toEqual(ranges);
    },
  );

  it('stops at the pilot when there is nothing to estimate', async () => {
    const { asked, run } = batches();
    const { results, estimate } = await runBatchesToPrecision(run, () => undefined, precision);
    expect([results.length, estimate, asked.length]).toEqual([20, undefined, 1]);
  });

  it('fails when a batch does', async () => {
    const run = async (): Promise<number[]> => {
      throw new Error('lost');
    };
    await expect(runBatchesToPrecision(run, () => pilot, precision)).rejects.toThrow('lost');
  });
});
