import type { WallSeconds } from '../../series/time-zone.ts';
import { changepointRows } from './changepoints.ts';
import { type EvenGrid, evenGridOf } from './fourier-products.ts';
import { type HolidayColumn, holidayColumns, holidayRows } from './holiday-columns.ts';
import type { ProphetOptions } from './options.ts';
import { fourierColumns, type Seasonality, seasonalitiesFor } from './seasonality.ts';

/** Observed values and when they were observed, by the wall clock; sorted by time, nothing missing. */
export interface Observations {
  readonly wallSeconds: Float64Array;
  readonly values: Float64Array;
}

/** How times and values of the data map to the model's own: time 0 to 1 over the history, values at most 1 in size. */
export interface Scale {
  readonly start: WallSeconds;
  readonly timeSeconds: number;
  readonly value: number;
}

/** The regression behind the model, in scaled units. T rows, K feature columns, S changepoints. */
export interface Design {
  readonly scale: Scale;
  readonly growth: ProphetOptions['growth'];
  readonly seasonalities: readonly Seasonality[];
  /** Scaled time of each row, T. */
  readonly time: Float64Array;
  /** Scaled value of each row, T. */
  readonly target: Float64Array;
  /** K columns of T values: the Fourier columns, then those of holidays. */
  readonly features: readonly Float64Array[];
  /** Holidays, and of each the rows in which its column is 1. */
  readonly holidays: readonly HolidayColumn[];
  readonly holidayRows: readonly Uint32Array[];
  /** Where the rows lie when they lie at even distances. */
  readonly grid: EvenGrid | undefined;
  /** Scaled times of the S changepoints, ascending. */
  readonly changepoints: Float64Array;
}

/** Prepares observations as Prophet does: scales, changepoints, features. At least two rows with different times. */
export function designOf(observations: Observations, options: ProphetOptions): Design {
  const { wallSeconds, values } = observations;
  const rows = values.length;
  const start = wallSeconds[0];
  const scale: Scale = { start, timeSeconds: wallSeconds[rows - 1] - start, value: greatestSize(values) || 1 };
  const seasonalities = seasonalitiesFor(options, scale.timeSeconds, smallestStep(wallSeconds));
  const holidays = holidayColumns(options.holidays);
  const rowsOfHolidays = holidays.map((holiday) => holidayRows(wallSeconds, holiday));
  return {
    scale,
    growth: options.growth,
    seasonalities,
    holidays,
    holidayRows: rowsOfHolidays,
    time: scaledTimes(wallSeconds, scale),
    target: values.map((value) => value / scale.value),
    features: [...fourierColumns(wallSeconds, seasonalities), ...rowsOfHolidays.map((ones) => indicator(ones, rows))],
    grid: evenGridOf(wallSeconds),
    changepoints: changepointTimes(wallSeconds, scale, options),
  };
}

function indicator(ones: Uint32Array, rows: number): Float64Array {
  const column = new Float64Array(rows);
  for (const row of ones) column[row] = 1;
  return column;
}

/** Scaled times of any wall-clock readings; above 1 after the history. */
export const scaledTimes = (wallSeconds: Float64Array, scale: Scale): Float64Array =>
  wallSeconds.map((wall) => (wall - scale.start) / scale.timeSeconds);

/** Without changepoints Prophet keeps one at time 0, whose change adds to the first slope. */
function changepointTimes(wallSeconds: Float64Array, scale: Scale, options: ProphetOptions): Float64Array {
  const rows = changepointRows(wallSeconds.length, options.changepoints, options.changepointRangeFraction);
  if (rows.length === 0) return new Float64Array(1);
  return scaledTimes(
    Float64Array.from(rows, (row) => wallSeconds[row]),
    scale,
  );
}

function greatestSize(values: Float64Array): number {
  let greatest = 0;
  for (const value of values) greatest = Math.max(greatest, Math.abs(value));
  return greatest;
}

function smallestStep(wallSeconds: Float64Array): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < wallSeconds.length; i++) {
    const step = wallSeconds[i] - wallSeconds[i - 1];
    if (step > 0 && step < smallest) smallest = step;
  }
  return smallest;
}
