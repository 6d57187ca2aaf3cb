// Expected values: statsmodels 0.13.5, R 4.2.2 stl and R forecast 8.20 mstl; fixtures/reference/stl/README.md says how each was made.
// REFERENCE_DATA=<folder with reference/ and data/> adds the cases whose data may not be copied here (npm run test:reference).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mstl } from '../../../src/models/stl/mstl.ts';
import { type StlSettings, settingsOfR, settingsOfStatsmodels } from '../../../src/models/stl/settings.ts';
import { stl } from '../../../src/models/stl/stl.ts';
import type { LoessSettings } from '../../../src/numeric/loess-grid.ts';
import { readReferenceSeries, type SeriesPointer } from '../../support/reference-series.ts';

type Parts = Record<string, readonly number[] | undefined>;

interface Case extends Record<string, unknown> {
  readonly series: SeriesPointer & { readonly first_rows?: number };
  readonly n: number;
  /** Positions of the values given. */
  readonly index: 'all' | readonly number[];
  readonly checks: Record<string, { readonly sum: number; readonly sum_squares: number }>;
}

interface StatsmodelsCall {
  readonly period: number;
  readonly seasonal: number;
  readonly seasonal_deg: 0 | 1;
  readonly seasonal_jump: number;
  readonly trend: number;
  readonly trend_deg: 0 | 1;
  readonly trend_jump: number;
  readonly low_pass: number;
  readonly low_pass_deg: 0 | 1;
  readonly low_pass_jump: number;
  readonly inner_iter: number;
  readonly outer_iter: number;
}

interface RCall {
  readonly windows: Record<'s' | 't' | 'l', number>;
  readonly degrees: Record<'s' | 't' | 'l', 0 | 1>;
  readonly jumps: Record<'s' | 't' | 'l', number>;
  readonly inner: number;
  readonly outer: number;
}

const HERE = 'fixtures/reference/stl';
const PROPHET = 'fixtures/reference/prophet/data';
const OWN = [
  ...['nyc311_p7', 'nyc311_p7_robust', 'nyc311_p7_s13_robust', 'nyc311_p7_s35_t91', 'nyc311_p7_degree0'],
  ...['nyc311_p365_s7', 'tutorial_nyc311_last90_p7', 'swast_bnssg_p7_s11'],
  ...['yosemite_15min_p96', 'yosemite_15min_p96_robust', 'yosemite_15min_p96_jumps_degree0'],
  ...['bernalillo_daily_p7_robust', 'bernalillo_daily_p7_passes'],
  ...['bike_p24_robust', 'bike_p168', 'bike_p168_robust_jumps'],
  ...['r_nyc311_p7_s7', 'r_nyc311_p7_periodic', 'r_nyc311_p7_s35_t91_jumps1', 'r_bike_p168_s7'],
  ...['r_mstl_nyc311_7', 'r_mstl_bike_24_168', 'r_mstl_bike_24_168_robust_odd'],
];
// Left out, because their number of values is even and R's median then wrong: r_bernalillo_daily_p7_s7_robust_even (see below) and
// r_mstl_montgomery_ems_48_336_robust (in its place r_mstl_bike_24_168_robust_odd).
const NOT_TO_BE_COPIED = [
  ...['contact_center_short_p7', 'contact_center_short_p7_robust', 'contact_center_short_p7_r_defaults'],
  ...['kpis_p7_robust_degree0', 'kpis_p7_jumps', 'kpis_p7_jumps_robust', 'german_after_gap_p7_s91_t365'],
  ...['tutorial_german_last90_p7_robust', 'vanad_q5_daily_p6', 'vanad_q5_daily_p6_robust'],
  ...['m4_H10_p24', 'm4_H10_p24_robust', 'm4_H10_p24_s13_trenddeg0', 'm4_H10_p168'],
  ...['bank_30min_p28', 'bank_30min_p28_robust', 'bank_30min_p140_s11', 'montgomery_ems_p336_s7_robust_jumps'],
  ...['taylor_p48', 'taylor_p48_s13_robust', 'taylor_p336', 'taylor_p336_robust'],
  ...['r_contact_center_short_p7_s7', 'r_contact_center_short_p7_periodic', 'r_contact_center_short_p7_s7_robust'],
  ...['r_contact_center_short_p7_like_statsmodels', 'r_kpis_p7_s13_degree1', 'r_kpis_p7_s13_robust'],
  ...['r_m4_H10_p24_s11', 'r_m4_H10_p24_periodic_t101', 'r_vanad_q5_daily_p6_s7', 'r_taylor_p48_s7'],
  ...['r_taylor_p336_periodic', 'r_mstl_taylor_48_336', 'r_mstl_taylor_48_336_two_cycles'],
  ...['r_mstl_taylor_48_336_two_cycles_and_one', 'r_mstl_bank_30min_28_140', 'r_mstl_bank_30min_28_140_windows'],
  ...['r_mstl_bank_5min_169_845', 'r_mstl_kpis_7_365', 'r_mstl_m4_H10_24_168_periodic'],
];
const elsewhere = process.env['REFERENCE_DATA'];
const ownData = (name: string) => (/bike|bernalillo/.test(name) ? `${HERE}/data` : PROPHET);
const CASES = [
  ...OWN.map((name) => ({ name, file: `${HERE}/${name}.json`, data: ownData(name) })),
  ...(elsewhere === undefined ? [] : NOT_TO_BE_COPIED).map((name) => ({
    name,
    file: `${elsewhere}/reference/stl/${name}.json`,
    data: `${elsewhere}/data`,
  })),
];
const isOfStatsmodels = ({ name }: { name: string }) => !name.startsWith('r_');
const isOfMstl = ({ name }: { name: string }) => name.startsWith('r_mstl_');

