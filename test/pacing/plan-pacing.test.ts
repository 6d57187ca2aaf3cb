import { describe, expect, it } from 'vitest';
import { pacingPlan } from '../../src/pacing/pacing-plan.ts';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { type PacingInputs, type PlanLimits, planPacing } from '../../src/pacing/plan-pacing.ts';
import { tableCentre } from './centres.ts';

const NINE = Date.UTC(2026, 0, 5, 9) / 1000;
const HOUR = 3600;

const hours = (rates: readonly (number | undefined)[], agents: number | undefined) =>
  rates.map((rate, i) => ({
    start: NINE + i * HOUR,
    seconds: HOUR,
    ...(rate === undefined ? {} : { answerRate: { mean: rate, lower: 0.9 * rate, upper: 1.1 * rate } }),
    ...(agents === undefined ? {} : { agents }),
  }));

const inputs: PacingInputs = {
  campaign: {
    id: 'c1',
    name: 'Renewals',
    dialingMode: 'power',
    maxCallsPerAgent: 4,
    abandonRateFraction: 0.05,
    version: 7,
  },
  intervals: hours([0.2, 0.25, 0.3], 20),
  centre: tableCentre(0.2),
  window: { answers: 5000, abandoned: 100, answersToCome: 10_000, dispersion: 2 },
  sinceChange: { answers: 0, abandoned: 0 },
  ageSeconds: 60,
  callable: [{ start: NINE, end: NINE + 8 * HOUR }],
};

const limits: PlanLimits = {
  policy: PROVED_POLICY,
  mostAgeSeconds: 900,
  stepBackErrorFraction: 0.01,
  effort: { seed: 3, mostBatches: 4 },
};

const plan = (changes: Partial<PacingInputs>, others: Partial<PlanLimits> = {}) =>
  planPacing({ ...inputs, ...changes }, { ...limits, ...others });
