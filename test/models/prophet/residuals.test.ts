import { expect, it } from 'vitest';
import { PROPHET_DEFAULTS } from '../../../src/models/prophet/options.ts';
import { fitProphetToSeries } from '../../../src/models/prophet/prophet.ts';
import { prophetResiduals } from '../../../src/models/prophet/residuals.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { dailyContacts } from '../../bench/synthetic-series.ts';

const { wallSeconds, values } = dailyContacts(120);
const history = {
  start: wallSeconds[0],
  step: calendarStep('P1D'),
  timeZone: 'UTC',
  unit: 'contacts',
  values: values.map((value, i) => (i % 11 === 3 ? Number.NaN : value)),
  closed: new Uint8Array(120),
};
const options = { ...PROPHET_DEFAULTS, yearly: false, weekly: true, daily: false };
const fitted = fitProphetToSeries(history, options);
const residuals = prophetResiduals(fitted, history);

it('residuals are missing where the history is', () => {
  expect([...residuals.map((value) => (Number.isNaN(value) ? 1 : 0))]).toEqual(
    [...history.values].map((value) => (Number.isNaN(value) ? 1 : 0)),
  );
});

it('residuals have the sum of squares that the fitted noise asks for', () => {
  // prophet.stan: y ~ normal(mu, sigma), sigma ~ normal(0, 0.5). At the mode -n / sigma + sse / sigma^3 - 4 sigma = 0.
  const seen = residuals.filter((value) => !Number.isNaN(value));
  const sse = seen.reduce((sum, value) => sum + (value / fitted.fit.scale.value) ** 2, 0);
  const { sigma } = fitted.fit;
  expect(sse / (seen.length * sigma ** 2 + 4 * sigma ** 4)).toBeCloseTo(1, 8);
});
