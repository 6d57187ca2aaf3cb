import { describe, expect, it } from 'vitest';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { boundsGuard } from '../../src/pacing/guards/bounds.ts';
import { callableHoursGuard } from '../../src/pacing/guards/callable-hours.ts';
import { freshnessGuard } from '../../src/pacing/guards/freshness.ts';
import { fewestAgents, minimumAgentsGuard } from '../../src/pacing/guards/minimum-agents.ts';
import { rampCeiling, rampGuard } from '../../src/pacing/guards/ramp.ts';
import { abandonmentEvidence, stepBackGuard } from '../../src/pacing/guards/step-back.ts';
import { sampleSize } from '../support/sample-size.ts';

describe('ramp', () => {
  it('lets a ratio rise by a tenth and fall at once', () => {
    expect(rampGuard(5, 9, 0.1)).toMatchObject({ callsPerAgent: 5.5, passed: false });
    expect(rampGuard(5, 5.4, 0.1)).toMatchObject({ callsPerAgent: 5.4, passed: true });
    expect(rampGuard(5, 1, 0.1)).toMatchObject({ callsPerAgent: 1, passed: true });
  });

  it('says what it held back', () => {
    expect(rampGuard(5, 9, 0.1).reason).toBe('one step from 5 calls per agent goes no further than 5.5');
  });

  it('refuses ratios below 1 and negative steps', () => {
    expect(() => rampGuard(0.5, 2, 0.1)).toThrow(RangeError);
    expect(() => rampGuard(2, Number.NaN, 0.1)).toThrow(RangeError);
    expect(() => rampCeiling(2, -0.1)).toThrow(RangeError);
  });

  it('and bounds are never passed in random plans, one step after the other', () => {
    const random = randomStream(99);
    const most = 12;
    let before = 1;
    let broken = 0;
    for (let plan = 0; plan < sampleSize(100_000, 1_000_000); plan++) {
      // Wanted ratios from 10^-2 to 10^3, a few of them negative or huge.
      const wanted = (nextUniform(random) < 0.05 ? -1 : 1) * 10 ** (5 * nextUniform(random) - 2);
      const bounded = boundsGuard(wanted, most).callsPerAgent;
      const after = rampGuard(before, bounded, 0.1).callsPerAgent;
      if (!(after >= 1 && after <= most && after <= before * 1.1 + 1e-12 && (after <= bounded || after === 1)))
        broken++;
      before = after;
      // Now and then a campaign starts over somewhere else.
      if (nextUniform(random) < 0.01) before = 1 + (most - 1) * nextUniform(random);
    }
    expect(broken).toBe(0);
  });
});

describe('bounds', () => {
  it('are one call per agent and a limit', () => {
    expect(boundsGuard(0.2, 10)).toMatchObject({ callsPerAgent: 1, passed: false });
    expect(boundsGuard(10, 10)).toMatchObject({ callsPerAgent: 10, passed: true });
    expect(boundsGuard(10.1, 10)).toMatchObject({ callsPerAgent: 10, passed: false });
  });

  it('are no place for what is no number', () => {
    expect(() => boundsGuard(Number.NaN, 10)).toThrow(RangeError);
    expect(() => boundsGuard(2, 0.5)).toThrow(RangeError);
  });
});

describe('freshness', () => {
  it('stops an increase on old numbers, or on none', () => {
    expect(freshnessGuard(3, 4, 901, 900)).toMatchObject({ callsPerAgent: 3, passed: false });
    expect(freshnessGuard(3, 4, undefined, 900)).toMatchObject({ callsPerAgent: 3, passed: false });
  });

  it('lets through what is fresh, and every decrease', () => {
    expect(freshnessGuard(3, 4, 900, 900)).toMatchObject({ callsPerAgent: 4, passed: true });
    expect(freshnessGuard(3, 2, undefined, 900)).toMatchObject({ callsPerAgent: 2, passed: true });
  });

  it('refuses an age that is none', () => {
    for (const age of [-1, Number.NaN]) expect(() => freshnessGuard(3, 4, age, 900)).toThrow(RangeError);
  });
});

describe('minimum agents', () => {
  // The smallest counts of free agents whose batch in the newsvendor table is larger than themselves.
  it.each([
    [0.05, 1],
    [0.1, 2],
    [0.2, 2],
    [0.3, 2],
    [0.5, 4],
  ])('follow from an answer rate of %f: %d', (answerRate, agents) => {
    expect(fewestAgents(answerRate, 0.03)).toBe(agents);
  });

  it('keep a smaller centre at one call per agent', () => {
    expect(minimumAgentsGuard(3, 3, 0.5, 0.03)).toMatchObject({ callsPerAgent: 1, passed: false });
    expect(minimumAgentsGuard(1.5, 4, 0.5, 0.03)).toMatchObject({ callsPerAgent: 1.5, passed: true });
    expect(minimumAgentsGuard(3, 0, 0.1, 0.03)).toMatchObject({ callsPerAgent: 1, passed: false });
  });

  it('refuse rates and counts that are none', () => {
    expect(() => fewestAgents(0, 0.03)).toThrow(RangeError);
    expect(() => minimumAgentsGuard(3, -1, 0.1, 0.03)).toThrow(RangeError);
    expect(() => minimumAgentsGuard(3, Number.NaN, 0.1, 0.03)).toThrow(RangeError);
  });
});

