import type { Config } from '../../../config/read-config.ts';
import { usageFailure } from '../../../errors.ts';
import { dayParts, type IntradayProfile, intradayProfile } from '../../../models/intraday-profile/intraday-profile.ts';
import { isSubDaily } from '../../../series/calendar-step.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { SeriesKey } from '../../../series/records.ts';
import { seriesName } from '../../../series/series-key.ts';
import { startOfDay, startOfNextDay } from '../../../series/time-zone.ts';
import type { ForecastInterval, VolumeForecast, VolumeForecastSeries } from '../../../store/forecast-file.ts';
import type { World } from '../../world.ts';
import type { HistorySeries } from '../forecast/history.ts';
import { readHistory } from '../forecast/read-history.ts';
import type { Reporting } from '../log.ts';
import { askedForecast } from './forecast-of-history.ts';
import type { StaffOptions } from './options.ts';

/**
 * A daily forecast over the parts of its days, as the contacts of the history that `source` names came: `store`, or a CSV file.
 * Bounds are spread like the volume, so they do not tell how uneven a single interval is.
 */
export async function spreadOverDays(
  forecast: VolumeForecast,
  source: string,
  options: StaffOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<VolumeForecast> {
  const fromStore = source === 'store';
  const asked = { ...askedForecast(options), granularity: 'PT30M' as const };
  const { granularity: _, ...ofFile } = asked;
  const { series, warnings } = await readHistory(
    fromStore ? asked : { ...ofFile, history: source, by: keyFields(forecast) },
    config,
    world,
    reporting,
  );
  for (const warning of warnings) reporting.log.warn({}, `${source}: ${warning}`);
  if (series.some(({ series: { step } }) => !isSubDaily(step)))
    throw usageFailure(
      `${source} is no history for --intraday-profile: its intervals are days or longer`,
      'give one by the half hour, or --intraday-profile store',
    );
  return { ...forecast, series: forecast.series.map((one) => spread(one, series, config.timeZone)) };
}

/** What tells the series of a forecast apart must tell those of the profile apart too. */
const keyFields = ({ series }: VolumeForecast) => [
  ...(series.some(({ key }) => (key.queueId ?? key.queueName) !== undefined) ? (['queue'] as const) : []),
  ...(series.some(({ key }) => key.mediaType !== undefined) ? (['media'] as const) : []),
];

function spread(
  { key, intervals }: VolumeForecastSeries,
  histories: readonly HistorySeries[],
  timeZone: string,
): VolumeForecastSeries {
  const history = histories.find((one) => isOfSame(one.key, key));
  if (history === undefined)
    throw usageFailure(
      `the history for --intraday-profile has nothing of ${seriesName(key)}`,
      `give a history with the series of the forecast; it has ${histories.map((one) => seriesName(one.key)).join(', ')}`,
    );
  const profile = intradayProfile(history.series);
  return { key, intervals: intervals.flatMap((day) => partsOf(day, profile, timeZone)) };
}

/** Files may name a queue by its id, its name, or both. */
const isOfSame = (a: SeriesKey, b: SeriesKey): boolean =>
  a.mediaType === b.mediaType &&
  (a.queueId !== undefined && b.queueId !== undefined ? a.queueId === b.queueId : a.queueName === b.queueName);

function partsOf(day: ForecastInterval, profile: IntradayProfile, timeZone: string): ForecastInterval[] {
  if (startOfDay(timeZone, day.start) !== day.start || startOfNextDay(timeZone, day.start) !== day.end)
    throw usageFailure(
      `the interval at ${isoInstant(day.start)} is no day in ${timeZone}`,
      'forecast days with --granularity P1D and the same --time-zone as here',
    );
  return dayParts(profile, day.start).map(({ start, end, shareFraction }) => ({
    start,
    end,
    forecast: day.forecast * shareFraction,
    ...(day.lower === undefined ? {} : { lower: day.lower * shareFraction }),
    ...(day.upper === undefined ? {} : { upper: day.upper * shareFraction }),
    ...(day.ahtSeconds === undefined ? {} : { ahtSeconds: day.ahtSeconds }),
  }));
}
