import { usageFailure } from '../../../errors.ts';
import { calendarStep, isSubDaily } from '../../../series/calendar-step.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import { isOpenDuring } from '../../../series/opening-hours.ts';
import type { SeriesKey } from '../../../series/records.ts';
import { seriesName } from '../../../series/series-key.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { type ArrivalQuantile, quantilesOfInterval } from '../../../staffing/arrival-quantiles.ts';
import type { Demand } from '../../../staffing/demand.ts';
import type { ForecastInterval, VolumeForecast } from '../../../store/forecast-file.ts';
import type { StaffOptions } from './options.ts';

/** What arrives in one interval, on the calendar and with its distribution when they are known. */
export interface Arrivals {
  readonly key: SeriesKey;
  readonly start: EpochSeconds | undefined;
  readonly end: EpochSeconds | undefined;
  readonly demand: Demand;
  /** Whether the centre is open at some time of it. */
  readonly isOpen: boolean;
  /** Only when it is staffed for more than the forecast itself. */
  readonly quantiles: readonly ArrivalQuantile[] | undefined;
}

/** All that is to be staffed. */
export interface Workload {
  /** Series after series. */
  readonly arrivals: readonly Arrivals[];
  readonly hasSeveralSeries: boolean;
  readonly warnings: readonly string[];
}

/** The workload of plain numbers. Fails with exit code 2 when they are too few. */
export function workloadOfVolume(contactsPerInterval: number, { interval, aht, risk }: StaffOptions): Workload {
  if (interval === undefined)
    throw usageFailure('--volume needs an interval in which it arrives', 'give it: --interval PT30M');
  if (aht === undefined) throw noHandleTime('--volume comes without one');
  if (risk !== 'mean')
    throw usageFailure(
      `--risk ${risk} needs the bounds of a forecast, and --volume has none`,
      'give a forecast with --forecast forecast.json, or leave out --risk',
    );
  const demand = { contactsPerInterval, intervalSeconds: intervalSeconds(interval), ahtSeconds: aht };
  return {
    arrivals: [{ key: {}, start: undefined, end: undefined, demand, isOpen: true, quantiles: undefined }],
    hasSeveralSeries: false,
    warnings: [],
  };
}

function intervalSeconds(iso: string): number {
  try {
    const step = calendarStep(iso);
    if (isSubDaily(step)) return step.count;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageFailure(`--interval ${iso} is no part of a day`, 'give PT15M, PT30M or PT1H', error);
  }
  throw usageFailure(
    `--interval ${iso} is a day or longer, and agents are needed by the hour`,
    'give PT15M, PT30M or PT1H',
  );
}

// The longest step below a day that divides one, PT12H; a day is never shorter than 23 hours.
const LONGEST_INTERVAL_SECONDS = 43_200;
const FORECAST_INTERVAL_WIDTH = 0.8;

/**
 * The workload of a forecast, in whose intervals the centre is open by the local clock of `timeZone`. Fails with exit code 2 when the
 * forecast does not tell enough.
 */
export function workloadOfForecast(
  { series, failures, ...forecast }: VolumeForecast,
  options: StaffOptions,
  timeZone: string,
): Workload {
  const { risk, open } = options;
  const widthFraction = widthOf(forecast.intervalWidthFraction, options);
  const arrivals = series.flatMap(({ key, intervals }) =>
    intervals.map(
      (interval): Arrivals => ({
        key,
        start: interval.start,
        end: interval.end,
        isOpen: open === undefined || isOpenDuring(open, timeZone, interval.start, interval.end),
        demand: demandOf(key, interval, options),
        quantiles: risk === 'mean' ? undefined : quantilesOf(key, interval, widthFraction, options),
      }),
    ),
  );
  return {
    arrivals,
    hasSeveralSeries: series.length > 1,
    warnings: [
      ...failures.map((message) => `not staffed, since it was not forecast: ${message}`),
      ...widthWarnings(forecast.intervalWidthFraction, options),
      ...(options.due === undefined ? closedWarnings(arrivals) : []),
    ],
  };
}

const widthWarnings = (ofFile: number | undefined, { risk, intervalWidth }: StaffOptions): string[] =>
  risk === 'mean' || (ofFile ?? intervalWidth) !== undefined
    ? []
    : ['the file does not tell how probable its bounds are: taken as 0.8; give --interval-width as for the forecast'];

function closedWarnings(arrivals: readonly Arrivals[]): string[] {
  const closed = arrivals.filter(({ isOpen }) => !isOpen);
  const contacts = closed.reduce((sum, { demand }) => sum + demand.contactsPerInterval, 0);
  if (contacts === 0) return [];
  return [`contacts that are forecast outside the opening hours and not staffed: ${contacts.toPrecision(3)}`];
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
    'forecast shorter intervals: gcforecast forecast --granularity PT30M, or spread the days with --intraday-profile',
  );

const noHandleTime = (why: string) =>
  usageFailure(`there is no average handle time: ${why}`, 'give it in seconds, after-contact work included: --aht 240');
