// Expected values: R package prophet 1.0 and an independent certification of the optimum; fixtures/reference/prophet/README.md
// says how each was made and why the tolerances are what they are.
// REFERENCE_DATA=<folder with reference/ and data/> adds the cases whose data may not be copied here (npm run test:reference).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { designOf } from '../../../src/models/prophet/design.ts';
import { fitProphet } from '../../../src/models/prophet/fit.ts';
import type { ProphetHoliday } from '../../../src/models/prophet/holiday-columns.ts';
import type { ProphetOptions, SeasonalitySetting } from '../../../src/models/prophet/options.ts';
import { predict } from '../../../src/models/prophet/predict.ts';
import {
  readReferenceSeries,
  type SeriesPointer,
  trainingRows,
  wallSecondsOf,
} from '../../support/reference-series.ts';

interface Parameters {
  log_density: number;
  k: number;
  m: number;
  delta: number[];
  beta: number[];
  sigma_obs: number;
}

interface ReferenceCase {
  series: SeriesPointer;
  options: {
    growth: 'linear' | 'flat';
    n_changepoints: number;
    changepoint_range: number;
    yearly_seasonality: SeasonalitySetting;
    weekly_seasonality: SeasonalitySetting;
    daily_seasonality: SeasonalitySetting;
    seasonality_prior_scale: number;
    holidays_prior_scale?: number;
    changepoint_prior_scale: number;
    interval_width: number;
  };
  holidays?: HolidayTable;
  standardised: {
    start: string;
    t_scale_seconds: number;
    y_scale: number;
    T: number;
    changepoints_t: number[];
    columns: string[];
    column_sums: number[];
    rows: { index: number[]; t: number[]; y_scaled: number[]; X: number[][] };
  };
  fits: { certified: Parameters & { certificate: { smallest_eigenvalue: number } }; default: Parameters };
  predictions: { columns: string[]; rows: (string | number)[][] };
}

type HolidayRow = readonly [
  name: string,
  ds: string,
  lower?: number | null,
  upper?: number | null,
  scale?: number | null,
];

interface HolidayTable {
  readonly columns: readonly string[];
  readonly rows: readonly HolidayRow[];
}

const HERE = 'fixtures/reference/prophet';
const OWN = [
  'air_additive',
  'retail_additive',
  'nyc311',
  'tutorial_nyc311_last90',
  'peyton_default',
  'peyton_no_changepoints',
  'bernalillo_events',
  'nyc311_us_holidays',
  'peyton_holidays_superbowl_playoff',
  'swast_bnssg',
  'wp_log_R_linear',
  'yosemite_30min',
  'yosemite_week_5min',
];
const NOT_TO_BE_COPIED = [
  'bank_daily',
  'contact_center_short',
  'german_additive',
  'kpis_flat',
  'kpis_linear_no_seasonality',
  'service_desk_hourly',
  'vanad_q13_daily',
  'tutorial_german_last90',
  'tutorial_vanad_q5_last90',
];
const elsewhere = process.env['REFERENCE_DATA'];
const CASES = [
  ...OWN.map((name) => ({ name, file: `${HERE}/${name}.json`, data: `${HERE}/data` })),
  ...(elsewhere === undefined ? [] : NOT_TO_BE_COPIED).map((name) => ({
    name,
    file: `${elsewhere}/reference/prophet/${name}.json`,
    data: `${elsewhere}/data`,
  })),
];
// Weekends in bank_daily and Sundays in vanad_q13_daily and vanad_q5: days of a kind that the history never has.
const UNSEEN_WEEKDAYS: Record<string, number[]> = {
  bank_daily: [0, 6],
  vanad_q13_daily: [0],
  tutorial_vanad_q5_last90: [0],
};

const greatestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - b[i])),
    a.length === b.length ? 0 : Number.NaN,
  );

/** Rows of a table of holidays: name, date, windows and prior scale, as far as it has those columns. */
function holidaysOf(table: HolidayTable | undefined): ProphetHoliday[] {
  return (table?.rows ?? []).map(([name, ds, lower, upper, priorScale]) => ({
    name,
    day: wallSecondsOf(ds) / 86_400,
    lowerWindow: lower ?? 0,
    upperWindow: upper ?? 0,
    ...(typeof priorScale === 'number' ? { priorScale } : {}),
  }));
}

