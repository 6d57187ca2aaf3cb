import { expect, test } from 'vitest';
import { ETS_FORMS, type EtsForm, nameOfForm } from '../../../src/models/ets/ets-form.ts';
import { type EtsEnd, forecastMoments } from '../../../src/models/ets/forecast-moments.ts';
import { emptyPath, runForward } from '../../../src/models/ets/recursion.ts';

const STEPS = 5;

function endOf(form: EtsForm): EtsEnd {
  const hasTrend = form.trend !== 'none';
  const seasons = { none: [0], additive: [12, -8, -4], multiplicative: [1.2, 0.7, 1.1] };
  return {
    form,
    parameters: {
      alpha: 0.4,
      beta: hasTrend ? 0.15 : 0,
      gamma: form.season === 'none' ? 0 : 0.3,
      phi: form.trend === 'damped' ? 0.85 : 1,
    },
    states: { level: 100, slope: hasTrend ? 3 : 0, seasonal: Float64Array.from(seasons[form.season]) },
    nextSlot: 0,
    variance: form.error === 'additive' ? 25 : 0.01,
  };
}

/**
 * Mean and variance over all paths of errors that are -d, 0 and d with chances 1/6, 2/3 and 1/6, d^2 = 3 times the variance: the
 * moments of these errors up to the fifth are those of the normal law, and values are of degree two at most in each error.
 */
function overAllPaths({ form, parameters, states, variance }: EtsEnd): { mean: number[]; variance: number[] } {
  const reach = Math.sqrt(3 * variance);
  const errors = [-reach, 0, reach];
  const chances = [1 / 6, 2 / 3, 1 / 6];
  const sums = new Float64Array(STEPS);
  const squares = new Float64Array(STEPS);
  for (let path = 0; path < 3 ** STEPS; path++) {
    const values = new Float64Array(STEPS).fill(Number.NaN);
    let chance = 1;
    for (let h = 0, rest = path; h < STEPS; h++, rest = Math.floor(rest / 3)) {
      const ahead = emptyPath(h + 1);
      runForward(values.subarray(0, h + 1), form, parameters, states, ahead);
      const forecast = ahead.forecasts[h];
      const error = errors[rest % 3];
      values[h] = form.error === 'additive' ? forecast + error : forecast * (1 + error);
      chance *= chances[rest % 3];
    }
    for (const [h, value] of values.entries()) {
      sums[h] += chance * value;
      squares[h] += chance * value * value;
    }
  }
  return { mean: [...sums], variance: [...squares].map((square, h) => square - sums[h] ** 2) };
}

test.each(ETS_FORMS.map((form) => ({ form, title: nameOfForm(form) })))(
  'mean and variance of $title are those over all paths',
  ({ form }) => {
    const end = endOf(form);
    const expected = overAllPaths(end);
    const { mean, variance } = forecastMoments(end, STEPS);
    for (let h = 0; h < STEPS; h++) {
      // Sums of thousands of squares leave ten digits.
      expect(Math.abs(mean[h] / expected.mean[h] - 1)).toBeLessThan(1e-12);
      expect(Math.abs(variance[h] / expected.variance[h] - 1)).toBeLessThan(1e-9);
    }
  },
);
