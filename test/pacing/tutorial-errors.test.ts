// What the plain recipe for pacing gets wrong; each test shows its answer beside ours.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pacingLevers } from '../../src/pacing/levers.ts';
import { checkPolicy, PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { type PacingInputs, planPacing } from '../../src/pacing/plan-pacing.ts';
import { tableCentre } from './centres.ts';

/** The recipe: rates and agents of 24 hours into two constants. */
function recipe(rates: readonly number[], agents: readonly number[]): { answerRate: number; dropRate: number } {
  const safe = rates.map((rate, i) => Math.min(0.95, Math.max(0.1, Math.min(rate, (agents[i] / 1000) * 0.8))));
  return { answerRate: safe.reduce((sum, rate) => sum + rate, 0) / safe.length, dropRate: 0.1 * Math.max(...safe) };
}

const NINE = Date.UTC(2026, 0, 5, 9) / 1000;
const HOUR = 3600;

const planOf = (rates: readonly number[], agents: readonly number[], changes: Partial<PacingInputs> = {}) =>
  planPacing(
    {
      campaign: {
        id: 'c1',
        name: 'Renewals',
        dialingMode: 'power',
        maxCallsPerAgent: 15,
        abandonRateFraction: 0.03,
        version: 7,
      },
      intervals: rates.map((rate, i) => ({
        start: NINE + i * HOUR,
        seconds: HOUR,
        answerRate: { mean: rate, lower: 0.9 * rate, upper: 1.1 * rate },
        agents: agents[i],
      })),
      centre: tableCentre(rates[0]),
      window: { answers: 50_000, abandoned: 500, answersToCome: 10_000, dispersion: 2 },
      sinceChange: { answers: 0, abandoned: 0 },
      ageSeconds: 60,
      callable: [{ start: NINE, end: NINE + 24 * HOUR }],
      ...changes,
    },
    {
      policy: { ...PROVED_POLICY, mostIncreaseFraction: 10 },
      mostAgeSeconds: 900,
      stepBackErrorFraction: 0.01,
      effort: { seed: 3, mostBatches: 4 },
    },
  );

const ratiosOf = (...asked: Parameters<typeof planOf>) => planOf(...asked).intervals.map((hour) => hour.callsPerAgent);

describe('a pacing plan', () => {
  it('compares calls with agents, never a probability with agents per thousand calls (tutorial error 9)', () => {
    const few = ratiosOf([0.2], [10])[0];
    const many = ratiosOf([0.2], [80])[0];
    expect(many).toBeGreaterThan(few + 1);
    // The recipe gives both the same, whatever the agents up to 125.
    expect(recipe([0.2], [10])).toEqual(recipe([0.2], [80]));
  });

  it('rings nobody for a closed centre: one call per idle agent of none, not a floor that dials (tutorial error 10)', () => {
    const { intervals, levers } = planOf([0.2], [0]);
    expect(intervals[0]).toMatchObject({ callsPerAgent: 1, reason: 'there are no agents: one call per agent' });
    expect(levers[0].after).toBe(1);
    expect(recipe([0.2], [0]).answerRate).toBe(0.1);
  });

  it('takes the abandonment target from the policy, whatever the answer rate (tutorial error 11)', () => {
    for (const rate of [0.05, 0.5]) expect(planOf([rate], [50]).intervals[0].abandonTarget).toBe(0.03);
    expect(() => checkPolicy({ ...PROVED_POLICY, targetFraction: 0.095 })).toThrow(RangeError);
    // With enough agents the recipe lets nearly a tenth be abandoned, three times the usual limit.
    expect(recipe([0.95], [2000]).dropRate).toBeCloseTo(0.095, 12);
  });

  it('has a ratio for every hour, not the mean of a day (tutorial error 12)', () => {
    const ratios = ratiosOf([0.1, 0.3, 0.5], [40, 40, 40]);
    expect(new Set(ratios).size).toBe(3);
    expect([...ratios].sort((a, b) => b - a)).toEqual(ratios);
  });

  it('sets only what campaigns have (tutorial error 13)', () => {
    const schema = JSON.parse(readFileSync('fixtures/genesys-schema/outbound-campaign.json', 'utf8'));
    const fields = Object.keys(schema.$defs.CampaignPatchRequest.properties);
    const wanted = { value: 2, reason: 'safe' };
    const levers = pacingLevers({ dialingMode: 'power' }, { maxCallsPerAgent: wanted, abandonRateFraction: wanted });
    expect(levers.length).toBeGreaterThan(0);
    for (const { name } of levers) expect(fields).toContain(name);
    for (const field of ['predictive', 'answerRate', 'dropRate', 'maxAttempts']) expect(fields).not.toContain(field);
  });
});
