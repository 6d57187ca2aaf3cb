// Expected values: what the forecast itself says, and the normal distribution in closed form.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeadDependence } from '../../../src/models/sample-paths/lead-dependence.ts';
import { PATHS, samplePaths } from '../../../src/models/sample-paths/sample-paths.ts';
import { normalForecast } from './normal-forecast.ts';

/** The generator hands out one array again and again. */
function copied(...args: Parameters<typeof samplePaths>): Float64Array[] {
  const leads: Float64Array[] = [];
  for (const values of samplePaths(...args)) leads.push(values.slice());
  return leads;
}

const dependence = fc
  .tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }))
  .map(
    ([lasting, fading]): LeadDependence => ({
      parts: [
        { share: lasting, halfLifeIntervals: Number.POSITIVE_INFINITY },
        { share: fading, halfLifeIntervals: 4 },
      ],
    }),
  );

test('in each interval a tenth of the paths lies below the lower bound of 80 % and a tenth above the upper one, whatever the dependence', () => {
  fc.assert(
    fc.property(dependence, (parts) => {
      const forecast = normalForecast([100, 20, 0.3], [10, 15, 2]);
      const [{ lower, upper }] = forecast.intervals.filter(({ levelFraction }) => levelFraction === 0.8);
      for (const [lead, values] of copied(forecast, parts).entries()) {
        const share = (isOutside: (value: number) => boolean) => values.filter(isOutside).length / PATHS;
        expect(share((value) => value < lower[lead] - 1e-9)).toBe(lower[lead] > 0 ? 0.1 : 0);
        expect(share((value) => value > upper[lead] + 1e-9)).toBe(0.1);
        // Half of a thousandth of the paths lies between the median and its neighbours.
        const sorted = values.toSorted();
        expect(sorted[PATHS / 2 - 1]).toBeLessThanOrEqual(forecast.point[lead]);
        expect(sorted[PATHS / 2]).toBeGreaterThanOrEqual(forecast.point[lead]);
      }
    }),
    { numRuns: 20 },
  );
});

test('intervals go together as the dependence says, and less so the further apart they are', () => {
  const forecast = normalForecast(new Array(9).fill(100), new Array(9).fill(10));
  const parts = [
    { share: 0.4, halfLifeIntervals: Number.POSITIVE_INFINITY },
    { share: 0.4, halfLifeIntervals: 2 },
  ];
  const leads = copied(forecast, { parts });
  const deviations = leads.map((values) => values.map((value) => value - 100));
  const squares = (a: Float64Array, b: Float64Array) => a.reduce((sum, each, i) => sum + each * b[i], 0);
  for (const distance of [1, 2, 4, 8]) {
    const correlation =
      squares(deviations[0], deviations[distance]) /
      Math.sqrt(squares(deviations[0], deviations[0]) * squares(deviations[distance], deviations[distance]));
    // Three standard errors of a correlation from half as many draws, whose mirror images tell nothing more.
    expect(Math.abs(correlation - (0.4 + 0.4 * 2 ** (-distance / 2)))).toBeLessThan(3 / Math.sqrt(PATHS / 2));
  }
});

test('errors that are all one move every path through the same quantiles', () => {
  const forecast = normalForecast([100, 50], [10, 5]);
  const whole = { parts: [{ share: 1, halfLifeIntervals: Number.POSITIVE_INFINITY }] };
  const [first, second] = copied(forecast, whole);
  for (const [path, value] of first.entries()) expect((value - 100) / 10).toBeCloseTo((second[path] - 50) / 5, 9);
});

test('the paths are the same every time', () => {
  const forecast = normalForecast([100, 50, 70], [10, 5, 8]);
  const parts = [{ share: 0.5, halfLifeIntervals: 4 }];
  expect(copied(forecast, { parts })).toEqual(copied(forecast, { parts }));
});

test('nothing comes where the forecast and its bounds are 0', () => {
  const [values] = copied(normalForecast([0], [0]), { parts: [] });
  expect(values.every((value) => value === 0)).toBe(true);
});
