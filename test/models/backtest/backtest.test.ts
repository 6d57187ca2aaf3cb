import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pooledAccuracy } from '../../../src/models/backtest/accuracy.ts';
import { backtest, intervalsNeeded } from '../../../src/models/backtest/backtest.ts';
import { quotient } from '../../../src/models/backtest/pooled-ratio.ts';
import { rollingOrigins } from '../../../src/models/backtest/rolling-origins.ts';
import type { ForecastingModel } from '../../../src/models/forecasting-model.ts';
import { seasonalNaive } from '../../../src/models/naive/seasonal-naive.ts';
import { PROPHET_DEFAULTS } from '../../../src/models/prophet/options.ts';
import { prophetModel } from '../../../src/models/prophet/prophet-model.ts';
import { stlModel } from '../../../src/models/stl-forecast/stl-model.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { Series } from '../../../src/series/series.ts';
import { peerFolds } from '../../accuracy/peer-rows.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const MODELS = [seasonalNaive, stlModel, prophetModel(PROPHET_DEFAULTS)];
const DAY_SECONDS = 86_400;
const stopped = () => 0;
const plan = (horizonDays: number, folds: number) => ({ horizonDays, folds, levelFraction: 0.8 });

const noisy = (day: number): number => Math.round(100 + 10 * (day % 7) + 30 * even(day));

/** The model, and every history that it is fitted to. */
function listening(model: ForecastingModel): { model: ForecastingModel; heard: Series[] } {
  const heard: Series[] = [];
  const fit = (history: Series) => {
    heard.push(history);
    return model.fit(history);
  };
  return { model: { ...model, fit }, heard };
}

