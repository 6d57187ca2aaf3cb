import { calendarStep } from '../series/calendar-step.ts';
import { isoInstant } from '../series/iso-instant.ts';
import type { SeriesKey } from '../series/records.ts';
import { csvText } from './csv.ts';
import type { ForecastDocument } from './forecast-json.ts';
import type { ForecastResult } from './forecast-result.ts';
import type { ForecastRow } from './forecast-rows.ts';
import { rounded, roundedRows } from './rounded-rows.ts';
import { roundedSums } from './rounded-sums.ts';

const KEY_COLUMNS = { queueId: 'queue_id', queueName: 'queue_name', mediaType: 'media_type' } as const;

/**
 * The file that a workforce scheduler ingests: one row per interval, times in UTC, numbers rounded as `roundedRows` does.
 * Key columns only when several series are given, handle time when known.
 */
export const forecastCsv = (results: readonly ForecastResult[], intervalWidthFraction: number): string =>
  seriesCsv(results.map((result) => ({ key: result.key, rows: roundedRows(result, intervalWidthFraction) })));

/** The same file from the document of a forecast, whose numbers are unrounded. */
export function documentCsv({ granularity, series }: ForecastDocument): string {
  const step = calendarStep(granularity);
  return seriesCsv(series.map(({ key, points }) => ({ key, rows: rounded(points.map(rowOfPoint), step) })));
}

const rowOfPoint = ({ start, end, ...numbers }: ForecastDocument['series'][number]['points'][number]): ForecastRow => ({
  start: Date.parse(start) / 1000,
  end: Date.parse(end) / 1000,
  ...numbers,
});

/** The sums of forecasts: one row for each, numbers rounded as `roundedSums` does, key columns as in the file of the intervals. */
export function forecastSumsCsv(results: readonly ForecastResult[]): string {
  const keys = keyFields(results);
  const header = [
    ...keys.map((field) => KEY_COLUMNS[field]),
    ...['period', 'interval_start', 'interval_end', 'forecasted_volume', 'confidence_lower', 'confidence_upper'],
  ];
  const cells = results.flatMap(({ key, sums = [] }) =>
    roundedSums(sums).map(({ period, start, end, point, lower, upper }) => [
      ...keys.map((field) => key[field]),
      ...[period, isoInstant(start), isoInstant(end), point, lower, upper],
    ]),
  );
  return csvText(header, cells);
}

interface RoundedSeries {
  readonly key: SeriesKey;
  readonly rows: readonly ForecastRow[];
}

function seriesCsv(series: readonly RoundedSeries[]): string {
  const keys = keyFields(series);
  const hasHandleTime = series.some(({ rows }) => rows[0].ahtSeconds !== undefined);
  const header = [
    ...keys.map((field) => KEY_COLUMNS[field]),
    ...['interval_start', 'interval_end', 'forecasted_volume', 'confidence_lower', 'confidence_upper'],
    ...(hasHandleTime ? ['forecasted_aht_seconds'] : []),
  ];
  const cells = series.flatMap(({ key, rows }) => {
    const keyCells = keys.map((field) => key[field]);
    return rows.map((row) => [
      ...keyCells,
      ...[isoInstant(row.start), isoInstant(row.end), row.forecast, row.lower, row.upper],
      ...(hasHandleTime ? [row.ahtSeconds] : []),
    ]);
  });
  return csvText(header, cells);
}

/** The key fields that tell the series apart; none for a single series. */
function keyFields(series: readonly Pick<RoundedSeries, 'key'>[]): (keyof SeriesKey & keyof typeof KEY_COLUMNS)[] {
  if (series.length < 2) return [];
  const fields = ['queueId', 'queueName', 'mediaType'] as const;
  return fields.filter((field) => series.some(({ key }) => key[field] !== undefined));
}
