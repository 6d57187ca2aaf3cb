import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pacingPlan } from '../../src/pacing/pacing-plan.ts';
import { type PredictiveHour, planPredictive } from '../../src/pacing/predictive-plan.ts';

const BOUNDS = {
  answerRateFraction: { least: 0.1, most: 0.95 },
  abandonRateFraction: { least: 0, most: 1 },
  maxAttempts: { least: 1, most: 1000 },
};
const LIMITS = { targetFraction: 0.03, mostAttemptsPerAgent: 15, bounds: BOUNDS };
const CAMPAIGN = { id: 'c', name: 'C', dialingMode: 'predictive', answerRateFraction: 0.5 };
const START = Date.UTC(2026, 3, 16, 10) / 1000;

const hour = (mean: number, upper: number, agents: number): PredictiveHour => ({
  start: START,
  answerRate: { mean, lower: mean / 2, upper },
  agents,
});

const afterOf = (hours: readonly PredictiveHour[], limits = LIMITS) =>
  planPredictive(CAMPAIGN, hours, limits).levers.map(({ name, after }) => [name, after]);

describe('the settings of a predictive campaign', () => {
  test('are those of the first hour, worked out by hand', () => {
    // 10 agents, at most 40 % of the attempts answered: 25 attempts give no more than 10 answers.
    expect(afterOf([hour(0.25, 0.4, 10), hour(0.9, 0.95, 1)])).toEqual([
      ['answerRate', 0.25],
      ['abandonRate', 0.03],
      ['maxAttempts', 25],
    ]);
  });

  test('keep to what the service takes, and say so', () => {
    const [rate] = planPredictive(CAMPAIGN, [hour(0.02, 0.04, 3)], LIMITS).levers;
    expect(rate).toMatchObject({ before: 0.5, after: 0.1, reason: expect.stringContaining('cut to what the service') });
    expect(afterOf([hour(0.99, 0.999, 0.4)])).toContainEqual(['maxAttempts', 1]);
    expect(afterOf([hour(0.99, 0.999, 0.4)])).toContainEqual(['answerRate', 0.95]);
  });

  test('A.2.11: the target of abandonment has nothing to do with the answer rate', () => {
    for (const mean of [0.1, 0.3, 0.9]) expect(afterOf([hour(mean, mean, 5)])).toContainEqual(['abandonRate', 0.03]);
  });

  test.each<[string, PredictiveHour, string]>([
    ['nobody is there', hour(0.3, 0.4, 0), 'no agents are planned'],
    [
      'agents are unknown',
      { start: START, answerRate: { mean: 0.3, lower: 0.2, upper: 0.4 } },
      'nothing is known of the agents',
    ],
    ['the rate is unknown', { start: START, agents: 4 }, 'nothing is known of the answer rate'],
  ])('are not set when %s', (_, one, reason) => {
    const plan = planPredictive(CAMPAIGN, [one], LIMITS);
    expect(plan.levers).toEqual([]);
    expect(plan.intervals[0]?.reason).toContain(reason);
    expect(plan.intervals[0]?.callsPerAgent).toBe(1);
  });

  test('never attempt more than all agents could answer at the upper bound, nor more than the limit for each', () => {
    const rate = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    const agents = fc.double({ min: 0, max: 2000, noNaN: true });
    fc.assert(
      fc.property(rate, rate, agents, (a, b, many) => {
        const [mean, upper] = [Math.min(a, b), Math.max(a, b)];
        const plan = planPredictive(CAMPAIGN, [hour(mean, upper, many)], LIMITS);
        expect(pacingPlan.safeParse(plan).success).toBe(true);
        const attempts = plan.levers.find(({ name }) => name === 'maxAttempts')?.after;
        if (many === 0) expect(attempts).toBeUndefined();
        else {
          expect(attempts).toBeGreaterThanOrEqual(1);
          expect(attempts).toBeLessThanOrEqual(Math.max(1, Math.min(many / upper, 15 * many, 1000)));
        }
      }),
    );
  });

  test('need an hour and a target', () => {
    expect(() => planPredictive(CAMPAIGN, [], LIMITS)).toThrow(RangeError);
    expect(() => planPredictive(CAMPAIGN, [hour(0.3, 0.4, 2)], { ...LIMITS, targetFraction: 0 })).toThrow(RangeError);
  });
});