describe('against R’s snaive on New York’s 311 requests', () => {
  // fixtures/reference/accuracy/README.md says how they were made.
  const folds = peerFolds('nyc311', 'snaive');
  const rows: Record<string, string>[] = parse(readFileSync('fixtures/data/nyc311_daily.csv', 'utf8'), {
    columns: true,
  });

  test.each(folds)('fold $fold, cutoff $cutoff: wape $wape, mase $mase', (fold) => {
    const from = rows.findIndex(({ ds }) => ds === fold.train_start);
    const values = rows.slice(from, from + Number(fold.train_rows) + 28).map(({ y }) => Number(y));
    const series = seriesOf(values, { start: Date.parse(fold.train_start) / 1000 });
    const [score] = backtest(series, [seasonalNaive], plan(28, 1), stopped).folds;
    const { wape, mase } = pooledAccuracy([score.ratios]);
    // The file names the last day that is known.
    expect(new Date((score.cutoff - DAY_SECONDS) * 1000).toISOString().slice(0, 10)).toBe(fold.cutoff);
    // Ten digits are given.
    expect(Math.abs(Number(wape) / Number(fold.wape) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(Number(mase) / Number(fold.mase) - 1)).toBeLessThan(1e-9);
  });
});

describe('folds', () => {
  test('follow one another up to the end, and each model gets all before the cutoff', () => {
    const { model, heard } = listening(seasonalNaive);
    const series = seriesOf(numbers(100, noisy));
    const { folds } = backtest(series, [model], plan(10, 3), stopped);
    expect(folds.map(({ cutoff }) => (cutoff - series.start) / DAY_SECONDS)).toEqual([70, 80, 90]);
    expect(heard.map(({ values }) => [...values])).toEqual([70, 80, 90].map((n) => numbers(n, noisy)));
  });

  test('are days of the local clock, also where it changes', () => {
    // London, 2026-03-27T00:00Z to 2026-03-31T00:00+01:00; clocks go forward on 29 March.
    const series = seriesOf(
      numbers(95, () => 1),
      {
        start: Date.parse('2026-03-27T00:00:00Z') / 1000,
        step: calendarStep('PT1H'),
        timeZone: 'Europe/London',
      },
    );
    expect(rollingOrigins(series, 1, 3)).toEqual([
      { cutoff: 24, end: 48 },
      { cutoff: 48, end: 71 },
      { cutoff: 71, end: 95 },
    ]);
  });

  test('are scored for each model in turn, with the time that each took', () => {
    let clock = 0;
    const ticking = () => {
      clock += 2;
      return clock;
    };
    const { folds } = backtest(seriesOf(numbers(100, noisy)), MODELS, plan(7, 2), ticking);
    expect(folds.map(({ model }) => model)).toEqual(['naive', 'stl', 'prophet', 'naive', 'stl', 'prophet']);
    expect(folds.every(({ fitMs }) => fitMs === 2)).toBe(true);
  });
});

describe('no fold knows what comes after its cutoff', () => {
  test.each(MODELS)('$name', (model) => {
    // Whatever the test part holds, closed days and gaps included, the histories that models are given stay the same.
    const values = fc.array(fc.oneof(fc.nat(500), fc.constant(missing)), { minLength: 14, maxLength: 14 });
    const past = numbers(84, (day) => (day % 7 === 6 ? 0 : noisy(day)));
    const { model: first, heard: before } = listening(model);
    backtest(seriesOf([...past, ...numbers(14, noisy)]), [first], plan(14, 1), stopped);
    fc.assert(
      fc.property(values, (future) => {
        const { model: second, heard } = listening(model);
        backtest(seriesOf([...past, ...future]), [second], plan(14, 1), stopped);
        expect(heard).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });

  test('a weekday that is closed only after the cutoff is forecast, and counts as an error', () => {
    const values = numbers(112, (day) => (day >= 84 && day % 7 === 6 ? 0 : 50));
    const { folds } = backtest(seriesOf(values), [seasonalNaive], plan(28, 1), stopped);
    expect(folds[0].ratios.wape).toEqual({ numerator: 4 * 50, denominator: 24 * 50 });
  });
});

describe('what is judged', () => {
  test('missing values of the test are left out and counted', () => {
    const values = numbers(84, (day) => (day === 75 || day === 80 ? missing : 50));
    const [fold] = backtest(seriesOf(values), [seasonalNaive], plan(14, 1), stopped).folds;
    expect(fold).toMatchObject({ scored: 12, missing: 2 });
    expect(fold.ratios.wape).toEqual({ numerator: 0, denominator: 12 * 50 });
  });

  test('a closed weekday that stays without contacts is no merit', () => {
    const values = numbers(84, (day) => (day % 7 === 6 ? 0 : 50));
    const [fold] = backtest(seriesOf(values), [seasonalNaive], plan(14, 1), stopped).folds;
    expect(fold).toMatchObject({ scored: 12, missing: 0 });
  });

  test('contacts on a weekday that was closed so far are an error of every model', () => {
    const values = numbers(84, (day) => (day % 7 === 6 && day < 77 ? 0 : 50));
    const { folds } = backtest(seriesOf(values), MODELS, plan(14, 1), stopped);
    for (const { scored, ratios } of folds) {
      expect(scored).toBe(13);
      expect(ratios.wape.numerator).toBeGreaterThan(49);
    }
  });

  test('forecasts are not below 0', () => {
    const falling: ForecastingModel = {
      ...seasonalNaive,
      fit: (history) => {
        const fitted = seasonalNaive.fit(history);
        return {
          ...fitted,
          forecast: (horizon, levels) => {
            const forecast = fitted.forecast(horizon, levels);
            return { ...forecast, point: forecast.point.map(() => -10) };
          },
        };
      },
    };
    const [fold] = backtest(seriesOf(numbers(84, () => 5)), [falling], plan(7, 1), stopped).folds;
    expect(fold.ratios.wape.numerator).toBe(7 * 5);
  });

  test('a forecast that is not finite is a defect, never a score', () => {
    const broken: ForecastingModel = {
      ...seasonalNaive,
      fit: (history) => {
        const fitted = seasonalNaive.fit(history);
        return {
          ...fitted,
          forecast: (horizon, levels) => ({
            ...fitted.forecast(horizon, levels),
            point: new Float64Array(horizon).fill(missing),
          }),
        };
      },
    };
    expect(() => backtest(seriesOf(numbers(84, () => 5)), [broken], plan(7, 1), stopped)).toThrow('not finite');
  });
});

describe('the noise floor', () => {
  // Even between 50 and 200: a standard deviation of 43, where counts of 125 have 11.
  const series = (unit: string) =>
    seriesOf(
      numbers(112, (day) => Math.round(50 + 150 * even(day))),
      { unit },
    );

  test('is there for counts, and far below the wape where noise is far larger', () => {
    const { noiseFloor, folds } = backtest(series('contacts'), [seasonalNaive], plan(28, 2), stopped);
    const wape = Number(pooledAccuracy(folds.map(({ ratios }) => ratios)).wape);
    const floor = noiseFloor === undefined ? undefined : quotient(noiseFloor);
    // The root of 2 / (pi 125), for a mean that differs a little from slot to slot.
    expect(floor).toBeCloseTo(0.071, 2);
    expect(floor).toBeLessThan(wape / 3);
  });

  test('is not there for seconds, whose size says nothing of their noise', () => {
    expect(backtest(series('seconds'), [seasonalNaive], plan(28, 2), stopped).noiseFloor).toBeUndefined();
  });
});

describe('the history that it takes', () => {
  test('is the tests and what the most demanding model learns from', () => {
    const series = seriesOf(numbers(40, noisy));
    expect(intervalsNeeded(series, [seasonalNaive], plan(10, 3))).toBe(30 + 14);
    expect(intervalsNeeded(series, MODELS, plan(10, 3))).toBe(30 + 28);
  });

  test('is enough at just that length, and refused below', () => {
    const enough = seriesOf(numbers(58, noisy));
    expect(backtest(enough, MODELS, plan(10, 3), stopped).folds).toHaveLength(9);
    expect(() => backtest(seriesOf(numbers(57, noisy)), MODELS, plan(10, 3), stopped)).toThrow(RangeError);
  });
});
