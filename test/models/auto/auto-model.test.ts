import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustedHistory } from '../../../src/models/auto/adjusted-history.ts';
import { autoModel } from '../../../src/models/auto/auto-model.ts';
import { candidatesFor } from '../../../src/models/auto/candidates.ts';
import { levelShape } from '../../../src/models/level-shape/level-shape.ts';
import { nextUniform, type RandomStream, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { Forecast } from '../../../src/series/forecast.ts';
import type { Series } from '../../../src/series/series.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;
const HOURLY = { step: calendarStep('PT1H') };
const weekly = (day: number): number => 100 + 10 * (day % 7) + 8 * even(day);
/** By products of uniform numbers: Knuth, The Art of Computer Programming, section 3.4.1. */
function poisson(mean: number, stream: RandomStream): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); count++) product *= nextUniform(stream);
  return count;
}

const chosenOf = ({ selection }: Forecast): string[] => (selection?.chosen ?? []).map(({ model }) => model);
const auto = (history: Series, horizon: number): Forecast => autoModel(true).fit(history).forecast(horizon, [0.5, 0.8]);
const absoluteError = (point: Float64Array, valueAt: (i: number) => number): number =>
  point.reduce((sum, value, i) => sum + Math.abs(value - valueAt(i)), 0);

function requireSound({ point, intervals }: Forecast): void {
  const [half, wide] = intervals;
  for (const [i, value] of point.entries()) {
    const rising = [0, wide.lower[i], half.lower[i], value, half.upper[i], wide.upper[i]];
    expect(rising.every(Number.isFinite)).toBe(true);
    expect(rising.toSorted((a, b) => a - b)).toEqual(rising);
  }
}

describe('the choice', () => {
  test('is level x shape alone where nothing else earned a share, bound for bound', () => {
    const history = seriesOf(numbers(210, (day) => 100 + 10 * (day % 7)));
    const forecast = auto(history, 14);
    const alone = levelShape.fit(history).forecast(14, [0.5, 0.8]);
    expect(forecast.point).toEqual(alone.point);
    expect(forecast.intervals).toEqual(alone.intervals);
    expect(forecast.selection?.chosen).toMatchObject([{ model: 'level-shape', weight: 1 }]);
    expect(forecast.selection?.rejected.map(({ model }) => model)).toEqual([
      'ets',
      'theta',
      'mean-4',
      'ar',
      'count-level',
    ]);
  });

  test('mixes in what follows a steady growth, and forecasts it better for that', () => {
    const growing = (day: number): number => (100 + 10 * (day % 7)) * (1 + day / 60) + 8 * even(day);
    const history = seriesOf(numbers(210, growing));
    const forecast = auto(history, 28);
    expect(chosenOf(forecast).length).toBeGreaterThan(1);
    const actual = (i: number): number => growing(210 + i);
    const alone = levelShape.fit(history).forecast(28, [0.8]);
    expect(absoluteError(forecast.point, actual)).toBeLessThan(0.8 * absoluteError(alone.point, actual));
  });

  test('tells weights that make up the forecast of what the chosen models say by themselves', () => {
    const growing = (day: number): number => (100 + 10 * (day % 7)) * (1 + day / 60) + 8 * even(day);
    const history = seriesOf(numbers(210, growing));
    const { point, selection } = auto(history, 28);
    const adjusted = adjustedHistory(history, 28, true);
    const saidBy = (name: string): Float64Array => {
      if (name === 'level-shape') return levelShape.fit(history).forecast(28, []).point;
      const [model] = candidatesFor(adjusted.history).filter((candidate) => candidate.name === name);
      return model
        .fit(adjusted.history)
        .forecast(28, [])
        .point.map((value, i) => value * adjusted.factorsAhead[i]);
    };
    const chosen = (selection?.chosen ?? []).map(({ model, weight }) => ({ weight, said: saidBy(model) }));
    expect(chosen.length).toBeGreaterThan(1);
    for (const [i, value] of point.entries())
      expect(chosen.reduce((sum, { weight, said }) => sum + weight * said[i], 0)).toBeCloseTo(value, 8);
  });

  test('tells how each model did on earlier forecasts, and how many those were', () => {
    const { selection } = auto(seriesOf(numbers(210, weekly)), 28);
    expect(selection?.innerFolds).toBe(5);
    for (const { wape } of [...(selection?.chosen ?? []), ...(selection?.rejected ?? [])])
      expect(wape).toBeGreaterThan(0);
    const weights = selection?.chosen.reduce((sum, { weight }) => sum + weight, 0);
    expect(weights).toBeCloseTo(1, 12);
  });

  test('is the same each time', () => {
    const history = seriesOf(numbers(150, (day) => weekly(day) * (1 + day / 100)));
    expect(auto(history, 28)).toEqual(auto(history, 28));
  });

  test('moves the forecast by a component of its own, so that components still add up', () => {
    const { point, components } = auto(seriesOf(numbers(210, (day) => weekly(day) * (1 + day / 60))), 28);
    for (const [i, value] of point.entries()) {
      const sum = Object.values(components).reduce((total, part) => total + part[i], 0);
      expect(Math.abs(sum / value - 1)).toBeLessThan(1e-9);
    }
  });

  test('below a day mixes in counts that are drawn towards the mean where slots are few and scattered', () => {
    const stream = randomStream(7);
    const noisy = numbers(168 * 3, () => poisson(2, stream));
    const forecast = auto(seriesOf(noisy, HOURLY), 24);
    requireSound(forecast);
    expect(forecast.selection?.innerFolds).toBeGreaterThan(0);
    expect(chosenOf(forecast)).toEqual(['level-shape', 'count-level']);
  });
});

