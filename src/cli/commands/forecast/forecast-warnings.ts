import type { ForecastResult } from '../../../export/forecast-result.ts';
import { seriesName } from '../../../series/series-key.ts';
import type { Forecasts } from './forecast-all.ts';
import type { History } from './history.ts';

/** What should be known about a history and its forecasts, in plain sentences. */
export function forecastWarnings(history: History, { results, failed }: Forecasts): string[] {
  const name = (result: ForecastResult) => (results.length === 1 ? '' : `${seriesName(result.key)}: `);
  return [
    ...history.warnings,
    ...results.flatMap((result) => result.warnings.map((warning) => `${name(result)}${warning}`)),
    ...failed.map(({ failure }) => `not forecast: ${failure.message}`),
  ];
}
