import { gridOf } from '../../series/calendar-step.ts';
import type { Forecast } from '../../series/forecast.ts';
import { intervalStarts, type Series } from '../../series/series.ts';
import { wallSecondsAt } from '../../series/time-zone.ts';
import type { Observations } from './design.ts';
import { fitProphet, type ProphetFit } from './fit.ts';
import type { ProphetOptions } from './options.ts';
import { predict } from './predict.ts';

/** A Prophet model fitted to a series, and what it needs to go on from its end. */
export interface FittedProphet {
  readonly fit: ProphetFit;
  readonly history: Pick<Series, 'start' | 'step' | 'timeZone' | 'unit'>;
  /** Number of intervals of the history, missing ones included. */
  readonly length: number;
}

/** Fits to the values that are there; missing and closed intervals are left out, never filled. */
export function fitProphetToSeries(series: Series, options: ProphetOptions): FittedProphet {
  const { start, step, timeZone, unit } = series;
  return {
    fit: fitProphet(observationsOf(series), options),
    history: { start, step, timeZone, unit },
    length: series.values.length,
  };
}

/** Forecasts the `horizon` intervals after the history. Seasons follow the wall clock of the series' zone. */
export function forecastProphet(fitted: FittedProphet, horizon: number, levelFractions: readonly number[]): Forecast {
  const { start, step, timeZone, unit } = fitted.history;
  const starts = gridOf(start, step, timeZone, fitted.length + horizon).subarray(fitted.length);
  const prediction = predict(fitted.fit, wallClock(timeZone, starts), levelFractions);
  return { start: starts[0], step, timeZone, unit, ...prediction, closed: new Uint8Array(horizon) };
}

function observationsOf(series: Series): Observations {
  const wall = wallClock(series.timeZone, intervalStarts(series));
  if (series.values.every((value) => !Number.isNaN(value))) return { wallSeconds: wall, values: series.values };
  const seen = [...series.values.keys()].filter((i) => !Number.isNaN(series.values[i]));
  return {
    wallSeconds: Float64Array.from(seen, (i) => wall[i]),
    values: Float64Array.from(seen, (i) => series.values[i]),
  };
}

const wallClock = (timeZone: string, instants: Float64Array): Float64Array =>
  timeZone === 'UTC' ? instants : instants.map((instant) => wallSecondsAt(timeZone, instant));