function load({ file, data }: { file: string; data: string }) {
  const reference: ReferenceCase = JSON.parse(readFileSync(file, 'utf8'));
  const rows = readReferenceSeries(data, reference.series).slice(0, reference.series.train_rows);
  const o = reference.options;
  const options: ProphetOptions = {
    growth: o.growth,
    yearly: o.yearly_seasonality,
    weekly: o.weekly_seasonality,
    daily: o.daily_seasonality,
    seasonalityPriorScale: o.seasonality_prior_scale,
    holidays: holidaysOf(reference.holidays),
    holidaysPriorScale: o.holidays_prior_scale ?? 10,
    changepoints: o.n_changepoints,
    changepointRangeFraction: o.changepoint_range,
    changepointPriorScale: o.changepoint_prior_scale,
  };
  return { reference, observations: trainingRows(rows), options };
}

describe.each(CASES)('Prophet on $name', (one) => {
  const { reference, observations, options } = load(one);
  const { standardised, fits, predictions } = reference;
  const range = Math.max(...observations.values) - Math.min(...observations.values);

  it('prepares the same scales, changepoints and features, within the 12 printed digits', () => {
    const design = designOf(observations, options);
    expect(design.target.length).toBe(standardised.T);
    expect(design.scale.start).toBe(wallSecondsOf(standardised.start));
    expect(design.scale.timeSeconds).toBe(standardised.t_scale_seconds);
    expect(Math.abs(design.scale.value / standardised.y_scale - 1)).toBeLessThan(1e-11);
    expect(greatestDifference(design.changepoints, standardised.changepoints_t)).toBeLessThan(1e-10);
    // Prophet gives a model without seasons one column of zeros, which changes nothing.
    const columns = standardised.columns[0] === 'zeros' ? [] : standardised.columns;
    expect(design.features.length).toBe(columns.length);
    for (const [r, index] of standardised.rows.index.entries()) {
      expect(Math.abs(design.time[index] - standardised.rows.t[r])).toBeLessThan(1e-10);
      expect(Math.abs(design.target[index] - standardised.rows.y_scaled[r])).toBeLessThan(1e-10);
      const features = design.features.map((column) => column[index]);
      expect(greatestDifference(features, standardised.rows.X[r].slice(0, columns.length))).toBeLessThan(1e-10);
    }
    const sums = design.features.map((column) => column.reduce((a, b) => a + b, 0));
    // A sum of T entries, each exact to 1e-12, printed with 12 digits.
    expect(greatestDifference(sums, standardised.column_sums.slice(0, columns.length))).toBeLessThan(
      1e-12 * standardised.T + 1e-9,
    );
  });

  it('reaches the certified optimum, above every fit of Stan, and knows that it has', () => {
    const fit = fitProphet(observations, options);
    expect(fit.logDensity).toBeGreaterThan(fits.certified.log_density - 1e-6);
    expect(fit.logDensity).toBeLessThan(fits.certified.log_density + 1e-6);
    expect(fit.logDensity).toBeGreaterThanOrEqual(fits.default.log_density - 1e-6);
    expect(fit.optimalityResidual).toBeLessThan(1e-8);
    if (fits.certified.certificate.smallest_eigenvalue > 1) {
      expect(Math.abs(fit.k - fits.certified.k)).toBeLessThan(1e-5);
      expect(Math.abs(fit.m - fits.certified.m)).toBeLessThan(1e-5);
      expect(greatestDifference(fit.delta, fits.certified.delta)).toBeLessThan(1e-5);
      expect(greatestDifference(fit.beta, fits.certified.beta.slice(0, fit.beta.length))).toBeLessThan(1e-5);
    }
    expect(Math.abs(fit.sigma / fits.certified.sigma_obs - 1)).toBeLessThan(1e-6);
  });

  it('predicts the same values, parts and bounds', () => {
    const wall = Float64Array.from(predictions.rows, (row) => wallSecondsOf(String(row[0])));
    const prediction = predict(fitProphet(observations, options), wall, [reference.options.interval_width]);
    const column = (name: string) => predictions.rows.map((row) => Number(row[predictions.columns.indexOf(name)]));
    const yhat = column('yhat');
    const upper = column('exact_yhat_upper');
    const lower = column('exact_yhat_lower');
    const [interval] = prediction.intervals;
    for (let i = 0; i < wall.length; i++) {
      const unseen = UNSEEN_WEEKDAYS[one.name]?.includes(new Date(wall[i] * 1000).getUTCDay()) ?? false;
      expect(Math.abs(prediction.point[i] - yhat[i])).toBeLessThan((unseen ? 1e-4 : 1e-6) * range);
      const halfWidth = (upper[i] - lower[i]) / 2;
      expect(Math.abs((interval.upper[i] - interval.lower[i]) / 2 - halfWidth)).toBeLessThan(1e-6 * halfWidth);
    }
    for (const [name, part] of Object.entries(prediction.components)) {
      if (UNSEEN_WEEKDAYS[one.name] === undefined)
        expect(greatestDifference(part, column(name))).toBeLessThan(1e-6 * range);
    }
  });
});
