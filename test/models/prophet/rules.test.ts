// Expected values: fixtures/reference/prophet/rules.json (R package prophet 1.0, make/edge.R) and rules_python.json (Python
// package 1.3.0, make/python_rules.py).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changepointRows } from '../../../src/models/prophet/changepoints.ts';
import { fitProphet } from '../../../src/models/prophet/fit.ts';
import { holidayColumns, holidayRows } from '../../../src/models/prophet/holiday-columns.ts';
import { PROPHET_DEFAULTS } from '../../../src/models/prophet/options.ts';
import { predict } from '../../../src/models/prophet/predict.ts';
import { fourierColumns, seasonalitiesFor } from '../../../src/models/prophet/seasonality.ts';
import { wallSecondsOf } from '../../support/reference-series.ts';

const rules = JSON.parse(readFileSync('fixtures/reference/prophet/rules.json', 'utf8'));
const python = JSON.parse(readFileSync('fixtures/reference/prophet/rules_python.json', 'utf8'));

// Prophet leaves the last step out of the span, so exactly two cycles do not count as two. Here they do, by intent.
const TWO_CYCLES: Record<string, string[]> = {
  '14 days': ['weekly'],
  '730 days': ['yearly'],
  '48 hours': ['daily'],
  '336 hours': ['weekly'],
  '192 quarter hours': ['daily'],
  '1344 quarter hours': ['weekly'],
  '105 weeks': ['yearly'],
};

describe('automatic seasonality', () => {
  const setting = (name: string) => {
    if (name.endsWith('weekly off')) return { yearly: 'auto', weekly: false, daily: 'auto' } as const;
    if (name.endsWith('all on')) return { yearly: true, weekly: true, daily: true } as const;
    if (name.endsWith('orders 6 2 1')) return { yearly: 6, weekly: 2, daily: 1 } as const;
    return { yearly: 'auto', weekly: 'auto', daily: 'auto' } as const;
  };
  it.each(rules.auto_seasonality.rows as [string, number, string, string, number, number, number, number, number][])(
    'follows Prophet on %s, but counts the last step of exactly two cycles',
    (name, _rows, first, last, stepSeconds, _span, yearly, weekly, daily) => {
      const found = seasonalitiesFor(setting(name), wallSecondsOf(last) - wallSecondsOf(first), stepSeconds);
      const order = (season: string) => found.find((s) => s.name === season)?.order ?? 0;
      // R reads an order of 1 as TRUE and takes the default order; the Python package takes 1.
      const expected = { yearly, weekly, daily: name.endsWith('orders 6 2 1') ? 1 : daily };
      for (const season of TWO_CYCLES[name] ?? []) {
        expect(expected[season as keyof typeof expected]).toBe(0);
        expect(order(season)).toBeGreaterThan(0);
        expected[season as keyof typeof expected] = order(season);
      }
      expect({ yearly: order('yearly'), weekly: order('weekly'), daily: order('daily') }).toEqual(expected);
    },
  );
});

describe('changepoints', () => {
  it.each(
    python.changepoints as { rows: number; n_changepoints_used: number; changepoint_range: number; index: number[] }[],
  )(
    'lie on the rows that the Python package takes: $n_changepoints_used of $rows rows',
    ({ rows, n_changepoints_used, changepoint_range, index }) => {
      expect(changepointRows(rows, n_changepoints_used, changepoint_range)).toEqual(index);
    },
  );
  it.each(
    rules.changepoints.filter((c: { n_changepoints: number }) => c.n_changepoints === 25) as {
      rows: number;
      used: number;
    }[],
  )('are fewer than asked when there are few rows: $used of $rows', ({ rows, used }) => {
    expect(changepointRows(rows, 25, 0.8).length).toBe(used);
  });
});

describe('Fourier columns', () => {
  const wall = Float64Array.from(rules.fourier.dates as string[], wallSecondsOf);
  const known = new Set([365.25, 7, 1]);
  it.each(
    (rules.fourier.series as { period: number; order: number; values: number[][] }[]).filter((s) =>
      known.has(s.period),
    ),
  )('of period $period equal the peer on uneven times', ({ period, order, values }) => {
    const columns = fourierColumns(wall, [{ name: 'weekly', periodDays: period, order }]);
    for (const [i, row] of values.entries()) {
      for (const [c, value] of row.entries()) expect(Math.abs(columns[c][i] - value)).toBeLessThan(1e-10);
    }
  });
  it('keep their precision over long even grids, where they are made by rotation', () => {
    const even = Float64Array.from({ length: 20_000 }, (_, i) => Date.UTC(2020, 0, 1) / 1000 + i * 1800);
    const columns = fourierColumns(even, [{ name: 'yearly', periodDays: 365.25, order: 10 }]);
    for (let i = 0; i < even.length; i += 97) {
      const turns = (even[i] % 31_557_600) / 31_557_600;
      expect(Math.abs(columns[18][i] - Math.sin(20 * Math.PI * turns))).toBeLessThan(1e-12);
      expect(Math.abs(columns[19][i] - Math.cos(20 * Math.PI * turns))).toBeLessThan(1e-12);
    }
  });
});

describe('holiday columns', () => {
  it.each(
    rules.holiday_columns as {
      holidays: { columns: string[]; rows: (string | number | null)[][] };
      dates: string[];
      columns: string[];
      prior_scales: number[];
      rows: number[][];
    }[],
  )('are Prophet\u2019s in order, prior scale and days: $dates.0 to $dates.4', ({ holidays, dates, ...expected }) => {
    const columns = holidayColumns(
      holidays.rows.map(([name, ds, lower, upper, priorScale]) => ({
        name: String(name),
        day: wallSecondsOf(String(ds)) / 86_400,
        lowerWindow: Number(lower ?? 0),
        upperWindow: Number(upper ?? 0),
        ...(typeof priorScale === 'number' ? { priorScale } : {}),
      })),
    );
    const wall = Float64Array.from(dates, wallSecondsOf);
    expect(columns.map(({ name }) => name)).toEqual(expected.columns);
    expect(columns.map(({ priorScale }) => priorScale ?? PROPHET_DEFAULTS.holidaysPriorScale)).toEqual(
      expected.prior_scales,
    );
    const ones = columns.map((column) => new Set(holidayRows(wall, column)));
    expect(dates.map((_, row) => ones.map((rows) => (rows.has(row) ? 1 : 0)))).toEqual(expected.rows);
  });
});

describe('a constant history', () => {
  it.each(
    rules.degenerate as {
      case: string;
      y: (number | null)[];
      growth: 'linear' | 'flat';
      k: number;
      m: number;
      S: number;
      yhat: number[];
    }[],
  )('is forecast as itself: $case', ({ y, growth, k, m, S, yhat }) => {
    const day = (i: number) => Date.UTC(2023, 0, 1) / 1000 + i * 86_400;
    const seen = y.flatMap((value, i) => (value === null ? [] : [{ wall: day(i), value }]));
    const observations = {
      wallSeconds: Float64Array.from(seen, (row) => row.wall),
      values: Float64Array.from(seen, (row) => row.value),
    };
    const fit = fitProphet(observations, { ...PROPHET_DEFAULTS, growth });
    expect({ k: fit.k, m: fit.m, S: fit.delta.length }).toEqual({ k, m, S });
    const prediction = predict(
      fit,
      Float64Array.from({ length: yhat.length }, (_, i) => day(i)),
      [0.8],
    );
    expect([...prediction.point]).toEqual(yhat);
    for (const [i, value] of prediction.intervals[0].upper.entries()) expect(value - yhat[i]).toBeLessThan(1e-6);
  });
});
