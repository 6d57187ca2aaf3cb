import { describe, expect, it } from 'vitest';
import { fourierTransform } from '../../src/numeric/fourier-transform.ts';

const bitReversed = (index: number, bits: number): number =>
  Array.from({ length: bits }, (_, bit) => ((index >> bit) & 1) << (bits - 1 - bit)).reduce((sum, bit) => sum + bit, 0);

describe.each([0, 1, 2, 3, 6])('the transform of 2^%i points', (bits) => {
  const size = 2 ** bits;
  const real = Float64Array.from({ length: size }, (_, i) => Math.sin(i * i + 1));
  const imaginary = Float64Array.from({ length: size }, (_, i) => Math.cos(3 * i * i + 2));

  it('is the sum of the definition, in bit-reversed order', () => {
    const [foundReal, foundImaginary] = [real.slice(), imaginary.slice()];
    fourierTransform(size).forward(foundReal, foundImaginary);
    for (let k = 0; k < size; k++) {
      let [sumReal, sumImaginary] = [0, 0];
      for (let i = 0; i < size; i++) {
        const angle = (-2 * Math.PI * ((i * k) % size)) / size;
        sumReal += real[i] * Math.cos(angle) - imaginary[i] * Math.sin(angle);
        sumImaginary += real[i] * Math.sin(angle) + imaginary[i] * Math.cos(angle);
      }
      expect(foundReal[bitReversed(k, bits)]).toBeCloseTo(sumReal, 12);
      expect(foundImaginary[bitReversed(k, bits)]).toBeCloseTo(sumImaginary, 12);
    }
  });

  it('is undone by the inverse, but for the size', () => {
    const [foundReal, foundImaginary] = [real.slice(), imaginary.slice()];
    const transform = fourierTransform(size);
    transform.forward(foundReal, foundImaginary);
    transform.inverse(foundReal, foundImaginary);
    for (let i = 0; i < size; i++) {
      expect(foundReal[i] / size).toBeCloseTo(real[i], 13);
      expect(foundImaginary[i] / size).toBeCloseTo(imaginary[i], 13);
    }
  });
});

it('refuses sizes that are no power of two', () => {
  for (const size of [0, 3, 12, -4]) expect(() => fourierTransform(size)).toThrow(RangeError);
});
