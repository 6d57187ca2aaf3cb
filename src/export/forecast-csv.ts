import { isoInstant } from '../series/iso-instant.ts';
import type { SeriesKey } from '../series/records.ts';
import { csvText } from './csv.ts';
import type { ForecastResult } from './forecast-result.ts';
import { roundedRows } from './rounded-rows.ts';

const KEY_COLUMNS = { queueId: 'queue_id', queueName: 'queue_name', mediaType: 'media_type' } as const;

/**
 * The file that a workforce scheduler ingests: one row per interval, times in UTC, numbers rounded as `roundedRows` does.
 * Key columns only when several series are given, handle time when known.
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
    return roundedRows(result, intervalWidthFraction).map((row) => [
      ...key,
      ...[isoInstant(row.start), isoInstant(row.end), row.forecast, row.lower, row.upper],
      ...(hasHandleTime ? [row.ahtSeconds] : []),
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
