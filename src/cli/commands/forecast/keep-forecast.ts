import { Failure } from '../../../errors.ts';
import type { ForecastResult } from '../../../export/forecast-result.ts';
import { forecastRows } from '../../../export/forecast-rows.ts';
import type { KeptForecast } from '../../../store/forecast-log/kept-forecast.ts';
import { version } from '../../version.ts';
import type { Reporting } from '../log.ts';
import type { Forecasts } from './forecast-all.ts';
import type { History } from './history.ts';
import { type ForecastOptions, metricOf } from './options.ts';

/** Keeps a forecast that was published, so that it can be judged later. One that cannot be kept is still a forecast: a warning. */
export async function keep(
  { forecastLog, asOf, timeZone, series: [first] }: History,
  { results }: Forecasts,
  options: ForecastOptions,
  log: Reporting['log'],
): Promise<void> {
  if (forecastLog === undefined) return;
  const { keepForecast } = await import('../../../store/forecast-log/forecast-log.ts');
  try {
    keepForecast(forecastLog, {
      schema: 'gcforecast/forecast-log@1',
      version,
      asOf,
      timeZone,
      granularity: first.series.step.iso,
      metric: metricOf(options),
      intervalWidthFraction: options.intervalWidth,
      series: results.map((result) => keptSeries(result, options.intervalWidth)),
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log.warn({}, `the forecast is not kept for backtest --live: ${error.message}; --no-log leaves that out`);
  }
}

function keptSeries(result: ForecastResult, intervalWidthFraction: number): KeptForecast['series'][number] {
  const rows = forecastRows(result, intervalWidthFraction);
  return {
    key: result.key,
    model: result.model,
    start: result.forecast.start,
    forecast: rows.map(({ forecast }) => sixDigits(forecast)),
    lower: rows.map(({ lower }) => sixDigits(lower)),
    upper: rows.map(({ upper }) => sixDigits(upper)),
  };
}

const sixDigits = (value: number): number => Number(value.toPrecision(6));
