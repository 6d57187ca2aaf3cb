import { beforeAll, describe, expect, it } from 'vitest';
import { Arrivals } from '../../src/simulation/arrivals.ts';
import { simulationModel } from '../../src/simulation/model.ts';
import { sampleSize } from '../support/sample-size.ts';
import { agentGroup, constant, contactType, scenario } from './scenarios.ts';

const RATES = [
  [30, 0, 60, 5],
  [0, 12, 0, 0],
];
const REPLICATIONS = sampleSize(500, 2000);

const model = (variationFraction: number, intervalsPerBlock = 2) =>
  simulationModel(
    scenario({
      intervals: 4,
      intervalSeconds: 900,
      contactTypes: RATES.map((arrivalsPerInterval) => contactType({ arrivalsPerInterval })),
      agentGroups: [agentGroup({ agentsPerInterval: constant(1, 4) })],
      busyness: { variationFraction, intervalsPerBlock },
    }),
  );

/** Contacts by type and interval. */
function counts(variationFraction: number, replication: number): number[][] {
  const found = RATES.map((rates) => rates.map(() => 0));
  const arrivals = new Arrivals(model(variationFraction), 5, replication);
  for (; arrivals.seconds < Number.POSITIVE_INFINITY; arrivals.advance())
    found[arrivals.type][Math.floor(arrivals.seconds / 900)]++;
  return found;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const covariance = (a: readonly number[], b: readonly number[]): number =>
  mean(a.map((value, i) => (value - mean(a)) * (b[i] - mean(b))));

describe('arrivals', () => {
  let runs: number[][][];
  beforeAll(() => {
    runs = Array.from({ length: REPLICATIONS }, (_, replication) => counts(0, replication));
  });

  it('are Poisson counts with the expected mean in every interval', () => {
    RATES.forEach((rates, type) => {
      rates.forEach((rate, interval) => {
        const values = runs.map((run) => run[type][interval]);
        // Four standard errors; the variance of the variance of Poisson counts is near 2 λ² + λ.
        expect(Math.abs(mean(values) - rate)).toBeLessThanOrEqual(4 * Math.sqrt(rate / REPLICATIONS));
        const error = Math.sqrt((2 * rate * rate + rate) / REPLICATIONS);
        expect(Math.abs(covariance(values, values) - rate)).toBeLessThanOrEqual(4 * error);
      });
    });
  });

  it('of different intervals and types do not depend on each other', () => {
    const [first, third, other] = [
      [0, 0],
      [0, 2],
      [1, 1],
    ].map(([type, i]) => runs.map((run) => run[type][i]));
    for (const [a, b] of [
      [first, third],
      [third, other],
    ])
      expect(Math.abs(covariance(a, b)) / Math.sqrt(covariance(a, a) * covariance(b, b))).toBeLessThan(
        4 / Math.sqrt(REPLICATIONS),
      );
  });

  it('come in order of time, evenly within an interval', () => {
    const positions: number[] = [];
    for (let replication = 0; replication < sampleSize(40, 200); replication++) {
      const run = new Arrivals(model(0), 6, replication);
      let last = 0;
      for (; run.seconds < Number.POSITIVE_INFINITY; run.advance()) {
        expect(run.seconds).toBeGreaterThanOrEqual(last);
        last = run.seconds;
        positions.push((last / 900) % 1);
      }
    }
    expect(positions.length).toBeGreaterThan(sampleSize(40, 200) * 90);
    expect(Math.abs(mean(positions) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * positions.length));
  });

  it('of busy days are more in all types of a block together, with the same mean', () => {
    const variation = 0.3;
    const busy = Array.from({ length: REPLICATIONS }, (_, replication) => counts(variation, replication));
    const first = busy.map(([[count]]) => count);
    const sameBlock = busy.map(([, [, count]]) => count);
    const nextBlock = busy.map(([[, , count]]) => count);
    // Of a gamma factor G: variance λ + λ² Var G; within a block the covariance is λ₁ λ₂ Var G. Four standard errors, roughly.
    const spread = 30 + 900 * variation ** 2;
    expect(Math.abs(mean(first) - 30)).toBeLessThan(4 * Math.sqrt(spread / REPLICATIONS));
    expect(Math.abs(covariance(first, first) / spread - 1)).toBeLessThan(4 * Math.sqrt(2.5 / REPLICATIONS));
    const correlation = (a: number[], b: number[]) => covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
    const expected = (30 * 12 * variation ** 2) / Math.sqrt(spread * (12 + 144 * variation ** 2));
    expect(Math.abs(correlation(first, sameBlock) - expected)).toBeLessThan(4 / Math.sqrt(REPLICATIONS));
    expect(Math.abs(correlation(first, nextBlock))).toBeLessThan(4 / Math.sqrt(REPLICATIONS));
  });
});
