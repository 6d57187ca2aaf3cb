import { describe, expect, it } from 'vitest';
import { toExponential } from '../../src/numeric/exponential-variate.ts';
import { fillUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { sampleSize } from '../support/sample-size.ts';

const variates = (numbers: Iterable<number>, mean: number): Float64Array => {
  const values = Float64Array.from(numbers);
  toExponential(values, mean);
  return values;
};

/** Largest relative difference to Math.log. */
const worstError = (numbers: Float64Array): number =>
  variates(numbers, 1).reduce((worst, value, i) => Math.max(worst, Math.abs(value / -Math.log(numbers[i]) - 1)), 0);

describe('exponential variates', () => {
  it('are the negative logarithms of uniform numbers', () => {
    const numbers = new Float64Array(sampleSize(100_000, 10_000_000));
    fillUniform(randomStream(11), numbers);
    expect(worstError(numbers)).toBeLessThan(1e-14);
  });

  it('are so at the ends of the unit interval and wherever the table has an edge', () => {
    const parts: number[] = [0, 1, 2, 3, 2 ** 32 - 1, 2 ** 32 - 2];
    for (let power = 2; power < 32; power++)
      for (let cell = 128; cell < 256; cell++)
        for (const step of [-1, 0]) parts.push(Math.floor(cell * 2 ** (power - 7)) + step);
    expect(worstError(Float64Array.from(parts, (part) => (part + 0.5) / 2 ** 32))).toBeLessThan(1e-14);
  });

  it('have the mean asked for', () => {
    expect(variates([0.5, 0.25], 300)).toEqual(Float64Array.of(300 * Math.LN2, 600 * Math.LN2));
  });
});
