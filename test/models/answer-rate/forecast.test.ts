import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredShareBounds, type PredictedRate, rateBounds } from '../../../src/models/answer-rate/bounds.ts';
import { calibrationOf } from '../../../src/models/answer-rate/calibration.ts';
import type { CallHistory } from '../../../src/models/answer-rate/call-history.ts';
import { fitAnswerRate } from '../../../src/models/answer-rate/fit.ts';
import { forecastAnswerRate } from '../../../src/models/answer-rate/forecast.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { instantOfWall } from '../../../src/series/time-zone.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { diallerHistory } from './dialler-history.ts';
import { type Calls, callsAt, forecastAfter, hourlyHistory, MISSING, MONDAY } from './hourly-history.ts';

const WEEK = 168;

const widthOf = (hour: PredictedRate, level = 0.8): number => {
  const { lower, upper } = rateBounds(hour, level);
  return upper - lower;
};

describe('the answer rate of the next hours', () => {
  it('starts with the hour that is running, whatever the history lacks at its end', () => {
    const history = hourlyHistory(2 * WEEK, () => callsAt(100, 0.3));
    const until = history.start + 2 * WEEK * 3600;
    const starts = (asOf: number) =>
      forecastAnswerRate(fitAnswerRate(history, asOf), 2).hours.map(({ start }) => start);
    expect(starts(until)).toEqual([until, until + 3600]);
    expect(starts(until + 3599)).toEqual([until, until + 3600]);
    expect(starts(until + 30 * 3600 + 60)).toEqual([until + 30 * 3600, until + 31 * 3600]);
  });

  it('is less sure the longer nothing was dialled', () => {
    const history = hourlyHistory(4 * WEEK, (hour) => callsAt(200, 0.3 + 0.05 * Math.sin(hour / 30)));
    const until = history.start + 4 * WEEK * 3600;
    const idleFor = (weeks: number) =>
      forecastAnswerRate(fitAnswerRate(history, until + weeks * WEEK * 3600), 24).hours[12];
    expect(widthOf(idleFor(4))).toBeGreaterThan(widthOf(idleFor(0)));
    expect(idleFor(4).effectiveAttempts).toBeLessThan(idleFor(0).effectiveAttempts);
  });

  it('sums finer intervals to local hours', () => {
    const hourly = hourlyHistory(2 * WEEK, (hour) => callsAt(400, 0.2 + 0.1 * Math.sin((2 * Math.PI * hour) / 24)));
    const quarters = (values: Float64Array) =>
      Float64Array.from({ length: 4 * values.length }, (_, i) => values[i >> 2]);
    const fine: CallHistory = {
      ...hourly,
      step: calendarStep('PT15M'),
      attempts: quarters(hourly.attempts).map((n) => n / 4),
      answers: quarters(hourly.answers).map((n, i) => Math.floor(n / 4) + (i % 4 < n % 4 ? 1 : 0)),
    };
    const until = hourly.start + 2 * WEEK * 3600;
    expect(forecastAnswerRate(fitAnswerRate(fine, until), 24)).toEqual(
      forecastAnswerRate(fitAnswerRate(hourly, until), 24),
    );
  });

  it('leaves out an hour of which a part is missing', () => {
    const hourly = hourlyHistory(WEEK, () => [400, 100]);
    const fine: CallHistory = {
      ...hourly,
      step: calendarStep('PT30M'),
      attempts: new Float64Array(2 * WEEK).fill(200),
      answers: new Float64Array(2 * WEEK).fill(50),
    };
    fine.attempts[100] = Number.NaN;
    fine.answers[100] = Number.NaN;
    const holed = hourlyHistory(WEEK, (hour) => (hour === 50 ? MISSING : [400, 100]));
    const until = hourly.start + WEEK * 3600;
    expect(forecastAnswerRate(fitAnswerRate(fine, until), 24)).toEqual(
      forecastAnswerRate(fitAnswerRate(holed, until), 24),
    );
  });

  it('follows the clock on the wall over a change of clocks', () => {
    // 50 % from 9 to 10 o'clock in Berlin, 20 % in other hours; clocks go forward on 29 March 2026.
    const timeZone = 'Europe/Berlin';
    const start = instantOfWall(timeZone, Date.UTC(2026, 2, 2) / 1000);
    const instants = Array.from({ length: 5 * WEEK - 25 }, (_, i) => start + i * 3600);
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
    const wallHour = (instant: number) => Number(clock.format(instant * 1000));
    const calls = instants.map((instant) => callsAt(300, wallHour(instant) === 9 ? 0.5 : 0.2));
    const history: CallHistory = {
      start,
      step: calendarStep('PT1H'),
      timeZone,
      attempts: Float64Array.from(calls, ([n]) => n),
      answers: Float64Array.from(calls, ([, k]) => k),
    };
    const { hours } = forecastAnswerRate(fitAnswerRate(history, instants[instants.length - 1] + 3600), 24);
    for (const { start, rate } of hours)
      expect(Math.abs(rate - (wallHour(start) === 9 ? 0.5 : 0.2))).toBeLessThan(0.03);
  });

  it('lets a day that runs badly lower its remaining hours, and the next day less', () => {
    const noise = (hour: number) => [0, 0.02, -0.03, 0.01, -0.01, 0.03, -0.02][Math.floor(hour / 24) % 7];
    const upTo = (rateToday: number) =>
      forecastAfter(
        hourlyHistory(4 * WEEK + 12, (hour) =>
          callsAt(500, hour < 4 * WEEK ? 0.3 + noise(Math.floor(hour / 7) * 24) : rateToday),
        ),
        36,
      ).hours.map(({ rate }) => rate);
    const usual = upTo(0.3);
    const bad = upTo(0.2);
    expect(usual[6] - bad[6]).toBeGreaterThan(0.05);
    expect(usual[30] - bad[30]).toBeGreaterThan(0);
    expect(usual[30] - bad[30]).toBeLessThan(usual[6] - bad[6]);
  });

  it('has bounds that nest by level and hold the rate, strictly inside 0 and 1, for any history', () => {
    const calls = fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
      .map(([n, k]): Calls => [Math.max(n, k), Math.min(n, k)]);
    const hour = fc.oneof(calls, fc.constant(MISSING), fc.constant<Calls>([1, 1]), fc.constant<Calls>([100_000, 0]));
    fc.assert(
      fc.property(fc.array(hour, { minLength: 1, maxLength: 80 }), (hours) => {
        const history = hourlyHistory(hours.length, (i) => hours[i]);
        fc.pre(history.attempts.some((n) => n > 0));
        for (const hour of forecastAfter(history, 30).hours) {
          const { rate, law, effectiveAttempts } = hour;
          const wide = rateBounds(hour, 0.95);
          const narrow = rateBounds(hour, 0.5);
          expect(wide.lower).toBeGreaterThan(0);
          expect(wide.upper).toBeLessThan(1);
          expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
          expect(narrow.lower).toBeLessThan(narrow.upper);
          expect(narrow.upper).toBeLessThanOrEqual(wide.upper);
          expect(wide.lower).toBeLessThanOrEqual(rate + 1e-12);
          expect(rate).toBeLessThanOrEqual(wide.upper + 1e-12);
          expect(rate).toBeCloseTo(law.alpha / (law.alpha + law.beta), 10);
          expect(effectiveAttempts).toBeGreaterThan(0);
        }
      }),
      { numRuns: sampleSize(20, 2000) },
    );
  });

  it('is surer after 14 days than after 3, and after 10 weeks than after 14 days', () => {
    const until = 12 * WEEK - 36;
    const histories = [1, 2, 3, 4].map((seed) => ({ ...diallerHistory(seed, 12), timeZone: 'UTC' }));
    const [few, two, ten] = [3, 14, 70].map((days) => {
      const from = until - 24 * days;
      const forecasts = histories.map((history) => {
        const start = history.start + from * 3600;
        const past = {
          ...history,
          start,
          attempts: history.attempts.slice(from, until),
          answers: history.answers.slice(from, until),
        };
        return forecastAnswerRate(fitAnswerRate(past, start + 24 * days * 3600), 24);
      });
      const hours = forecasts.flatMap((forecast) => forecast.hours);
      return {
        evidence: hours.reduce((sum, { effectiveAttempts }) => sum + effectiveAttempts, 0),
        width: hours.reduce((sum, hour) => sum + widthOf(hour), 0),
        known: forecasts.reduce((sum, { weeklyShape }) => sum + weeklyShape.knownFraction, 0),
      };
    });
    expect(two.evidence).toBeGreaterThan(few.evidence);
    expect(ten.evidence).toBeGreaterThan(two.evidence);
    expect(two.width).toBeLessThan(few.width);
    expect(two.known).toBeGreaterThan(few.known);
    expect(ten.known).toBeGreaterThan(two.known);
  });
});

