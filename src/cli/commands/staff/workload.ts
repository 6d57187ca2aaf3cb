import { resolve } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { calendarStep, isSubDaily } from '../../../series/calendar-step.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { SeriesKey } from '../../../series/records.ts';
import { seriesName } from '../../../series/series-key.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { type ArrivalQuantile, quantilesOfInterval } from '../../../staffing/arrival-quantiles.ts';
import type { Demand } from '../../../staffing/demand.ts';
import { type ForecastFile, type ForecastInterval, readForecastFile } from '../../../store/forecast-file.ts';
import type { World } from '../../world.ts';
import type { StaffOptions } from './options.ts';

/** What arrives in one interval, on the calendar and with its distribution when they are known. */
export interface Arrivals {
  readonly key: SeriesKey;
  readonly start?: EpochSeconds;
  readonly end?: EpochSeconds;
  readonly demand: Demand;
  /** Only when it is staffed for more than the forecast itself. */
  readonly quantiles?: readonly ArrivalQuantile[];
}

/** All that is to be staffed. */
export interface Workload {
  /** Series after series. */
  readonly arrivals: readonly Arrivals[];
  readonly hasSeveralSeries: boolean;
  /** Absent where the source does not tell. */
  readonly timeZone?: string;
  readonly warnings: readonly string[];
}

/** The workload of a forecast file, or of plain numbers. Fails with exit code 2 when neither or both are given, or too little. */
export function workloadOf(options: StaffOptions, world: World): Promise<Workload> | Workload {
  const { forecast, volume } = options;
  if (forecast === undefined) {
    if (volume !== undefined) return workloadOfVolume(volume, options);
    throw usageFailure(
      'there is nothing to staff for',
      'give a forecast with --forecast forecast.json, or numbers with --volume 100 --interval PT30M --aht 240',
    );
  }
  const path = forecast === '-' ? forecast : resolve(world.cwd, forecast);
  return readForecastFile(path, world.stdin).then((file) => workloadOfFile(file, options));
}

function workloadOfVolume(contactsPerInterval: number, { interval, aht, risk }: StaffOptions): Workload {
  if (interval === undefined)
    throw usageFailure('--volume needs an interval in which it arrives', 'give it: --interval PT30M');
  if (aht === undefined) throw noHandleTime('--volume comes without one');
  if (risk !== 'mean')
    throw usageFailure(
      `--risk ${risk} needs the bounds of a forecast, and --volume has none`,
      'give a forecast with --forecast forecast.json, or leave out --risk',
    );
  const demand = { contactsPerInterval, intervalSeconds: intervalSeconds(interval), ahtSeconds: aht };
  return { arrivals: [{ key: {}, demand }], hasSeveralSeries: false, warnings: [] };
}

function intervalSeconds(iso: string): number {
  try {
    const step = calendarStep(iso);
    if (isSubDaily(step)) return step.count;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageFailure(`--interval ${iso} is no part of a day`, 'give PT15M, PT30M or PT1H', error);
  }
  throw dayIsNoInterval(`--interval ${iso}`);
}

// The longest step below a day that divides one, PT12H; a day is never shorter than 23 hours.
const LONGEST_INTERVAL_SECONDS = 43_200;
const FORECAST_INTERVAL_WIDTH = 0.8;

function workloadOfFile({ series, failures, timeZone, ...file }: ForecastFile, options: StaffOptions): Workload {
  const isWidthAssumed = options.risk !== 'mean' && (file.intervalWidthFraction ?? options.intervalWidth) === undefined;
  const widthFraction = widthOf(file.intervalWidthFraction, options);
  return {
    arrivals: series.flatMap(({ key, intervals }) =>
      intervals.map((interval) => ({
        key,
        start: interval.start,
        end: interval.end,
        demand: demandOf(key, interval, options),
        ...(options.risk === 'mean' ? {} : { quantiles: quantilesOf(key, interval, widthFraction, options) }),
      })),
    ),
    hasSeveralSeries: series.length > 1,
    ...(timeZone === undefined ? {} : { timeZone }),
    warnings: [
      ...failures.map((message) => `not staffed, since it was not forecast: ${message}`),
      ...(isWidthAssumed
        ? [
            'the file does not tell how probable its bounds are: taken as 0.8; give --interval-width as for the forecast',
          ]
        : []),
    ],
  };
}

function widthOf(ofFile: number | undefined, { intervalWidth }: StaffOptions): number {
  if (ofFile !== undefined && intervalWidth !== undefined && ofFile !== intervalWidth)
    throw usageFailure(
      `the bounds of the forecast hold with a probability of ${ofFile}, not ${intervalWidth}`,
      'leave out --interval-width: the file tells it',
    );
  return ofFile ?? intervalWidth ?? FORECAST_INTERVAL_WIDTH;
}

function demandOf(
  key: SeriesKey,
  { start, end, forecast, ahtSeconds }: ForecastInterval,
  { aht }: StaffOptions,
): Demand {
  const seconds = end - start;
  if (seconds > LONGEST_INTERVAL_SECONDS) throw dayIsNoInterval(`the interval at ${isoInstant(start)}`);
  const handleSeconds = aht ?? ahtSeconds;
  if (handleSeconds === undefined)
    throw noHandleTime(`the forecast of ${seriesName(key)} has none at ${isoInstant(start)}`);
  return { contactsPerInterval: forecast, intervalSeconds: seconds, ahtSeconds: handleSeconds };
}

function quantilesOf(
  key: SeriesKey,
  { start, forecast, lower, upper }: ForecastInterval,
  widthFraction: number,
  { risk }: StaffOptions,
): readonly ArrivalQuantile[] {
  if (lower !== undefined && upper !== undefined) return quantilesOfInterval(forecast, lower, upper, widthFraction);
  throw usageFailure(
    `--risk ${risk} needs bounds, and the forecast of ${seriesName(key)} has none at ${isoInstant(start)}`,
    'make the forecast with gcforecast forecast, which gives bounds, or leave out --risk',
  );
}

const dayIsNoInterval = (what: string) =>
  usageFailure(
    `${what} is a day or longer, and agents are needed by the hour: contacts do not come evenly over a day`,
    'forecast shorter intervals: gcforecast forecast --granularity PT30M',
  );

const noHandleTime = (why: string) =>
  usageFailure(`there is no average handle time: ${why}`, 'give it in seconds, after-contact work included: --aht 240');
