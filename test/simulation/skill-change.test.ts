import { describe, expect, it } from 'vitest';
import { estimate, estimateDifference } from '../../src/simulation/estimate.ts';
import { serviceLevel } from '../../src/simulation/measures.ts';
import { simulationModel } from '../../src/simulation/model.ts';
import { runToPrecision } from '../../src/simulation/precision.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import { agentGroup, constant, contactType, queue, scenario } from './scenarios.ts';

// A day from 8 to 20 o'clock in half hours, with a peak before and a smaller one after noon.
const PROFILE = [42, 58, 74, 88, 96, 98, 92, 82, 74, 72, 76, 80, 84, 82, 76, 70, 62, 54, 48, 42, 38, 34, 30, 26];
const INTERVALS = PROFILE.length;
const DAYS = 100;
const SEED = 1;

/** Two queues with agents of their own, one of whom has both skills or not. */
const day = (flexible: boolean) =>
  simulationModel(
    scenario({
      intervals: INTERVALS,
      queues: [queue({ name: 'a' }), queue({ name: 'b' })],
      contactTypes: [
        contactType({
          name: 'a',
          queue: 'a',
          skills: ['a'],
          arrivalsPerInterval: PROFILE.map((calls) => calls * 0.52),
          handleTime: { kind: 'lognormal', meanSeconds: 300, variationFraction: 0.7 },
          patience: { kind: 'exponential', meanSeconds: 150 },
        }),
        contactType({
          name: 'b',
          queue: 'b',
          skills: ['b'],
          arrivalsPerInterval: PROFILE.map((calls) => calls * 0.43),
          handleTime: { kind: 'lognormal', meanSeconds: 360, variationFraction: 0.7 },
          patience: { kind: 'exponential', meanSeconds: 150 },
        }),
      ],
      agentGroups: [
        agentGroup({ name: 'a', queues: ['a'], proficiencies: { a: 4 }, agentsPerInterval: constant(8, INTERVALS) }),
        agentGroup({ name: 'b', queues: ['b'], proficiencies: { b: 4 }, agentsPerInterval: constant(8, INTERVALS) }),
        agentGroup({
          name: 'changed',
          queues: ['a', 'b'],
          proficiencies: flexible ? { a: 3, b: 4 } : { b: 4 },
          agentsPerInterval: constant(1, INTERVALS),
        }),
      ],
    }),
  );

describe('giving an agent of queue b the skill of queue a', () => {
  const before = day(false);
  const after = day(true);
  const runs = Array.from({ length: DAYS }, (_, replication) => ({
    before: simulateReplication(before, SEED, replication),
    after: simulateReplication(after, SEED, replication),
  }));
  const difference = (types: readonly number[]) => {
    const measure = serviceLevel(types, 'offered');
    const [tallies, changed] = [runs.map((run) => run.before), runs.map((run) => run.after)];
    const [paired, first, second] = [
      estimateDifference(tallies, changed, measure, 0.95),
      estimate(tallies, measure, 0.95),
      estimate(changed, measure, 0.95),
    ];
    if (!paired || !first || !second) throw new Error('no estimate');
    return { ...paired, independentVariance: first.standardError ** 2 + second.standardError ** 2 };
  };

  it('helps queue a and harms queue b', () => {
    const [a, b] = [difference([0]), difference([1])];
    expect(a.value - a.halfWidth).toBeGreaterThan(0);
    expect(b.value + b.halfWidth).toBeLessThan(0);
  });

  it.each([
    ['queue a', [0]],
    ['queue b', [1]],
    ['both', [0, 1]],
  ])('is estimated for %s with a tenth of the variance of independent days, or less', (_, types) => {
    const { standardError, independentVariance } = difference(types);
    expect(independentVariance / standardError ** 2).toBeGreaterThan(10);
  });

  it('brings the same contacts to both', () => {
    for (const { before: one, after: other } of runs)
      expect(other.contactTypes.map(({ offered }) => offered)).toEqual(one.contactTypes.map(({ offered }) => offered));
  });

  it('is known to half a point after a pilot and the days that it asks for', () => {
    const { results, estimate: found } = runToPrecision(
      (replication) => ({
        before: simulateReplication(before, SEED, replication),
        after: simulateReplication(after, SEED, replication),
      }),
      (pairs) =>
        estimateDifference(
          pairs.map((run) => run.before),
          pairs.map((run) => run.after),
          serviceLevel([0], 'offered'),
          0.95,
        ),
      { halfWidth: 0.005, pilotReplications: 20, mostReplications: 500 },
    );
    expect(results.length).toBeLessThan(100);
    // The days after the pilot spread by chance a little more or less than those in it.
    expect(found?.halfWidth).toBeLessThan(1.2 * 0.005);
  });
});