describe('histories that say little', () => {
  it('gives very wide bounds after a single answered call', () => {
    const [hour] = forecastAfter(hourlyHistory(1, () => [1, 1])).hours;
    expect(hour.rate).toBeGreaterThan(0.5);
    expect(widthOf(hour)).toBeGreaterThan(0.5);
    expect(hour.effectiveAttempts).toBeLessThan(2);
  });

  it.each([
    ['none', 0],
    ['all', 1],
  ])('keeps a rate inside 0 and 1 when %s were answered', (_, share) => {
    const { hours } = forecastAfter(hourlyHistory(2 * WEEK, () => [50, 50 * share]));
    for (const hour of hours) {
      expect(Math.abs(hour.rate - share)).toBeLessThan(0.01);
      const { lower, upper } = rateBounds(hour, 0.8);
      expect(lower).toBeGreaterThan(0);
      expect(upper).toBeLessThan(1);
      expect(lower).toBeLessThan(upper);
    }
  });
});

describe('the share that few attempts will show', () => {
  it('has wider bounds than the rate, which it comes to with many', () => {
    const random = randomStream(3);
    const answersOf = (attempts: number) =>
      Array.from({ length: attempts }, () => nextUniform(random)).filter((draw) => draw < 0.3).length;
    const [hour] = forecastAfter(hourlyHistory(4 * WEEK, () => [100, answersOf(100)])).hours;
    const width = (attempts: number) => {
      const { lower, upper } = answeredShareBounds(hour, attempts, 0.8);
      return upper - lower;
    };
    expect(width(20)).toBeGreaterThan(width(200));
    expect(width(200)).toBeGreaterThan(widthOf(hour));
    const many = answeredShareBounds(hour, 100_000, 0.8);
    expect(many.lower).toBeCloseTo(rateBounds(hour, 0.8).lower, 3);
    expect(many.upper).toBeCloseTo(rateBounds(hour, 0.8).upper, 3);
  });

  it('has narrower bounds after answers that vary less than independent calls, as no beta-binomial law can have', () => {
    const widthAfter = (extra: (hour: number) => number) => {
      const [hour] = forecastAfter(hourlyHistory(4 * WEEK, (place) => [100, 30 + extra(place)])).hours;
      const { lower, upper } = answeredShareBounds(hour, 100, 0.8);
      return upper - lower;
    };
    // Of 100 independent calls with a chance of 0.3, the central 80 % are 12 wide: 1.28 standard deviations of 4.6 on either side.
    expect(widthAfter((hour) => (hour % 3) - 1)).toBeLessThan(0.06);
  });

  it('refuses levels and attempts that mean nothing', () => {
    const hour = { law: { alpha: 2, beta: 8 }, calibration: calibrationOf([], 1) };
    expect(() => rateBounds(hour, 1)).toThrow(RangeError);
    expect(() => rateBounds(hour, Number.NaN)).toThrow(RangeError);
    expect(() => answeredShareBounds(hour, 0, 0.8)).toThrow('1 or more, not 0');
    expect(() => answeredShareBounds(hour, 2.5, 0.8)).toThrow(RangeError);
  });
});

