// The filter's expected values: scipy.stats.nbinom; fixtures/reference/negative-binomial/README.md.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countLevel } from '../../../src/models/count-level/count-level.ts';
import {
  fitGammaPoisson,
  logLikelihoodOf,
  runGammaPoisson,
  sizeAhead,
} from '../../../src/models/count-level/gamma-poisson.ts';
import { slotMultipliers } from '../../../src/models/count-level/slot-multipliers.ts';
import { nextUniform, type RandomStream, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { numbers, seriesOf } from '../series-of.ts';

interface Reference {
  filter: {
    counts: (number | null)[];
    exposures: number[];
    discount: number;
    log_likelihood: number;
    shape: number;
    rate: number;
    expected: (number | null)[];
  };
}
const { filter }: Reference = JSON.parse(readFileSync('fixtures/reference/negative-binomial/reference.json', 'utf8'));
const missing = Number.NaN;

/** By products of uniform numbers: Knuth, The Art of Computer Programming, section 3.4.1. */
function poisson(mean: number, stream: RandomStream): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); count++) product *= nextUniform(stream);
  return count;
}

const WEEK = [5, 4, 4, 3, 4, 1, 0.5];

test('the filter is that of SciPy’s negative binomial law along the recursion', () => {
  const counts = Float64Array.from(filter.counts, (count) => count ?? missing);
  const exposures = Float64Array.from(filter.exposures);
  const parameters = { discount: filter.discount, dispersion: 1 };
  const run = runGammaPoisson(counts, exposures, parameters);
  expect(Math.abs(logLikelihoodOf(counts, exposures)(parameters) / filter.log_likelihood - 1)).toBeLessThan(1e-11);
  expect(Math.abs(run.level.shape / filter.shape - 1)).toBeLessThan(1e-12);
  expect(Math.abs(run.level.rate / filter.rate - 1)).toBeLessThan(1e-12);
  for (const [t, expected] of filter.expected.entries()) {
    if (expected === null) expect(run.expected[t]).toBeNaN();
    else expect(Math.abs(run.expected[t] / expected - 1)).toBeLessThan(1e-12);
  }
});

test('a step ahead, the size is that of the discounted level; each further step adds as much variance', () => {
  const parameters = { discount: 0.8, dispersion: 1 };
  const run = { parameters, level: { shape: 20, rate: 4 }, expected: new Float64Array() };
  expect(sizeAhead(run, 5, 1)).toBeCloseTo(16, 12);
  const varianceOfLevel = (steps: number) => 1 / sizeAhead(run, 5, steps);
  expect(varianceOfLevel(7) - varianceOfLevel(6)).toBeCloseTo(varianceOfLevel(2) - varianceOfLevel(1), 12);
  // Twice the variance of a known level: 2 x mean + mean^2 / 16.
  const bunched = sizeAhead({ ...run, parameters: { discount: 0.8, dispersion: 2 } }, 5, 1);
  expect(5 + 25 / bunched).toBeCloseTo(2 * 5 + 25 / 16, 12);
});

test('a still level is remembered long, one that jumps is not, and bunches are told from both', () => {
  const fitOf = (draw: (t: number, stream: RandomStream) => number) => {
    const stream = randomStream(7);
    const counts = Float64Array.from(numbers(300, (t) => draw(t, stream)));
    return fitGammaPoisson(counts, new Float64Array(300).fill(1)).parameters;
  };
  const still = fitOf((_, stream) => poisson(6, stream));
  expect(still.discount).toBeGreaterThan(0.97);
  expect(still.dispersion).toBeLessThan(1.4);
  expect(fitOf((t, stream) => poisson(t % 60 < 30 ? 3 : 15, stream)).discount).toBeLessThan(0.95);
  expect(fitOf((_, stream) => 5 * poisson(6, stream)).dispersion).toBeGreaterThan(3);
});

