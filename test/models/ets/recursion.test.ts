import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ETS_FORMS, nameOfForm } from '../../../src/models/ets/ets-form.ts';
import {
  type EtsParameters,
  type EtsStates,
  emptyPath,
  runBackward,
  runForward,
} from '../../../src/models/ets/recursion.ts';
import { even, numbers } from '../series-of.ts';

const PERIOD = 4;
const missing = Number.NaN;

const share = fc.double({ min: 0.05, max: 0.45, noNaN: true });
const parameters = fc.record({
  alpha: share,
  beta: share,
  gamma: share,
  phi: fc.double({ min: 0.8, max: 0.98, noNaN: true }),
});

test.each(ETS_FORMS.map((form) => ({ form, title: nameOfForm(form) })))(
  'the derivatives of a run of $title are those of differences, missing values or not',
  ({ form }) => {
    const values = Float64Array.from(
      numbers(23, (i) => (i % 7 === 5 ? missing : 80 + 40 * even(i) + 5 * (i % PERIOD))),
    );
    const weight = 0.3;
    const seasons = { none: [0], additive: [9, -5, -3, -1], multiplicative: [1.1, 0.8, 0.9, 1.2] };
    const first: EtsStates = { level: 90, slope: 0.5, seasonal: Float64Array.from(seasons[form.season]) };
    const path = emptyPath(values.length);
    const lossOf = (at: EtsParameters, from: EtsStates): number => {
      const run = runForward(values, form, at, from, path);
      return run === undefined ? missing : weight * run.sumOfSquares + 2 * run.sumOfLogs;
    };
    fc.assert(
      fc.property(parameters, (at) => {
        expect(lossOf(at, first)).not.toBeNaN();
        const by = runBackward(values, form, at, path, weight, first.seasonal.length);
        const step = 1e-5;
        const check = (derivative: number, lossAt: (change: number) => number): void => {
          const difference = (lossAt(step) - lossAt(-step)) / (2 * step);
          // Differences of the loss keep half of its digits.
          expect(Math.abs(derivative - difference)).toBeLessThan(
            1e-5 * (1 + Math.abs(difference)) + (1e-10 * Math.abs(lossOf(at, first))) / step,
          );
        };
        for (const name of ['alpha', 'beta', 'gamma', 'phi'] as const)
          check(by[name], (change) => lossOf({ ...at, [name]: at[name] + change }, first));
        for (const name of ['level', 'slope'] as const)
          check(by[name], (change) => lossOf(at, { ...first, [name]: first[name] + change }));
        for (const slot of first.seasonal.keys())
          check(by.seasonal[slot], (change) =>
            lossOf(at, { ...first, seasonal: first.seasonal.map((each, i) => each + (i === slot ? change : 0)) }),
          );
      }),
      { numRuns: 10 },
    );
  },
);

test('a multiplicative form that comes to a forecast of 0 or less is undefined', () => {
  const [form] = ETS_FORMS.filter((one) => nameOfForm(one) === 'MAN');
  const falling = { level: 10, slope: -4, seasonal: new Float64Array(1) };
  const still = { alpha: 0.1, beta: 0.01, gamma: 0, phi: 1 };
  expect(runForward(Float64Array.of(missing, missing, missing), form, still, falling, emptyPath(3))).toBeUndefined();
});
