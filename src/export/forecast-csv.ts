import { isSubDaily } from '../series/calendar-step.ts';
import { isoInstant } from '../series/iso-instant.ts';
import type { SeriesKey } from '../series/records.ts';
import { type Cell, csvText } from './csv.ts';
import type { ForecastResult } from './forecast-result.ts';
import { type ForecastRow, forecastRows } from './forecast-rows.ts';
import { hundredths, largestRemainder } from './rounding.ts';

const KEY_COLUMNS = { queueId: 'queue_id', queueName: 'queue_name', mediaType: 'media_type' } as const;

/**
 * The file that a workforce scheduler ingests: one row per interval, times in UTC. Days and longer intervals are whole
 * numbers that keep each series' rounded total, shorter ones have two decimals; bounds are rounded outward, so that
 * lower <= volume <= upper holds in the file too. Key columns only when several series are given, handle time when known.
 */
export function forecastCsv(results: readonly ForecastResult[], intervalWidthFraction: number): string {
  const keys = keyFields(results);
  const hasHandleTime = results.some((result) => result.ahtSeconds !== undefined);
  const header = [
    ...keys.map((field) => KEY_COLUMNS[field]),
    ...['interval_start', 'interval_end', 'forecasted_volume', 'confidence_lower', 'confidence_upper'],
    ...(hasHandleTime ? ['forecasted_aht_seconds'] : []),
  ];
  const rows = results.flatMap((result) => {
    const key = keys.map((field) => result.key[field]);
    return volumeCells(result, intervalWidthFraction).map(([handleTime, ...cells]) => [
      ...key,
      ...cells,
      ...(hasHandleTime ? [handleTime] : []),
    ]);
  });
  return csvText(header, rows);
}

/** The key fields that tell the series apart; none for a single series. */
function keyFields(results: readonly ForecastResult[]): (keyof SeriesKey & keyof typeof KEY_COLUMNS)[] {
  if (results.length < 2) return [];
  const fields = ['queueId', 'queueName', 'mediaType'] as const;
  return fields.filter((field) => results.some(({ key }) => key[field] !== undefined));
}

/** Per interval the handle time, then the five columns that every file has. */
function volumeCells(result: ForecastResult, intervalWidthFraction: number): Cell[][] {
  const rows = forecastRows(result, intervalWidthFraction);
  const numbers = isSubDaily(result.forecast.step) ? rows.map(twoDecimals) : wholeNumbers(rows);
  return rows.map((row, i) => [
    row.ahtSeconds === undefined ? undefined : hundredths(row.ahtSeconds, Math.round),
    isoInstant(row.start),
    isoInstant(row.end),
    ...(numbers[i] ?? []),
  ]);
}

function twoDecimals({ forecast, lower, upper }: ForecastRow): number[] {
  return [hundredths(forecast, Math.round), hundredths(lower, Math.floor), hundredths(upper, Math.ceil)];
}

function wholeNumbers(rows: readonly ForecastRow[]): number[][] {
  const volumes = largestRemainder(rows.map(({ forecast }) => forecast));
  return rows.map(({ lower, upper }, i) => [volumes[i] ?? Number.NaN, Math.floor(lower), Math.ceil(upper)]);
}
