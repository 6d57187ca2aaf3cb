import { type CalendarStep, isSubDaily } from '../series/calendar-step.ts';
import type { ForecastResult } from './forecast-result.ts';
import { type ForecastRow, forecastRows } from './forecast-rows.ts';
import { hundredths, largestRemainder } from './rounding.ts';

/**
 * The rows of a forecast as people and schedulers get them: days and longer intervals in whole numbers that keep the rounded
 * total, shorter ones with two decimals. Bounds are rounded outward, so that lower <= volume <= upper still holds.
 */
export function roundedRows(result: ForecastResult, intervalWidthFraction: number): ForecastRow[] {
  return rounded(forecastRows(result, intervalWidthFraction), result.forecast.step);
}

/** Rows of one series, unrounded, rounded in the same way. */
export function rounded(rows: readonly ForecastRow[], step: CalendarStep): ForecastRow[] {
  const volumes = isSubDaily(step) ? rows.map(twoDecimals) : wholeNumbers(rows);
  return volumes.map((row) =>
    row.ahtSeconds === undefined ? row : { ...row, ahtSeconds: hundredths(row.ahtSeconds, Math.round) },
  );
}

function twoDecimals(row: ForecastRow): ForecastRow {
  return {
    ...row,
    forecast: hundredths(row.forecast, Math.round),
    lower: hundredths(row.lower, Math.floor),
    upper: hundredths(row.upper, Math.ceil),
  };
}

function wholeNumbers(rows: readonly ForecastRow[]): ForecastRow[] {
  const volumes = largestRemainder(rows.map(({ forecast }) => forecast));
  return rows.map((row, i) => ({
    ...row,
    forecast: volumes[i],
    lower: Math.floor(row.lower),
    upper: Math.ceil(row.upper),
  }));
}
