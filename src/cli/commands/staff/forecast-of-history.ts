import type { Config } from '../../../config/read-config.ts';
import { forecastRows } from '../../../export/forecast-rows.ts';
import type { VolumeForecast } from '../../../store/forecast-file.ts';
import type { World } from '../../world.ts';
import { forecastAll, requireForecast } from '../forecast/forecast-all.ts';
import { forecastWarnings } from '../forecast/forecast-warnings.ts';
import type { History } from '../forecast/history.ts';
import { FORECAST_DEFAULTS, type ForecastOptions } from '../forecast/options.ts';
import { readHistory } from '../forecast/read-history.ts';
import type { Reporting } from '../log.ts';
import type { StaffOptions } from './options.ts';

/** A forecast made for a staffing, and what remains to be done when the staffing has succeeded. */
interface ForecastOfHistory {
  readonly forecast: VolumeForecast;
  readonly finish: History['finish'];
}

/** The forecast of the next days by queue and media type, from the history of the organisation, or from a file as a whole. */
export async function forecastOfHistory(
  options: StaffOptions,
  config: Config,
  world: World,
  { log, progress }: Reporting,
): Promise<ForecastOfHistory> {
  const asked = askedForecast(options);
  const history = await readHistory(asked, config, world, { log, progress });
  const forecasts = await forecastAll(history, asked, world.signal, progress);
  requireForecast(forecasts);
  for (const warning of forecastWarnings(history, forecasts)) log.warn({}, warning);
  const series = forecasts.results.map((result) => ({
    key: result.key,
    intervals: forecastRows(result, asked.intervalWidth),
  }));
  const { timeZone, finish } = history;
  return { forecast: { series, timeZone, intervalWidthFraction: asked.intervalWidth, failures: [] }, finish };
}

/** Contacts of different queues and media wait in different lines, so each is forecast by itself; they come when no agent works, too. */
export function askedForecast({ open: _hoursOfAgents, ...options }: StaffOptions): ForecastOptions {
  return {
    ...FORECAST_DEFAULTS,
    ...options,
    intervalWidth: options.intervalWidth ?? FORECAST_DEFAULTS.intervalWidth,
    granularity: options.granularity ?? (options.intradayProfile === undefined ? 'PT30M' : 'P1D'),
    ...(options.history === undefined ? { by: ['queue', 'media'] as const } : {}),
    output: '-',
  };
}
