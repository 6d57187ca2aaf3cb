import type { Forecast } from '../series/forecast.ts';
import { endOf, type Series } from '../series/series.ts';
import type { FittedModel } from './forecasting-model.ts';
import { residualsOfIntervals } from './seasonal-forecast.ts';
import { CLOSED, type SeasonalGrid, seasonalGrid } from './seasonal-grid.ts';

/** What a model says of the steps of a grid after its values, the next one first. */
export interface StepsAhead {
  /** Parts that add up to the forecast. */
  readonly components: Readonly<Record<string, Float64Array>>;
  /** The bounds of a central interval that is to hold with this probability. */
  bounds(levelFraction: number): { readonly lower: Float64Array; readonly upper: Float64Array };
}

/** A model that has learned from the values of a grid. */
export interface FittedSteps {
  ahead(count: number): StepsAhead;
  /** Value less one-step forecast, by place; NaN where the value is missing or the model has no forecast. */
  readonly residuals: Float64Array;
}

export type StepsModel = (grid: SeasonalGrid) => FittedSteps;

/** Fits a model of steps to a history by its grid, and forecasts intervals by their places; 0 where the centre is closed. */
export function fitSteps(history: Series, model: StepsModel): FittedModel {
  const grid = seasonalGrid(history);
  const fitted = model(grid);
  return {
    forecast: (horizon, levelFractions) => forecastOf(history, grid, fitted, horizon, levelFractions),
    residuals: () => residualsOfIntervals(grid, history, (place) => grid.values[place] - fitted.residuals[place]),
  };
}

function forecastOf(
  history: Series,
  grid: SeasonalGrid,
  fitted: FittedSteps,
  horizon: number,
  levelFractions: readonly number[],
): Forecast {
  // An hour that clocks show twice lies on the place of the last one known: it is forecast as the next.
  const steps = grid
    .placesAhead(horizon)
    .map((place) => (place === CLOSED ? CLOSED : Math.max(0, place - grid.values.length)));
  const { components, bounds } = fitted.ahead(steps.reduce((most, step) => Math.max(most, step), CLOSED) + 1);
  const onIntervals = (bySteps: Float64Array): Float64Array =>
    Float64Array.from(steps, (step) => (step === CLOSED ? 0 : bySteps[step]));
  const ofIntervals = Object.fromEntries(Object.entries(components).map(([name, part]) => [name, onIntervals(part)]));
  return {
    start: endOf(history),
    step: history.step,
    timeZone: history.timeZone,
    unit: history.unit,
    point: sumOf(Object.values(ofIntervals), horizon),
    intervals: levelFractions.map((levelFraction) => {
      const { lower, upper } = bounds(levelFraction);
      return { levelFraction, lower: onIntervals(lower), upper: onIntervals(upper) };
    }),
    components: ofIntervals,
    closed: Uint8Array.from(steps, (step) => (step === CLOSED ? 1 : 0)),
  };
}

/** The sum of parts of one length, entry by entry. */
const sumOf = (parts: readonly Float64Array[], length: number): Float64Array =>
  new Float64Array(length).map((_, i) => parts.reduce((sum, part) => sum + part[i], 0));
