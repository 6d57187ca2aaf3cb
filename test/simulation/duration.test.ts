import { describe, expect, it } from 'vitest';
import { fillUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { type Duration, drawSeconds, durationSampler } from '../../src/simulation/duration.ts';

const COUNT = 200_000;

function draws(duration: Duration): Float64Array {
  const numbers = new Float64Array(COUNT);
  fillUniform(randomStream(8), numbers);
  drawSeconds(durationSampler('handle time', duration), numbers);
  return numbers;
}

function drawOne(duration: Duration | undefined, uniform: number): number {
  const numbers = Float64Array.of(uniform);
  drawSeconds(durationSampler('patience', duration), numbers);
  return numbers[0];
}

describe('durations', () => {
  it.each<[string, Duration, number, number]>([
    ['exponential', { kind: 'exponential', meanSeconds: 240 }, 240, 240],
    ['lognormal', { kind: 'lognormal', meanSeconds: 240, variationFraction: 0.6 }, 240, 144],
    // Of 100, 200 and 600: mean 300, variance (200² + 100² + 300²) / 3.
    ['empirical', { kind: 'empirical', seconds: [600, 100, 200] }, 300, Math.sqrt(140_000 / 3)],
  ])('have mean and deviation as given: %s', (_, duration, mean, deviation) => {
    const values = draws(duration);
    const found = values.reduce((sum, value) => sum + value, 0) / COUNT;
    const variance = values.reduce((sum, value) => sum + (value - found) ** 2, 0) / COUNT;
    expect(Math.abs(found - mean)).toBeLessThan((4 * deviation) / Math.sqrt(COUNT));
    // Within 3 %: twice the chance error for the longest tail of the three.
    expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.03);
  });

  it.each<[string, Duration, number]>([
    // Medians: 100 ln 2; 100 / √(1 + 0.5²); the middle value.
    ['exponential', { kind: 'exponential', meanSeconds: 100 }, 69.31471805599453],
    ['lognormal', { kind: 'lognormal', meanSeconds: 100, variationFraction: 0.5 }, 89.44271909999159],
    ['empirical', { kind: 'empirical', seconds: [30, 10, 20] }, 20],
  ])('have their median at one half: %s', (_, duration, median) => {
    expect(drawOne(duration, 0.5)).toBeCloseTo(median, 10);
  });

  it('without variation are all the mean', () => {
    for (const uniform of [1e-9, 0.3, 1 - 1e-9])
      expect(drawOne({ kind: 'lognormal', meanSeconds: 60, variationFraction: 0 }, uniform)).toBeCloseTo(60, 12);
  });

  it('of endless patience never end', () => {
    expect(drawOne(undefined, 0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each<[Duration, RegExp]>([
    [{ kind: 'exponential', meanSeconds: 0 }, /mean of patience must be above 0 seconds, not 0/],
    [{ kind: 'exponential', meanSeconds: Number.POSITIVE_INFINITY }, /not Infinity/],
    [{ kind: 'lognormal', meanSeconds: Number.NaN, variationFraction: 1 }, /not NaN/],
    [{ kind: 'lognormal', meanSeconds: 10, variationFraction: -1 }, /variation of patience must be 0 or more, not -1/],
    [{ kind: 'empirical', seconds: [] }, /patience needs at least one observed duration/],
    [{ kind: 'empirical', seconds: [5, 0] }, /patience must be above 0 seconds, not 0/],
  ])('refuse %j', (duration, message) => {
    expect(() => durationSampler('patience', duration)).toThrow(RangeError);
    expect(() => durationSampler('patience', duration)).toThrow(message);
  });
});
