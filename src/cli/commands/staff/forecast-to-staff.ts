import type { Config } from '../../../config/read-config.ts';
import { usageFailure } from '../../../errors.ts';
import { nearestName } from '../../../nearest-name.ts';
import { readForecastFile, type VolumeForecast } from '../../../store/forecast-file.ts';
import type { World } from '../../world.ts';
import { inputPath } from '../input-path.ts';
import type { Reporting } from '../log.ts';
import { forecastOfHistory } from './forecast-of-history.ts';
import type { StaffOptions } from './options.ts';
import { spreadOverDays } from './spread-over-days.ts';

/** What is to be staffed, and what remains to be done when that has succeeded. */
interface ForecastToStaff {
  readonly forecast: VolumeForecast;
  finish(): Promise<void>;
}

/** The forecast of a file, or one made from the history; days spread over their parts when a profile is given. */
export async function forecastToStaff(
  options: StaffOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<ForecastToStaff> {
  const { forecast, finish } = await sourceOf(options, config, world, reporting);
  const { intradayProfile } = options;
  if (intradayProfile === undefined) return { forecast, finish };
  return { forecast: await spreadOverDays(forecast, intradayProfile, options, config, world, reporting), finish };
}

async function sourceOf(
  options: StaffOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<ForecastToStaff> {
  const { forecast } = options;
  if (forecast === undefined) return forecastOfHistory(options, config, world, reporting);
  const file = await readForecastFile(inputPath(forecast, world), world.stdin);
  return { forecast: selected(file, options), finish: async () => {} };
}

/** The series of a file that `--queue` and `--media` name. */
function selected(forecast: VolumeForecast, { queue, media }: StaffOptions): VolumeForecast {
  const names = forecast.series.flatMap(({ key }) => key.queueName ?? key.queueId ?? []);
  for (const wanted of queue ?? []) {
    if (forecast.series.some(({ key }) => key.queueId === wanted || key.queueName === wanted)) continue;
    const nearest = nearestName(wanted, names);
    throw usageFailure(
      `the forecast has no queue ${wanted}`,
      nearest === undefined ? `it has ${names.join(', ') || 'none'}` : `did you mean ${nearest}?`,
    );
  }
  const series = forecast.series.filter(
    ({ key }) =>
      (queue === undefined || queue.some((wanted) => key.queueId === wanted || key.queueName === wanted)) &&
      (media === undefined || media.some((wanted) => key.mediaType === wanted)),
  );
  if (series.length > 0) return { ...forecast, series };
  throw usageFailure(
    `the forecast has no contacts of ${(media ?? []).join(', ')}`,
    'make it by media type: gcforecast forecast --by queue,media, or leave out --media',
  );
}
