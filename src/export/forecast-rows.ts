import { gridOf } from '../series/calendar-step.ts';
import type { PredictionInterval } from '../series/forecast.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import type { ForecastResult } from './forecast-result.ts';

/** One interval of a forecast, in the unit of its history, unrounded. */
export interface ForecastRow {
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
  readonly forecast: number;
  readonly lower: number;
  readonly upper: number;
  readonly ahtSeconds?: number;
  readonly components: Readonly<Record<string, number>>;
}

/**
 * The forecast interval by interval with its bounds at `intervalWidthFraction`. Throws when the forecast has no such bounds
 * or holds a number that is not finite: a model must not hand that on, and no file may show it.
 */
export function forecastRows(result: ForecastResult, intervalWidthFraction: number): ForecastRow[] {
  const { start, step, timeZone, point, components } = result.forecast;
  const { lower, upper } = boundsAt(result, intervalWidthFraction);
  const borders = gridOf(start, step, timeZone, point.length + 1);
  return Array.from(point, (_, i) => ({
    start: finite(borders, i),
    end: finite(borders, i + 1),
    forecast: finite(point, i),
    lower: finite(lower, i),
    upper: finite(upper, i),
    ...(result.ahtSeconds === undefined ? {} : { ahtSeconds: finite(result.ahtSeconds, i) }),
    components: Object.fromEntries(Object.entries(components).map(([name, values]) => [name, finite(values, i)])),
  }));
}

function boundsAt({ forecast, model }: ForecastResult, levelFraction: number): PredictionInterval {
  const bounds = forecast.intervals.find((interval) => interval.levelFraction === levelFraction);
  if (bounds === undefined) throw new Error(`model ${model} gave no bounds at level ${levelFraction}`);
  return bounds;
}

function finite(values: Float64Array, index: number): number {
  const value = values[index];
  if (value === undefined || !Number.isFinite(value)) throw new Error(`interval ${index} of the forecast is ${value}`);
  return value;
}