describe('callable hours', () => {
  const hour = { start: 3600, end: 7200 };

  it('allow an interval within one of them, or within several without a gap', () => {
    expect(callableHoursGuard(2, 3, hour, [{ start: 0, end: 7200 }]).passed).toBe(true);
    expect(
      callableHoursGuard(2, 3, hour, [
        { start: 5000, end: 9000 },
        { start: 0, end: 5000 },
      ]).passed,
    ).toBe(true);
  });

  it('stop an increase for an interval that leaves them', () => {
    for (const callable of [
      [],
      [{ start: 0, end: 7199 }],
      [{ start: 3601, end: 9000 }],
      [
        { start: 0, end: 5000 },
        { start: 5001, end: 9000 },
      ],
    ])
      expect(callableHoursGuard(2, 3, hour, callable)).toMatchObject({ callsPerAgent: 2, passed: false });
    expect(callableHoursGuard(2, 1.5, hour, []).callsPerAgent).toBe(1.5);
  });

  it('refuse a time that ends before it starts', () => {
    expect(() => callableHoursGuard(2, 3, { start: 5, end: 5 }, [])).toThrow(RangeError);
  });
});

describe('step back', () => {
  // mpmath 1.3.0: quad of t^(a-1) (1-t)^(b-1) (t/0.03)^x ((1-t)/0.97)^(n-x) from 0.03 to 1, over that without the last two, a = 1.5, b = 48.5.
  it.each([
    [3, 100, 0.618201658087723],
    [10, 100, 46.624503858569625],
    [30, 500, 140.67124859312128],
    [20, 1000, 0.09353712163261743],
  ])('has the evidence of %d abandoned of %d answers that a quadrature has', (abandoned, answers, evidence) => {
    expect(Math.abs(abandonmentEvidence({ answers, abandoned }, 0.03, 1) / evidence - 1)).toBeLessThan(1e-10);
  });

  it('knows nothing before the first answer, and less of clustered calls', () => {
    expect(abandonmentEvidence({ answers: 0, abandoned: 0 }, 0.03, 1)).toBeCloseTo(1, 12);
    expect(abandonmentEvidence({ answers: 100, abandoned: 10 }, 0.03, 3)).toBeLessThan(46);
  });

  it('comes when the answers show too many abandoned', () => {
    expect(stepBackGuard(4, { answers: 500, abandoned: 30 }, 0.03, 1, 0.01)).toMatchObject({
      callsPerAgent: 1,
      passed: false,
    });
    expect(stepBackGuard(4, { answers: 500, abandoned: 18 }, 0.03, 1, 0.01)).toMatchObject({
      callsPerAgent: 4,
      passed: true,
    });
  });

  it('comes by mistake in no more than its error, however often one looks', () => {
    const random = randomStream(5);
    const runs = sampleSize(150, 3000);
    const answers = sampleSize(1000, 3000);
    let mistakes = 0;
    let found = 0;
    for (let run = 0; run < runs; run++) {
      // Half of the campaigns keep the limit exactly, half abandon twice as much.
      const share = run % 2 === 0 ? 0.03 : 0.06;
      let abandoned = 0;
      let highest = 0;
      for (let answer = 1; answer <= answers; answer++) {
        if (nextUniform(random) < share) abandoned++;
        if (answer % 10 === 0)
          highest = Math.max(highest, abandonmentEvidence({ answers: answer, abandoned }, 0.03, 1));
      }
      if (highest >= 20) {
        if (share === 0.03) mistakes++;
        else found++;
      }
    }
    // 5 % of half of the runs, and three standard errors.
    const half = runs / 2;
    expect(mistakes).toBeLessThanOrEqual(0.05 * half + 3 * Math.sqrt(0.05 * 0.95 * half));
    expect(found).toBeGreaterThan(0.8 * half);
  });

  it('refuses impossible counts, limits and errors', () => {
    expect(() => stepBackGuard(4, { answers: 5, abandoned: 6 }, 0.03, 1, 0.01)).toThrow(RangeError);
    expect(() => stepBackGuard(4, { answers: 5, abandoned: 1 }, 0, 1, 0.01)).toThrow(RangeError);
    expect(() => stepBackGuard(4, { answers: 5, abandoned: 1 }, 0.03, 0.5, 0.01)).toThrow(RangeError);
    expect(() => stepBackGuard(4, { answers: 5, abandoned: 1 }, 0.03, 1, 1)).toThrow(RangeError);
  });
});
