import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quasiNewton, type SmoothFunction } from '../../src/numeric/quasi-newton.ts';

/** Rosenbrock, An automatic method for finding the greatest or least value of a function (1960): a bent valley, least at (1, 1). */
const valley: SmoothFunction = {
  valueAt: ([x, y]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  gradientInto([x, y], gradient) {
    gradient.set([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]);
  },
};

describe('the minimum', () => {
  test('of a bent valley is found from its usual start', () => {
    const { at, value } = quasiNewton(valley, Float64Array.of(-1.2, 1), 1e-16);
    expect(value).toBeLessThan(1e-14);
    for (const each of at) expect(Math.abs(each - 1)).toBeLessThan(1e-6);
  });

  test('of a quadratic is that of its closed form, whatever the scales', () => {
    const numbers = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 });
    const scales = fc.array(fc.double({ min: 0.1, max: 30, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(numbers, numbers, scales, (centre, start, curvatures) => {
        const bowl: SmoothFunction = {
          valueAt: (at) => at.reduce((sum, x, i) => sum + curvatures[i] * (x - centre[i]) ** 2, 0),
          gradientInto: (at, gradient) => gradient.set(at.map((x, i) => 2 * curvatures[i] * (x - centre[i]))),
        };
        const { at } = quasiNewton(bowl, Float64Array.from(start), 1e-14);
        for (const [i, x] of at.entries()) expect(Math.abs(x - centre[i])).toBeLessThan(1e-5);
      }),
    );
  });

  test('next to where the function is not defined is found from the side where it is', () => {
    // x - ln x is least at 1 and is not defined from 0 on down.
    const { at } = quasiNewton(
      {
        valueAt: ([x]) => (x > 0 ? x - Math.log(x) : Number.POSITIVE_INFINITY),
        gradientInto: ([x], gradient) => gradient.set([1 - 1 / x]),
      },
      Float64Array.of(6),
      1e-14,
    );
    expect(Math.abs(at[0] - 1)).toBeLessThan(1e-6);
  });
});

test('a start in the minimum is returned, and the start itself is left as it is', () => {
  const start = Float64Array.of(1, 1);
  expect([...quasiNewton(valley, start, 1e-12).at]).toEqual([1, 1]);
  const other = Float64Array.of(-1.2, 1);
  quasiNewton(valley, other, 1e-12);
  expect([...other]).toEqual([-1.2, 1]);
});
