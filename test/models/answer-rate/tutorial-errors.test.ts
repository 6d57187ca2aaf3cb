// What the plain recipe of hourly mean rates, interpolation and STL gets wrong; each test shows its answer beside ours.
import { describe, expect, it } from 'vitest';
import { rateBounds } from '../../../src/models/answer-rate/bounds.ts';
import type { CallHistory } from '../../../src/models/answer-rate/call-history.ts';
import { fitAnswerRate } from '../../../src/models/answer-rate/fit.ts';
import { forecastAnswerRate } from '../../../src/models/answer-rate/forecast.ts';
import { tutorialStl } from '../../../src/models/answer-rate/tutorial-stl.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';
import { type Calls, callsAt, forecastAfter, hourlyHistory, MISSING } from './hourly-history.ts';

const WEEK = 168;

const ratesAfter = (history: CallHistory, horizon = 24): number[] =>
  forecastAfter(history, horizon).hours.map(({ rate }) => rate);

const tutorialAfter = ({ attempts, answers }: CallHistory): number[] =>
  Array.from(tutorialStl({ attempts: attempts.map((n) => n || 0), answers: answers.map((n) => n || 0) }));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const weekday = (hour: number): number => Math.floor(hour / 24) % 7;

describe('the forecast of an answer rate', () => {
  it('pools attempts instead of averaging rates (tutorial error 1)', () => {
    // At random hours of 1500 attempts with 10 % answered, and of a single one, answered with 40 %: pooled 10.0 %, mean of rates 22 %.
    const random = randomStream(1);
    const chance = (probability: number) => nextUniform(random) < probability;
    const history = hourlyHistory(2 * WEEK, () => (chance(0.6) ? [1500, 150] : [1, chance(0.4) ? 1 : 0]));
    const rates = ratesAfter(history);
    for (const rate of rates) expect(Math.abs(rate - 0.1)).toBeLessThan(0.03);
    expect(Math.abs(mean(rates) - 0.1)).toBeLessThan(0.015);
    expect(mean(tutorialAfter(history))).toBeGreaterThan(0.15);
  });

  it('does not invent rates for hours without attempts (tutorial error 2)', () => {
    // Monday to Friday from 9 to 18, 40 % in the first hour and 20 % in the last. The history ends with a closed weekend.
    const isOpen = (hour: number) => hour % 24 >= 9 && hour % 24 < 18 && weekday(hour) < 5;
    const rateOf = (hour: number) => 0.4 - (0.2 * ((hour % 24) - 9)) / 8;
    const withClosed = (closed: Calls) =>
      hourlyHistory(2 * WEEK, (hour) => (isOpen(hour) ? callsAt(1000, rateOf(hour)) : closed));
    const history = withClosed(MISSING);
    const { hours } = forecastAfter(history);
    const worst = (rates: readonly number[]) =>
      Math.max(...rates.map((rate, hour) => (isOpen(hour) ? Math.abs(rate - rateOf(hour)) : 0)));
    expect(worst(hours.map(({ rate }) => rate))).toBeLessThan(0.03);
    expect(worst(tutorialAfter(history))).toBeGreaterThan(0.05);
    // What was never seen is not sure, and hours that are missing say what hours without attempts say: nothing.
    const width = (hour: number) => {
      const { lower, upper } = rateBounds(hours[hour], 0.8);
      return upper - lower;
    };
    expect(width(3)).toBeGreaterThan(2 * width(12));
    expect(hours[3].effectiveAttempts).toBeLessThan(hours[12].effectiveAttempts / 10);
    expect(forecastAfter(withClosed([0, 0])).hours).toEqual(hours);
  });

  it('learns weekdays, not the hours of an average day alone (tutorial error 3)', () => {
    const rateOf = (hour: number) => (weekday(hour) === 0 ? 0.15 : 0.35);
    const history = hourlyHistory(2 * WEEK, (hour) => callsAt(200, rateOf(hour)));
    const monday = mean(ratesAfter(history));
    expect(Math.abs(monday - 0.15)).toBeLessThan(0.06);
    expect(mean(tutorialAfter(history))).toBeGreaterThan(0.3);
  });

  it('keeps rates and bounds strictly inside 0 and 1 without cutting (tutorial error 4)', () => {
    // Near 0 at night, and falling: additive parts leave the interval and are cut off.
    const rateOf = (hour: number) => 0.06 * (1 + Math.cos((2 * Math.PI * hour) / 24)) * (1 - hour / (3 * WEEK));
    const history = hourlyHistory(2 * WEEK, (hour) => callsAt(300, rateOf(hour)));
    for (const hour of forecastAfter(history).hours) {
      const { lower, upper } = rateBounds(hour, 0.99);
      expect(lower).toBeGreaterThan(0);
      expect(lower).toBeLessThan(hour.rate);
      expect(upper).toBeGreaterThan(hour.rate);
      expect(upper).toBeLessThan(1);
    }
    expect(Math.min(...tutorialAfter(history))).toBe(0);
  });

  it('does not carry a slope on that two end points decide (tutorial error 5)', () => {
    // 60 % on the first day, a Monday, then 30 % for 14 days: nothing is falling any more when Tuesday comes.
    const history = hourlyHistory(15 * 24, (hour) => callsAt(1000, hour < 24 ? 0.6 : 0.3));
    expect(Math.abs(mean(ratesAfter(history)) - 0.3)).toBeLessThan(0.01);
    expect(mean(tutorialAfter(history))).toBeLessThan(0.29);
  });

  it('puts each hour of the profile in its place, without an hour of offset (tutorial error 6)', () => {
    // 5000 attempts an hour on a clean daily wave. The recipe's own places are right; those of its partial hours are not (error 7).
    const rateOf = (hour: number) => 0.3 + 0.15 * Math.sin((2 * Math.PI * hour) / 24);
    const history = hourlyHistory(4 * WEEK, (hour) => callsAt(5000, rateOf(hour)));
    const rates = ratesAfter(history);
    const errorAt = (shift: number) => Math.max(...rates.map((rate, i) => Math.abs(rate - rateOf(i + shift))));
    expect(errorAt(0)).toBeLessThan(0.005);
    expect(errorAt(1)).toBeGreaterThan(0.03);
    expect(errorAt(-1)).toBeGreaterThan(0.03);
  });

  it('uses whole past hours only (tutorial error 7)', () => {
    const rateOf = (hour: number) => 0.3 + 0.1 * Math.sin((2 * Math.PI * hour) / 24);
    const whole = hourlyHistory(2 * WEEK, (hour) => callsAt(400, rateOf(hour)));
    // Ten minutes of the next hour: calls are still ringing, so few were answered yet.
    const partial = hourlyHistory(2 * WEEK + 1, (hour) => (hour < 2 * WEEK ? callsAt(400, rateOf(hour)) : [60, 0]));
    const now = whole.start + 2 * WEEK * 3600 + 600;
    expect(forecastAnswerRate(fitAnswerRate(partial, now), 24)).toEqual(forecastAfter(whole));
    const ofWhole = tutorialAfter(whole);
    const moved = tutorialAfter(partial).map((rate, i) => Math.abs(rate - ofWhole[i]));
    expect(Math.max(...moved)).toBeGreaterThan(0.05);
  });

  it('says that 48 hours show no week, and is less sure than after 14 days (tutorial error 17)', () => {
    const rateOf = (hour: number) => 0.3 + 0.1 * Math.sin((2 * Math.PI * hour) / 24) - (weekday(hour) === 5 ? 0.1 : 0);
    const seenFor = (hours: number) => forecastAfter(hourlyHistory(hours, (hour) => callsAt(200, rateOf(hour))));
    const width = (forecast: ReturnType<typeof seenFor>) =>
      mean(
        forecast.hours.map((hour) => {
          const { lower, upper } = rateBounds(hour, 0.8);
          return upper - lower;
        }),
      );
    const twoDays = seenFor(48);
    const twoWeeks = seenFor(2 * WEEK);
    expect(twoDays.weeklyShape).toMatchObject({ dialledDays: 2, learned: false });
    expect(twoWeeks.weeklyShape).toMatchObject({ dialledDays: 14, learned: true });
    expect(twoDays.weeklyShape.knownFraction).toBeLessThan(twoWeeks.weeklyShape.knownFraction);
    expect(width(twoDays)).toBeGreaterThan(1.2 * width(twoWeeks));
    // The recipe answers with 24 bare numbers either way.
    expect(tutorialAfter(hourlyHistory(48, (hour) => callsAt(200, rateOf(hour))))).toHaveLength(24);
  });
});