describe('plan to pace a campaign', () => {
  const usual = plan({});

  it('is plain data of its schema, through JSON and back', () => {
    expect(pacingPlan.parse(JSON.parse(JSON.stringify(usual)))).toEqual(usual);
  });

  it('lowers the calls per agent as the answer rate rises', () => {
    const ratios = usual.intervals.map(({ callsPerAgent }) => callsPerAgent);
    expect(ratios[0]).toBeGreaterThan(ratios[2]);
    for (const ratio of ratios) expect(ratio).toBeGreaterThan(1);
  });

  it('predicts abandonment below its target even at the upper bound, and busy agents', () => {
    const { abandonRate, abandonRateLower, abandonRateUpper, occupancy, exceedingProbability } = usual.predicted;
    expect(abandonRateUpper).toBeLessThan(0.035);
    expect(abandonRate).toBeLessThan(abandonRateUpper ?? 0);
    expect(abandonRateLower).toBeLessThan(abandonRate ?? 0);
    expect(occupancy).toBeGreaterThan(0.8);
    expect(exceedingProbability).toBeLessThan(0.05);
  });

  it('names each setting before and after', () => {
    expect(usual.levers).toMatchObject([
      { name: 'maxCallsPerAgent', before: 4, after: usual.intervals[0].callsPerAgent },
      { name: 'abandonRate', before: 0.05, after: usual.intervals[0].abandonTarget },
    ]);
  });

  it('tells how many lines it uses, and warns when the campaign has fewer', () => {
    const lines = Math.max(...usual.intervals.map((interval) => interval.lines ?? 0));
    expect(lines).toBeGreaterThan(20);
    expect(usual.warnings).toEqual([]);
    const { warnings } = plan({ campaign: { ...inputs.campaign, outboundLineCount: 10 } });
    expect(warnings).toEqual([`the campaign has 10 lines and the plan uses up to ${lines}: it will dial more slowly`]);
  });

  it('plans one call per agent, and predicts nothing, for hours in which nobody may be called', () => {
    const [{ start, seconds }] = inputs.intervals;
    const { intervals } = plan({ callable: [{ start, end: start + seconds }] });
    expect(intervals[0].callsPerAgent).toBeGreaterThan(1);
    for (const interval of intervals.slice(1))
      expect(interval).toMatchObject({ callsPerAgent: 1, reason: 'nobody may be called then', abandonRate: null });
  });

  it('sets nothing in a mode without pacing, and says so', () => {
    const preview = plan({ campaign: { ...inputs.campaign, dialingMode: 'preview' }, intervals: hours([0.2], 20) });
    expect(preview.levers).toEqual([]);
    expect(preview.warnings).toEqual(['preview dialling has no pacing to set']);
  });

  it('climbs by a tenth from what is set, in the first interval and from one to the next', () => {
    const climbing = plan({ campaign: { ...inputs.campaign, maxCallsPerAgent: 1 } });
    expect(climbing.intervals.map(({ callsPerAgent }) => callsPerAgent)).toEqual([1.1, 1.21, 1.33]);
    expect(climbing.guards.find(({ guard }) => guard === 'ramp')?.passed).toBe(false);
  });

  it('goes back to one call per agent, saying why, where something is missing', () => {
    const reasons = [
      plan({ intervals: hours([undefined], 20) }),
      plan({ intervals: hours([0.2], undefined) }),
      plan({ intervals: hours([0.2], 0) }),
      plan({ intervals: hours([0.2], 1) }),
      plan({ window: { answers: 5000, abandoned: 600, answersToCome: 100, dispersion: 2 } }),
    ].map(({ intervals: [{ callsPerAgent, reason }] }) => [callsPerAgent, reason]);
    expect(reasons).toEqual([
      [1, 'the answer rate is not known: one call per agent'],
      [1, 'the number of agents is not known: one call per agent'],
      [1, 'there are no agents: one call per agent'],
      [1, '1 agents are fewer than the 2 that more than one call each needs: one call per agent'],
      [1, 'the window has no room left for abandoned calls: one call per agent'],
    ]);
  });

  it('says nothing of what it cannot know', () => {
    const { intervals, predicted, levers } = plan({ intervals: hours([undefined], 20) });
    expect(intervals[0]).toMatchObject({
      answerRate: null,
      abandonRate: null,
      occupancy: null,
      lines: null,
      agents: 20,
    });
    expect(predicted).toEqual({
      abandonRate: null,
      abandonRateLower: null,
      abandonRateUpper: null,
      occupancy: null,
      exceedingProbability: null,
    });
    expect(levers.map(({ name }) => name)).toEqual(['maxCallsPerAgent', 'abandonRate']);
  });

  it('plans nothing above one call per agent without the counts of the window', () => {
    const { window: _, ...rest } = inputs;
    const blind = planPacing(rest, limits);
    for (const { callsPerAgent } of blind.intervals) expect(callsPerAgent).toBe(1);
    expect(blind.levers.map(({ name }) => name)).not.toContain('abandonRate');
    expect(blind.warnings).toHaveLength(1);
  });

  it('does not rise on old numbers or outside callable hours, and steps back on too many abandoned', () => {
    const { ageSeconds: _, ...ageless } = inputs;
    const low = { campaign: { ...inputs.campaign, maxCallsPerAgent: 2 }, intervals: hours([0.2], 20) };
    expect(planPacing({ ...ageless, ...low }, limits).intervals[0].callsPerAgent).toBe(2);
    expect(plan({ ...low, ageSeconds: 1000 }).intervals[0].callsPerAgent).toBe(2);
    const [{ start, seconds }] = low.intervals;
    const half = [{ start, end: start + seconds / 2 }];
    expect(plan({ ...low, callable: half }).intervals[0].callsPerAgent).toBe(2);
    expect(plan({ ...low, callable: [] }).intervals[0].callsPerAgent).toBe(1);
    expect(plan({ ...low, sinceChange: { answers: 500, abandoned: 60 } }).intervals[0].callsPerAgent).toBe(1);
  });

  it('is the same for the same seed', () => {
    expect(plan({})).toEqual(usual);
  });

  it.each([
    ['no intervals', { intervals: [] }],
    ['negative agents', { intervals: hours([0.2], -1) }],
    ['agents that are no number', { intervals: hours([0.2], Number.NaN) }],
    ['an answer rate of 1', { intervals: hours([1], 20) }],
    ['an answer rate that is no number', { intervals: hours([Number.NaN], 20) }],
    ['an interval without length', { intervals: [{ start: NINE, seconds: 0 }] }],
  ])('refuses %s', (_, changes) => {
    expect(() => plan(changes)).toThrow(RangeError);
  });

  it.each([
    ['a target of 0', { targetFraction: 0 }],
    ['a target above its limit', { targetFraction: 0.05 }],
    ['a target that is no number', { targetFraction: Number.NaN }],
    ['fewer than one call per agent', { mostCallsPerAgent: 0.5 }],
    ['a confidence of 1', { windowConfidenceFraction: 1 }],
  ])('refuses a policy with %s', (_, wrong) => {
    expect(() => plan({}, { policy: { ...PROVED_POLICY, ...wrong } })).toThrow(RangeError);
  });
});
