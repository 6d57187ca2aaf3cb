import { describe, expect, it } from 'vitest';
import { centreModel, type DialledCentre } from '../../src/pacing/dialled-centre.ts';
import { Dialler, type DiallerInterval } from '../../src/pacing/dialler.ts';
import { abandonment, type DiallerTally, occupancy } from '../../src/pacing/dialler-tally.ts';
import { type DiallingRule, fixedRatio, predictive } from '../../src/pacing/dialling-rule.ts';
import type { Ratio } from '../../src/simulation/measures.ts';
import { erlangB } from '../../src/staffing/erlang-b.ts';
import { sampleSize } from '../support/sample-size.ts';
import { tableCentre } from './centres.ts';

const share = ({ numerator, denominator }: Ratio): number => numerator / denominator;
const HOUR = 3600;

interface Setting {
  readonly answerRate: number;
  readonly agents: number;
  readonly rule: DiallingRule;
}

const interval = ({ answerRate, agents, rule }: Setting, seconds: number): DiallerInterval => ({
  seconds,
  agents,
  answerRateFrom: answerRate,
  answerRateTo: answerRate,
  rule,
  lines: Number.MAX_SAFE_INTEGER,
});

/** In the long run, after an hour to get going. */
function longRun(centre: DialledCentre, setting: Setting, seconds: number): DiallerTally {
  const dialler = new Dialler(centreModel(centre), 1, 0);
  dialler.play(interval(setting, HOUR));
  return dialler.play(interval(setting, seconds));
}

/** So many answers that their abandonment is known to about a tenth of itself at 3 %. */
const secondsFor = ({ agents }: Setting, answers: number): number => (answers * 180) / agents;