describe('histories that cannot be', () => {
  const ofCalls = (...calls: Calls[]) => hourlyHistory(calls.length, (hour) => calls[hour]);
  it.each([
    ['more answers than attempts', ofCalls([5, 2], [3, 4]), 'interval 1 has 4 of 3'],
    ['negative counts', ofCalls([-1, 0]), 'interval 0 has 0 of -1'],
    ['parts of calls', ofCalls([2.5, 1]), 'must be whole'],
    ['endless attempts', ofCalls([Number.POSITIVE_INFINITY, 1]), 'must be whole'],
    ['half a pair that is missing', ofCalls([Number.NaN, 1]), 'or both missing'],
    ['the other half missing', ofCalls([3, Number.NaN]), 'or both missing'],
    ['no attempts', ofCalls([0, 0], MISSING), 'no whole hour of the history has an attempt'],
    ['no hours', ofCalls(), 'no whole hour of the history has an attempt'],
    ['lengths that differ', { ...ofCalls([1, 1]), answers: new Float64Array(2) }, '1 intervals of attempts for 2'],
    ['steps that do not divide an hour', { ...ofCalls([1, 1]), step: calendarStep('PT2H') }, 'must divide an hour'],
    ['steps of a day', { ...ofCalls([1, 1]), step: calendarStep('P1D') }, 'must divide an hour'],
  ])('are refused: %s', (_, history, message) => {
    expect(() => fitAnswerRate(history, MONDAY + WEEK * 3600)).toThrow(RangeError);
    expect(() => fitAnswerRate(history, MONDAY + WEEK * 3600)).toThrow(message);
  });

  it('are refused when all of them lie after the time of asking', () => {
    expect(() => fitAnswerRate(ofCalls([5, 2]), MONDAY + 3599)).toThrow('no whole hour');
    expect(() => fitAnswerRate(ofCalls([5, 2]), MONDAY - 86_400)).toThrow('no whole hour');
  });

  it('has no forecast of a part of an hour', () => {
    const fitted = fitAnswerRate(ofCalls([5, 2]), MONDAY + 3600);
    expect(() => forecastAnswerRate(fitted, 1.5)).toThrow(RangeError);
    expect(() => forecastAnswerRate(fitted, -1)).toThrow(RangeError);
    expect(forecastAnswerRate(fitted, 0).hours).toEqual([]);
  });
});