// Noise in the last place of the values moves robust components by 4e-13 of the greatest value, and the printed digits are 12.
const TOLERANCE_FRACTION = 1e-9;

function load<Call, Resolved = unknown>({ file, data }: { file: string; data: string }) {
  const reference: Case & { call: Call; resolved: Resolved } = JSON.parse(readFileSync(file, 'utf8'));
  const { first_rows, ...whole } = reference.series;
  // The checksum is of the rows that were used.
  const pointer = first_rows === undefined ? whole : { ...whole, first: first_rows };
  const values = Float64Array.from(readReferenceSeries(data, pointer), (row) => row.y);
  expect(values.length).toBe(reference.n);
  return { reference, values };
}

function expectParts(found: Record<string, Float64Array>, reference: Case, values: Float64Array): void {
  const scale = values.reduce((most, y) => Math.max(most, Math.abs(y)), 0);
  for (const [name, part] of Object.entries(found)) {
    const unit = name === 'weights' ? 1 : scale;
    const expected = (reference as Parts)[name];
    const index = reference.index === 'all' ? [...part.keys()] : reference.index;
    // Remainders of series that may not be copied are not in the files; their sums are.
    if (expected !== undefined) {
      const worst = index.reduce((most, at, k) => Math.max(most, Math.abs(part[at] - expected[k])), 0);
      expect(worst / unit, `${name} of ${index.length}`).toBeLessThan(TOLERANCE_FRACTION);
      expect(expected.length).toBe(index.length);
    }
    const { sum, sum_squares } = reference.checks[name];
    const sumFound = part.reduce((total, y) => total + y, 0);
    const squaresFound = part.reduce((total, y) => total + y * y, 0);
    expect(Math.abs(sumFound - sum) / (part.length * unit), `sum of ${name}`).toBeLessThan(TOLERANCE_FRACTION);
    expect(Math.abs(squaresFound / sum_squares - 1), `squares of ${name}`).toBeLessThan(TOLERANCE_FRACTION);
  }
}

const loessOf = (window: number, degree: 0 | 1, jump: number): LoessSettings => ({ window, degree, jump });

const settingsOfStatsmodelsCall = (call: StatsmodelsCall): StlSettings => ({
  period: call.period,
  seasonal: loessOf(call.seasonal, call.seasonal_deg, call.seasonal_jump),
  trend: loessOf(call.trend, call.trend_deg, call.trend_jump),
  lowPass: loessOf(call.low_pass, call.low_pass_deg, call.low_pass_jump),
  innerPasses: call.inner_iter,
  outerPasses: call.outer_iter,
});

const settingsOfRCall = (period: number, isPeriodic: boolean, call: RCall): StlSettings => {
  const over = (part: 's' | 't' | 'l') => loessOf(call.windows[part], call.degrees[part], call.jumps[part]);
  return {
    period,
    seasonal: isPeriodic ? 'periodic' : over('s'),
    trend: over('t'),
    lowPass: over('l'),
    innerPasses: call.inner,
    outerPasses: call.outer,
  };
};

const partsOf = ({ seasonal, trend, remainder, robustnessWeights }: ReturnType<typeof stl>) => ({
  seasonal,
  trend,
  resid: remainder,
  weights: robustnessWeights,
});

