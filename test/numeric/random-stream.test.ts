import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillUniform, nextUniform, randomStream } from '../../src/numeric/random-stream.ts';

describe('random stream', () => {
  it('gives the bits of the reference implementation', () => {
    // xoshiro128starstar.c 1.1 of Blackman and Vigna from state {1, 2, 3, 4}, as in the tests of the Rust crate rand_xoshiro.
    const stream = new Int32Array([1, 2, 3, 4]);
    const numbers = new Float64Array(10);
    fillUniform(stream, numbers);
    expect(Array.from(numbers, (u) => u * 2 ** 32 - 0.5)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('gives the same numbers for the same list and other numbers for another', () => {
    const whole = fc.array(fc.maxSafeNat(), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const first = Array.from(randomStream(...a));
        expect(Array.from(randomStream(...a))).toEqual(first);
        if (a.some((number, i) => number !== b[i])) expect(Array.from(randomStream(...b))).not.toEqual(first);
      }),
    );
  });

  it('is the same one by one and many at once', () => {
    const stream = randomStream(5);
    const numbers = new Float64Array(100);
    fillUniform(randomStream(5), numbers);
    expect(Array.from(numbers, () => nextUniform(stream))).toEqual(Array.from(numbers));
  });

  it('makes unrelated streams of neighbouring lists', () => {
    // First numbers of 40 x 100 neighbouring streams: uniform, and uncorrelated from one stream to the next. The bounds are four
    // standard errors of the mean (1/√12 each) and of a correlation.
    const firsts: number[] = [];
    for (let replication = 0; replication < 40; replication++)
      for (let stream = 0; stream < 100; stream++) firsts.push(nextUniform(randomStream(7, replication, stream)));
    const mean = firsts.reduce((sum, u) => sum + u, 0) / firsts.length;
    let correlation = 0;
    for (let i = 1; i < firsts.length; i++)
      correlation += ((firsts[i] - 0.5) * (firsts[i - 1] - 0.5) * 12) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * firsts.length));
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(firsts.length));
  });

  it('stays strictly between 0 and 1', () => {
    const stream = randomStream(3);
    for (let i = 0; i < 10_000; i++) {
      const u = nextUniform(stream);
      expect(u > 0 && u < 1).toBe(true);
    }
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses %d as the number of a stream', (number) => {
    expect(() => randomStream(1, number)).toThrow(RangeError);
  });
});
