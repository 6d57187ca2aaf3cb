import { describe, expect, test } from 'vitest';
import { exponentialMs, seededRandom } from './random.ts';

const words = (random: () => number, many: number): number[] =>
  Array.from({ length: many }, () => random() * 4_294_967_296 - 0.5);

describe('the generator', () => {
  // Worked out in Python, whose integers have no largest value, from the definition of sfc32.
  test('gives the numbers of sfc32', () => {
    expect(words(seededRandom(20170101, 3, 4), 4)).toEqual([237_044_952, 1_554_927_414, 3_205_318_628, 2_199_891_875]);
    expect(words(seededRandom(0), 4)).toEqual([4_216_505_632, 947_923_937, 2_491_578_854, 3_964_400_089]);
  });

  test('gives unlike numbers for neighbouring streams', () => {
    const firsts = Array.from({ length: 1000 }, (_, day) => seededRandom(20170101, 0, day)());
    expect(new Set(firsts).size).toBe(1000);
    // The mean of a thousand even draws: five standard deviations.
    const mean = firsts.reduce((a, b) => a + b) / 1000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / 1000));
  });
});

describe('exponential times', () => {
  test('are whole milliseconds from 1 on', () => {
    expect(exponentialMs(() => 1 - 2 ** -33, 1000)).toBe(1);
    expect(exponentialMs(() => Math.exp(-1), 1000)).toBe(1000);
    // The median of an exponential distribution is its mean times the logarithm of 2.
    expect(exponentialMs(() => 0.5, 1000)).toBe(694);
  });
});
