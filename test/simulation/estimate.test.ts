import { beforeAll, describe, expect, it } from 'vitest';
import { estimate, estimateDifference } from '../../src/simulation/estimate.ts';
import { abandonment, asaSeconds, type Measure, serviceLevel } from '../../src/simulation/measures.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import type { Tally } from '../../src/simulation/tally.ts';
import { erlangA } from '../../src/staffing/erlang-a.ts';
import { sampleSize } from '../support/sample-size.ts';
import { singleQueue } from './scenarios.ts';

/** Tallies that hold nothing but the sums of a ratio, and the measure that reads them. */
const tallies = (...ratios: readonly (readonly [number, number])[]): Tally[] =>
  ratios.map(([busySeconds, onQueueSeconds]) => ({
    measuredSeconds: 1,
    contactTypes: [],
    agentGroups: [{ answered: 0, busySeconds, onQueueSeconds }],
  }));
const ratio: Measure = ({ agentGroups: [{ busySeconds, onQueueSeconds }] }) => ({
  numerator: busySeconds,
  denominator: onQueueSeconds,
});

describe('an estimate', () => {
  it('is sum over sum, and by hand with the jackknife', () => {
    // Sums 6/12; without each: 5/10, 4/8, 3/6 when the ratios agree, 5/8, 4/9, 3/7 when they do not.
    expect(estimate(tallies([1, 2], [2, 4], [3, 6]), ratio, 0.9)).toMatchObject({
      value: 0.5,
      standardError: 0,
      halfWidth: 0,
    });
    const [a, b, c] = [5 / 8, 4 / 9, 3 / 7];
    const mean = (a + b + c) / 3;
    const standardError = Math.sqrt((2 / 3) * ((a - mean) ** 2 + (b - mean) ** 2 + (c - mean) ** 2));
    const found = estimate(tallies([1, 4], [2, 3], [3, 5]), ratio, 0.9);
    expect(found?.value).toBe(0.5);
    expect(found?.standardError).toBeCloseTo(standardError, 14);
    // scipy.stats.t.ppf(0.95, 2)
    expect(found?.halfWidth).toBeCloseTo(2.9199855803537242 * standardError, 12);
    expect(found?.replications).toBe(3);
  });

  it('of equal denominators is the mean with the textbook standard error', () => {
    const values = [0.2, 0.5, 0.35, 0.6, 0.1];
    const mean = 0.35;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
    const found = estimate(tallies(...values.map((value) => [value, 1] as const)), ratio, 0.95);
    expect(found?.value).toBeCloseTo(mean, 14);
    expect(found?.standardError).toBeCloseTo(deviation / Math.sqrt(5), 14);
  });

  it('of a change is exact when the change is the same in every replication', () => {
    const before = tallies([1, 10], [3, 10], [8, 10]);
    const after = tallies([2, 10], [4, 10], [9, 10]);
    const found = estimateDifference(before, after, ratio, 0.95);
    expect(found?.value).toBeCloseTo(0.1, 14);
    expect(found?.halfWidth).toBeCloseTo(0, 12);
  });

  it('does not exist when nothing was counted, or all of it in one replication', () => {
    expect(estimate(tallies([0, 0], [0, 0]), ratio, 0.95)).toBeUndefined();
    expect(estimate(tallies([1, 2], [0, 0], [0, 0]), ratio, 0.95)).toBeUndefined();
    expect(estimateDifference(tallies([1, 2], [1, 2]), tallies([0, 0], [0, 0]), ratio, 0.95)).toBeUndefined();
  });

  it('refuses one replication, unequal numbers of them and impossible levels', () => {
    expect(() => estimate(tallies([1, 2]), ratio, 0.95)).toThrow(RangeError);
    expect(() => estimateDifference(tallies([1, 2], [1, 2]), tallies([1, 2]), ratio, 0.95)).toThrow(RangeError);
    for (const level of [0, 1, Number.NaN])
      expect(() => estimate(tallies([1, 2], [1, 2]), ratio, level)).toThrow(RangeError);
  });
});

describe('a nominal 95 % interval', () => {
  const EXPERIMENTS = sampleSize(250, 1000);
  const REPLICATIONS = 20;
  const one = { agents: 5, erlangs: 4.5, ahtSeconds: 240, patienceSeconds: 200, withinSeconds: 20 };
  const demand = { contactsPerInterval: one.erlangs, intervalSeconds: one.ahtSeconds, ahtSeconds: one.ahtSeconds };
  const exact = erlangA(demand, one.patienceSeconds, one.agents, one.withinSeconds);
  if (exact.state !== 'stable') throw new Error('the queue is empty');
  const model = singleQueue(one, 12, 60, 6);
  let experiments: Tally[][];
  beforeAll(() => {
    experiments = Array.from({ length: EXPERIMENTS }, (_, seed) =>
      Array.from({ length: REPLICATIONS }, (_, replication) => simulateReplication(model, seed, replication)),
    );
  });

  // Three standard errors of the share.
  const ALLOWED = sampleSize(0.04, 0.02);
  it.each([
    ['service level', serviceLevel([0], 'offered'), exact.answeredWithinFraction],
    ['abandonment', abandonment([0]), exact.abandonedFraction],
    ['average speed of answer', asaSeconds([0]), exact.asaSeconds],
  ])('of the %s holds the value of Erlang A in 95 % of the experiments', (_, measure, truth) => {
    const covering = experiments.filter((run) => {
      const found = estimate(run, measure, 0.95);
      return found !== undefined && Math.abs(found.value - truth) <= found.halfWidth;
    });
    expect(Math.abs(covering.length / EXPERIMENTS - 0.95)).toBeLessThanOrEqual(ALLOWED);
  });
});