describe('a short or odd history is forecast with honest bounds:', () => {
  const cases: Record<string, { history: Series; chosen: string }> = {
    'two days': { history: seriesOf([80, 120]), chosen: 'mean-of-days' },
    'one week': { history: seriesOf(numbers(7, weekly)), chosen: 'mean-of-days' },
    'two days of hours': {
      history: seriesOf(
        numbers(48, (hour) => 20 + (hour % 24)),
        HOURLY,
      ),
      chosen: 'mean-of-days',
    },
    'three weeks': { history: seriesOf(numbers(21, weekly)), chosen: 'level-shape' },
    'a queue that opened last month': {
      history: seriesOf(numbers(90, (day) => (day < 60 ? missing : weekly(day)))),
      chosen: 'level-shape',
    },
    'a contact every few days': {
      history: seriesOf(numbers(120, (day) => (even(day) > 0.75 ? 1 : 0))),
      chosen: 'count-level',
    },
    'three contacts in a year': {
      history: seriesOf(numbers(365, (day) => (day % 130 === 40 ? 1 : 0))),
      chosen: 'count-level',
    },
    'always the same': { history: seriesOf(numbers(60, () => 12)), chosen: 'count-level' },
    'a month missing': {
      history: seriesOf(numbers(200, (day) => (day > 100 && day < 131 ? missing : weekly(day)))),
      chosen: 'level-shape',
    },
    'an outage yesterday': {
      history: seriesOf(numbers(140, (day) => (day === 139 ? 0 : weekly(day)))),
      chosen: 'level-shape',
    },
  };
  for (const [name, { history, chosen }] of Object.entries(cases)) {
    test(name, () => {
      const forecast = auto(history, 14);
      requireSound(forecast);
      expect(chosenOf(forecast)[0]).toBe(chosen);
      for (const { model, reason } of forecast.selection?.rejected ?? []) expect(`${model} ${reason}`).not.toBe(model);
    });
  }

  test('an outage yesterday does not move it', () => {
    const [undisturbed, disturbed] = [false, true].map((isOut) =>
      auto(seriesOf(numbers(140, (day) => (isOut && day === 139 ? 0 : weekly(day)))), 7),
    );
    for (const [i, value] of disturbed.point.entries())
      expect(Math.abs(value / undisturbed.point[i] - 1)).toBeLessThan(0.05);
  });

  test('a queue that ended is forecast as ended', () => {
    const { point } = auto(seriesOf(numbers(200, (day) => (day < 140 ? weekly(day) : 0))), 7);
    for (const value of point) expect(value).toBeLessThan(1);
  });

  test('bounds of two days are far wider than those of three weeks', () => {
    const width = (days: number): number => {
      const [, { lower, upper }] = auto(seriesOf(numbers(days, weekly)), 1).intervals;
      return upper[0] - lower[0];
    };
    expect(width(2)).toBeGreaterThan(2 * width(21));
  });

  test('values below 0 have a model that takes them', () => {
    const { point, selection } = auto(seriesOf(numbers(60, (day) => weekly(day) - 120)), 7);
    expect(selection?.chosen).toEqual([{ model: 'median-4', weight: 1 }]);
    expect(Math.min(...point)).toBeLessThan(0);
  });

  test('one value is too few, and that is said', () => {
    expect(() => auto(seriesOf([missing, missing, 5]), 7)).toThrow(/mean-of-days: /);
  });
});

test('bounds are never negative, never cross, and those of a level lie in those of a wider one', () => {
  const value = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 400 }) }, fc.constant(missing));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 3, maxLength: 80 }),
      fc.integer({ min: 1, max: 40 }),
      (values, horizon) => {
        fc.pre(values.filter((each) => each > 0).length > 2);
        requireSound(auto(seriesOf(values), horizon));
      },
    ),
    { numRuns: sampleSize(15, 500) },
  );
});
