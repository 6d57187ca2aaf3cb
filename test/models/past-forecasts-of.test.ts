import { expect, test } from 'vitest';
import { etsModel } from '../../src/models/ets/ets-model.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { seasonalNaive } from '../../src/models/naive/seasonal-naive.ts';
import { pastForecastsOf } from '../../src/models/past-forecasts-of.ts';
import { firstIntervals } from '../../src/series/series.ts';
import { even, numbers, seriesOf } from './series-of.ts';

const history = seriesOf(numbers(70, (day) => 100 + 10 * (day % 7) + 5 * even(day)));

test('a model without past forecasts of its own is fitted to what was known, week by week back to half of the history', () => {
  const past = pastForecastsOf(seasonalNaive, seasonalNaive.fit(history), history, 10);
  expect(past.map(({ known, intervals }) => [known, intervals.length])).toEqual([
    [63, 7],
    [56, 10],
    [49, 10],
    [42, 10],
    [35, 10],
  ]);
  const [, { known, intervals, point }] = past;
  expect([...intervals]).toEqual(numbers(10, (i) => known + i));
  expect(point).toEqual(seasonalNaive.fit(firstIntervals(history, known)).forecast(10, []).point);
});

test('a history of no more than what the model takes has no past forecasts', () => {
  const short = firstIntervals(history, 30);
  expect(pastForecastsOf(etsModel, etsModel.fit(short), short, 7)).toEqual([]);
});

test('a model that knows its own past forecasts is not fitted again', () => {
  const fit = levelShape.fit(history);
  expect(pastForecastsOf(levelShape, fit, history, 10)).toEqual(fit.pastForecasts(10));
});