describe.each(CASES.filter(isOfStatsmodels))('statsmodels on $name', (one) => {
  it('has the same components, weights and sums', () => {
    const { reference, values } = load<Record<string, unknown>, StatsmodelsCall>(one);
    const settings = settingsOfStatsmodelsCall(reference.resolved);
    expectParts(partsOf(stl(values, settings)), reference, values);
  });
});

describe.each(CASES.filter((one) => !isOfStatsmodels(one) && !isOfMstl(one)))('R stl on $name', (one) => {
  it('has the same components, weights and sums', () => {
    const { reference, values } = load<{ frequency: number; 's.window': number | 'periodic' }, RCall>(one);
    const { frequency, 's.window': seasonal } = reference.call;
    const settings = settingsOfRCall(frequency, seasonal === 'periodic', reference.resolved);
    expectParts(partsOf(stl(values, settings)), reference, values);
  });
});

describe.each(CASES.filter(isOfMstl))('R mstl on $name', (one) => {
  it('keeps the same periods and has the same components and sums', () => {
    interface Call {
      readonly periods: readonly number[];
      readonly 's.window'?: 'periodic' | readonly number[];
      readonly iterate?: number;
      readonly robust?: boolean;
    }
    const { reference, values } = load<Call>(one);
    const { periods, 's.window': windows, iterate, robust } = reference.call;
    const { seasonals, trend, remainder } = mstl(values, {
      periods,
      ...(windows !== undefined && { seasonalWindows: windows === 'periodic' ? [windows] : windows }),
      ...(iterate !== undefined && { rounds: iterate }),
      ...(robust !== undefined && { robust }),
    });
    expect(seasonals.map(({ period }) => period)).toEqual(reference['periods_kept']);
    const named = Object.fromEntries(seasonals.map((season) => [`seasonal${season.period}`, season.values]));
    expectParts({ ...named, trend, resid: remainder }, reference, values);
  });
});

describe('the peers', () => {
  const one = {
    file: `${HERE}/r_bernalillo_daily_p7_s7_robust_even.json`,
    data: `${HERE}/data`,
  };

  it('follows statsmodels on an even number of robust values, where R takes a wrong median', () => {
    const { reference, values } = load<{ frequency: number }, RCall>(one);
    const expected: { seasonal: number[]; trend: number[]; weights: number[] } = JSON.parse(
      readFileSync(`${HERE}/even_robust.json`, 'utf8'),
    );
    const settings = settingsOfRCall(7, false, reference.resolved);
    const found = stl(values, { ...settings, lowPass: loessOf(9, 1, 1) });
    for (let i = 0; i < values.length; i++) {
      expect(Math.abs(found.trend[i] - expected.trend[i])).toBeLessThan(1e-9 * 700);
      expect(Math.abs(found.seasonal[i] - expected.seasonal[i])).toBeLessThan(1e-9 * 700);
      expect(Math.abs(found.robustnessWeights[i] - expected.weights[i])).toBeLessThan(1e-9);
    }
    const trendOfR = (reference as Parts)['trend'] ?? [];
    const trend = stl(values, settings).trend;
    const difference = Math.max(...trendOfR.map((value, i) => Math.abs(trend[i] - value)));
    expect(difference).toBeGreaterThan(1e-6);
    expect(difference).toBeLessThan(1);
  });

  it('has the defaults of statsmodels', () => {
    const byDefault = ['nyc311_p7', 'nyc311_p365_s7', 'nyc311_p7_robust', 'nyc311_p7_s13_robust', 'bike_p24_robust'];
    for (const name of byDefault) {
      const { reference } = load<{ period: number; seasonal?: number; robust?: boolean }, StatsmodelsCall>({
        file: `${HERE}/${name}.json`,
        data: ownData(name),
      });
      const { period, robust, seasonal } = reference.call;
      expect(settingsOfStatsmodels(period, robust, seasonal)).toEqual(settingsOfStatsmodelsCall(reference.resolved));
    }
  });

  it('has the defaults of R', () => {
    for (const name of ['r_nyc311_p7_s7', 'r_nyc311_p7_periodic', 'r_bike_p168_s7']) {
      const { reference, values } = load<{ frequency: number; 's.window': number | 'periodic' }, RCall>({
        file: `${HERE}/${name}.json`,
        data: ownData(name),
      });
      const { frequency, 's.window': window } = reference.call;
      expect(settingsOfR(frequency, window, values.length)).toEqual(
        settingsOfRCall(frequency, window === 'periodic', reference.resolved),
      );
    }
    const robust = load<unknown, RCall>(one).reference.resolved;
    expect(settingsOfR(7, 7, 658, true)).toEqual(settingsOfRCall(7, false, robust));
  });
});