describe('the forecast', () => {
  const stream = randomStream(3);
  const counts = numbers(140, (day) => poisson(WEEK[day % 7], stream));

  test('is the level times the weekday, in parts that add up, and weekdays are told apart', () => {
    const { point, components } = countLevel.fit(seriesOf(counts)).forecast(7, [0.8]);
    for (const [i, value] of point.entries())
      expect(value).toBeCloseTo(components['level'][i] + components['weekly'][i], 12);
    // Twenty weeks give a mean of five to half a contact.
    for (const [i, value] of point.entries()) expect(Math.abs(value - WEEK[i])).toBeLessThan(1.6);
    expect(point[6]).toBeLessThan(point[0] / 2);
  });

  test('is 0 where the centre is closed', () => {
    const history = seriesOf(counts.map((count, day) => (day % 7 === 6 ? missing : count)));
    const { point, closed, intervals } = countLevel.fit(history).forecast(14, [0.8]);
    expect([point[6], intervals[0].lower[6], intervals[0].upper[6], closed[6]]).toEqual([0, 0, 0, 1]);
    expect(point[7]).toBeCloseTo(point[0], 12);
  });

  test('of no contacts, or of fewer than none, is refused', () => {
    expect(() => countLevel.fit(seriesOf(numbers(28, () => 0)))).toThrow(/no contact/);
    expect(() => countLevel.fit(seriesOf(numbers(28, (day) => (day === 3 ? -1 : 2))))).toThrow(RangeError);
  });
});

test('bounds hold what they say or a little more, since counts are whole', () => {
  const draws = sampleSize(10, 100);
  let within = 0;
  for (let draw = 0; draw < draws; draw++) {
    const stream = randomStream(50 + draw);
    const counts = numbers(140, (day) => poisson(WEEK[day % 7], stream));
    const [{ lower, upper }] = countLevel.fit(seriesOf(counts.slice(0, 112))).forecast(28, [0.8]).intervals;
    within += counts.slice(112).filter((count, i) => lower[i] <= count && count <= upper[i]).length;
  }
  // Of counts around four, the least range that holds 80 % holds some 90 %.
  expect(within / (draws * 28)).toBeGreaterThan(0.8);
  expect(within / (draws * 28)).toBeLessThan(0.97);
});

test('nothing is below 0 and bounds are around the forecast, of whatever counts', () => {
  const count = fc.oneof({ weight: 6, arbitrary: fc.nat(9) }, fc.constant(missing));
  fc.assert(
    fc.property(fc.array(count, { minLength: 14, maxLength: 60 }), (counts) => {
      const { point, intervals } = countLevel.fit(seriesOf([...counts, 2, 0, 1])).forecast(9, [0.8]);
      for (const [i, value] of point.entries()) {
        expect(intervals[0].lower[i]).toBeGreaterThanOrEqual(0);
        expect(intervals[0].lower[i]).toBeLessThanOrEqual(value);
        expect(intervals[0].upper[i]).toBeGreaterThanOrEqual(value);
      }
    }),
    { numRuns: 30 },
  );
});

test('slots that differ by no more than chance are alike, others keep their place, unseen ones are usual', () => {
  const alike = slotMultipliers(
    Float64Array.from(numbers(40, (t) => [2, 4, 3, 5, 1][t % 5 === 0 ? t % 4 : (t * 7) % 5])),
    4,
  );
  for (const multiplier of alike) expect(Math.abs(multiplier - 1)).toBeLessThan(0.35);
  const unlike = slotMultipliers(
    Float64Array.from(numbers(90, (t) => (t % 3 === 2 ? missing : [10, 30][t % 3] + (t % 2)))),
    3,
  );
  expect(unlike[1] / unlike[0]).toBeGreaterThan(2.5);
  expect(unlike[2]).toBe(1);
});

test('a history takes two weeks', () => {
  expect(countLevel.requiredIntervals({ step: calendarStep('PT1H') })).toBe(336);
});
