import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrivalProfile, drawArrivals } from './arrival-profile.ts';
import { seededRandom } from './random.ts';

const HALF_HOUR_MS = 1_800_000;

describe('arrivals', () => {
  test('are as many as asked, ascend, and come only when the profile lets them', () => {
    const middle = arrivalProfile(Array.from({ length: 48 }, (_, i) => (i === 20 ? 400 : i === 30 ? 600 : 0)));
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(), (volume, seed) => {
        const arrivals = [...drawArrivals(volume, middle, seededRandom(seed))];
        expect(arrivals).toHaveLength(volume);
        expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
        expect(arrivals.every((at) => [20, 30].includes(Math.floor(at / HALF_HOUR_MS)))).toBe(true);
      }),
    );
  });

  test('spread evenly within a half-hour', () => {
    const first = arrivalProfile([1000, ...new Array<number>(47).fill(0)]);
    const arrivals = drawArrivals(100_000, first, seededRandom(3));
    const inFirstQuarter = arrivals.filter((at) => at < HALF_HOUR_MS / 2).length;
    // Binomial with one half: five standard deviations.
    expect(Math.abs(inFirstQuarter - 50_000)).toBeLessThan(5 * Math.sqrt(25_000));
  });
});

describe('a profile', () => {
  test('has 48 parts that add up to a thousand', () => {
    expect(() => arrivalProfile(new Array<number>(48).fill(20))).toThrow('960 parts in 48');
    expect(() => arrivalProfile(new Array<number>(50).fill(20))).toThrow('1000 parts in 50');
  });
});
