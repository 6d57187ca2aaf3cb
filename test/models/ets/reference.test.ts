// Expected values: R's forecast::ets; fixtures/reference/ets/README.md says which calls made them. REFERENCE_DATA=<folder with
// reference/ and data/> takes all cases (npm run test:reference).
import { describe, expect, test } from 'vitest';
import { nameOfForm } from '../../../src/models/ets/ets-form.ts';
import { fitForm, runOf } from '../../../src/models/ets/fit-form.ts';
import { forecastMoments } from '../../../src/models/ets/forecast-moments.ts';
import { selectForm } from '../../../src/models/ets/select-form.ts';
import { normalQuantile } from '../../../src/numeric/normal.ts';
import { formNamed, parametersOf, referenceCases, statesOf } from './reference-cases.ts';

const cases = referenceCases();
const fits = cases.flatMap(({ case: name, values, series, ets, models }) =>
  [...(ets === undefined ? [] : [ets]), ...Object.values(models ?? {})].map((reference) => ({
    title: `${name} ${reference.model}`,
    values,
    period: series.period,
    reference,
    own: fitForm(values, formNamed(reference.model), series.period),
  })),
);

const relative = (a: number, b: number): number => Math.abs(a / b - 1);

describe.each(fits)('with the parameters and states of R, $title', ({ values, reference }) => {
  const form = formNamed(reference.model);
  const parameters = parametersOf(reference);
  const fit = runOf(values, form, parameters, statesOf(reference.initial_state));

  test('has the likelihood, criterion, variance and fitted values of R', () => {
    // The parameters have 12 digits.
    expect(relative(fit.logLikelihood, reference.log_likelihood)).toBeLessThan(1e-9);
    expect(relative(fit.aicc, reference.aicc)).toBeLessThan(1e-9);
    expect(relative(fit.variance, reference.sigma2)).toBeLessThan(1e-9);
    const largest = Math.max(...values);
    const expected = [...reference.fitted_first, ...reference.fitted_last];
    const fitted = [...fit.fitted.subarray(0, 5), ...fit.fitted.subarray(-5)];
    for (const [i, each] of expected.entries()) expect(Math.abs(fitted[i] - each)).toBeLessThan(1e-9 * largest);
  });

  test('has its forecasts and bounds', () => {
    const states = statesOf(reference.final_state);
    const end = { form, parameters, states, nextSlot: 0, variance: reference.sigma2 };
    const { mean, variance } = forecastMoments(end, reference.mean.length);
    const expected = reference.mended ?? reference;
    const largest = Math.max(...expected.upper.map(Math.abs));
    // The README names the fault that remains in the peer's formulas for one form.
    const tolerance = reference.model === 'MAdM' ? 2e-5 : 1e-9;
    for (const [i, each] of expected.mean.entries()) {
      const away = normalQuantile(0.9) * Math.sqrt(variance[i]);
      expect(Math.abs(mean[i] - each)).toBeLessThan(tolerance * largest);
      expect(Math.abs(mean[i] - away - expected.lower[i])).toBeLessThan(tolerance * largest);
      expect(Math.abs(mean[i] + away - expected.upper[i])).toBeLessThan(tolerance * largest);
    }
  });
});

test.each(fits)('the likelihood found is that of R or higher: $title', ({ own, reference }) => {
  expect(own?.logLikelihood).toBeGreaterThan(reference.log_likelihood - 1e-6 * Math.abs(reference.log_likelihood));
});

const alike = fits.flatMap(({ own, ...rest }) =>
  own !== undefined && Math.abs(own.logLikelihood - rest.reference.log_likelihood) < 0.02 ? [{ ...rest, own }] : [],
);

test.each(alike)('forecasts are those of R where it found the optimum: $title', ({ values, own, reference }) => {
  const { form, parameters, final: states, variance } = own;
  const nextSlot = values.length % states.seasonal.length;
  const { mean } = forecastMoments({ form, parameters, states, nextSlot, variance }, reference.mean.length);
  const usual = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
  // Two hundredths in the logarithm of the likelihood leave so much room to the states.
  for (const [i, each] of reference.mean.entries()) expect(Math.abs(mean[i] - each)).toBeLessThan(0.01 * usual);
});

const chosen = cases.flatMap(({ case: title, values, series, ets }) =>
  ets === undefined ? [] : [{ title, values, period: series.period, ets }],
);

test.each(chosen)('the form chosen is that of R, or has a lower criterion: $title', ({ values, period, ets }) => {
  const fit = selectForm(values, period);
  if (nameOfForm(fit.form) === ets.model) expect(fit.aicc).toBeLessThan(ets.aicc + 1e-6 * Math.abs(ets.aicc));
  else expect(fit.aicc).toBeLessThan(ets.aicc);
});