describe('dialler in simulation', () => {
  it.each([
    [0.1, 5],
    [0.3, 20],
  ])('with one call per agent at answer rate %f and %d agents abandons nobody', (answerRate, agents) => {
    const setting = { answerRate, agents, rule: fixedRatio(1) };
    const tally = longRun(tableCentre(0.2), setting, secondsFor(setting, sampleSize(10_000, 200_000)));
    expect(tally.abandoned).toBe(0);
    // Renewal argument: an agent waits for failures until one call is answered, then handles it for 180 s.
    const idleSeconds = ((1 - answerRate) / answerRate) * (0.2 * 3 + 0.8 * 25) + 10;
    expect(share(occupancy(tally))).toBeCloseTo(180 / (180 + idleSeconds), sampleSize(1, 2));
  });

  it('with calls that ring whatever the agents do loses as many answers as Erlang B', () => {
    const rule: DiallingRule = () => 400;
    const answerRate = 0.01;
    const centre = { ...tableCentre(0.2), abandonSeconds: 0 };
    const answersPerSecond = (400 * answerRate) / (answerRate * 10 + (1 - answerRate) * (0.2 * 3 + 0.8 * 25));
    const setting = { answerRate, agents: 40, rule };
    const tally = longRun(centre, setting, sampleSize(8, 1000) * HOUR);
    // Of 400 sources the answers are nearly, not quite, Poisson; the rest is noise of the lost answers.
    expect(Math.abs(share(abandonment(tally)) / erlangB(40, answersPerSecond * 180) - 1)).toBeLessThan(
      sampleSize(0.25, 0.05),
    );
    expect(tally.answers / tally.seconds / answersPerSecond).toBeCloseTo(1, 1);
  });

  // Independent simulation, published to one decimal and whole percent of occupancy; in percent.
  it.each([
    [0.1, 5, 29.8, 91],
    [0.1, 20, 13.1, 93],
    [0.1, 50, 4.2, 93],
    [0.1, 100, 1.1, 92],
    [0.3, 5, 21.9, 91],
    [0.3, 20, 9.2, 92],
    [0.3, 50, 2.4, 92],
  ])('at answer rate %f with %d agents and 1/p calls per agent abandons %f %%', (answerRate, agents, percent, busy) => {
    const setting = { answerRate, agents, rule: fixedRatio(1 / answerRate) };
    const tally = longRun(tableCentre(0.2), setting, secondsFor(setting, sampleSize(3_000, 400_000)));
    // Of n answers the abandoned share is known to about sqrt(3 share / n), since abandons cluster; four of that, and rounding.
    const noise = 4 * Math.sqrt((3 * (percent / 100)) / tally.answers) + 0.001;
    expect(Math.abs(share(abandonment(tally)) - percent / 100)).toBeLessThan(noise);
    expect(Math.abs(share(occupancy(tally)) - busy / 100)).toBeLessThan(0.02);
  });

  it.each([
    ['none', 0.1, 5, 0.2, 2.6, 74],
    ['none', 0.1, 10, 0.2, 2.7, 82],
    ['none', 0.3, 20, 0.2, 1.9, 88],
    ['none', 0.1, 20, 1, 26.8, 94],
    ['age', 0.1, 20, 0.5, 3.3, 89],
    ['age', 0.3, 20, 0.5, 1.6, 89],
    ['age', 0.3, 50, 1, 0.8, 94],
  ] as const)(
    'predictive, knowledge of each call %s, at rate %f with %d agents, quick failures %f, is near the table',
    (knowledge, answerRate, agents, quick, percent, busy) => {
      const setting = { answerRate, agents, rule: predictive(answerRate, 0.03, knowledge) };
      const tally = longRun(tableCentre(quick), setting, secondsFor(setting, sampleSize(200, 30_000)));
      // The table's own dialler decides a little differently, which is worth up to one point of abandonment.
      expect(Math.abs(share(abandonment(tally)) - percent / 100)).toBeLessThan(sampleSize(0.04, 0.01) + percent / 500);
      expect(Math.abs(share(occupancy(tally)) - busy / 100)).toBeLessThan(sampleSize(0.06, 0.025));
    },
  );

  it('loses no call and no time: every answer is connected, abandoned or waiting, every agent busy or idle', () => {
    const dialler = new Dialler(centreModel(tableCentre(0.5)), 3, 0);
    let answers = 0;
    let settled = 0;
    const agents = [10, 14, 3, 0, 20, 20, 5];
    agents.forEach((count, i) => {
      const setting = { answerRate: 0.05 + 0.08 * i, agents: count, rule: fixedRatio(4) };
      const tally = dialler.play(interval(setting, HOUR));
      answers += tally.answers;
      settled += tally.connected + tally.abandoned;
      expect(answers - settled).toBeGreaterThanOrEqual(0);
      expect(answers - settled).toBeLessThanOrEqual(5);
      expect(tally.busySeconds).toBeLessThanOrEqual(tally.onQueueSeconds);
      // Agents who leave end their call first, so that some are on queue a little longer.
      expect(tally.onQueueSeconds).toBeGreaterThanOrEqual(count * HOUR * (1 - 1e-9));
      expect(tally.onQueueSeconds).toBeLessThan(count * HOUR + 20 * 2000);
    });
  });

  it('dials no more once no agents are left', () => {
    const dialler = new Dialler(centreModel(tableCentre(0.2)), 3, 0);
    const rule = fixedRatio(3);
    dialler.play(interval({ answerRate: 0.2, agents: 5, rule }, HOUR));
    expect(dialler.play(interval({ answerRate: 0.2, agents: 0, rule }, HOUR)).attempts).toBe(0);
  });

  it('never uses more lines than it may', () => {
    const dialler = new Dialler(centreModel(tableCentre(0.2)), 3, 0);
    const tally = dialler.play({
      ...interval({ answerRate: 0.1, agents: 20, rule: fixedRatio(8) }, 5 * HOUR),
      lines: 30,
    });
    expect(tally.mostLines).toBe(30);
  });

  it('follows an answer rate that drifts within the interval', () => {
    const dialler = new Dialler(centreModel(tableCentre(0.2)), 3, 0);
    const setting = { answerRate: 0, agents: 50, rule: fixedRatio(1) };
    const first = dialler.play({ ...interval(setting, 10 * HOUR), answerRateTo: 0.4 });
    // Fewer agents are idle, hence fewer dialled for, at higher rates, so the share lies below the middle.
    expect(first.answers / first.attempts).toBeGreaterThan(0.05);
    expect(first.answers / first.attempts).toBeLessThan(0.2);
  });

  it('abandons nobody when people wait for ever, and the more the less they wait', () => {
    const abandonedWithin = (abandonSeconds: number) =>
      share(
        abandonment(
          longRun(
            { ...tableCentre(0.2), abandonSeconds },
            { answerRate: 0.1, agents: 10, rule: fixedRatio(6) },
            40 * HOUR,
          ),
        ),
      );
    expect(abandonedWithin(1e9)).toBe(0);
    expect(abandonedWithin(2)).toBeGreaterThan(abandonedWithin(10));
    expect(abandonedWithin(0)).toBeGreaterThan(abandonedWithin(2));
  });

  it('counts wrap-up as work of the agent', () => {
    const centre = {
      ...tableCentre(0.2),
      talkTime: { kind: 'exponential', meanSeconds: 120 },
      wrapUpTime: { kind: 'exponential', meanSeconds: 60 },
    } as const;
    const tally = longRun(centre, { answerRate: 0.3, agents: 10, rule: fixedRatio(1) }, 100 * HOUR);
    expect(tally.busySeconds / tally.connected / 180).toBeCloseTo(1, 1);
  });

  it('gives the same for the same seed and another for another', () => {
    const play = (seed: number) =>
      new Dialler(centreModel(tableCentre(0.2)), seed, 0).play(
        interval({ answerRate: 0.1, agents: 10, rule: fixedRatio(4.3) }, 5 * HOUR),
      );
    expect(play(5)).toEqual(play(5));
    expect(play(6)).not.toEqual(play(5));
  });

  it.each([
    ['no length', { seconds: 0 }],
    ['an answer rate above 1', { answerRateTo: 1.1 }],
    ['no answer rate', { answerRateFrom: Number.NaN }],
    ['half an agent', { agents: 2.5 }],
    ['fewer than no agents', { agents: -1 }],
    ['no count of lines', { lines: Number.NaN }],
  ])('refuses an interval with %s', (_, wrong) => {
    const right = interval({ answerRate: 0.1, agents: 5, rule: fixedRatio(1) }, HOUR);
    expect(() => new Dialler(centreModel(tableCentre(0.2)), 1, 0).play({ ...right, ...wrong })).toThrow(RangeError);
  });

  it('refuses ratios below one call per agent, and centres with impossible times', () => {
    for (const ratio of [0.9, 0, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => fixedRatio(ratio)).toThrow(RangeError);
    expect(() => predictive(1.1, 0.03, 'age')).toThrow(RangeError);
    expect(() => predictive(0.1, 0, 'age')).toThrow(RangeError);
    expect(() => centreModel({ ...tableCentre(0.2), abandonSeconds: -1 })).toThrow(RangeError);
    expect(() => centreModel({ ...tableCentre(0.2), talkTime: { kind: 'exponential', meanSeconds: 0 } })).toThrow(
      RangeError,
    );
    expect(() => centreModel({ ...tableCentre(0.2), failedRingSeconds: [-3] })).toThrow(RangeError);
  });
});
