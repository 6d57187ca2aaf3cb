import { resolve } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { nominalDays } from '../../../series/calendar-step.ts';
import type { CalendarEvent } from '../../../series/event.ts';
import { endOf } from '../../../series/series.ts';
import { DAY_SECONDS, wallSecondsAt } from '../../../series/time-zone.ts';
import type { World } from '../../world.ts';
import type { History } from './history.ts';
import type { ForecastOptions } from './options.ts';

/** Events of the history and of the days to forecast, and what should be known of them. */
export interface Events {
  readonly events: readonly CalendarEvent[];
  readonly warnings: readonly string[];
}

/** The holidays of `--holidays` and the events of `--events`. Fails with exit code 2 where they cannot be used. */
export async function readEvents(
  { holidays = [], events: file, days }: ForecastOptions,
  { series, timeZone }: History,
  { cwd }: World,
): Promise<Events> {
  if (holidays.length === 0 && file === undefined) return { events: [], warnings: [] };
  if (series.some(({ series: { step } }) => nominalDays(step) > 1))
    throw usageFailure(
      '--holidays and --events take intervals of a day or shorter',
      'choose another --granularity, or leave them out',
    );
  const first = Math.min(...series.map(({ series: { start } }) => localDay(timeZone, start)));
  const last = Math.max(...series.map(({ series: one }) => localDay(timeZone, endOf(one)) + days - 1));
  const isWithin = ({ firstDay, lastDay }: CalendarEvent): boolean => firstDay <= last && lastDay >= first;
  const ofPlaces = holidays.length === 0 ? [] : await holidaysOf(holidays, first, last);
  const ofFile = file === undefined ? [] : await eventsOf(resolve(cwd, file));
  const used = ofFile.filter(isWithin);
  const outside = ofFile.length - used.length;
  return {
    events: [...ofPlaces.filter(isWithin), ...used],
    warnings:
      outside === 0
        ? []
        : [`${outside} of ${ofFile.length} events in ${file} lie outside the history and the days to forecast`],
  };
}

async function holidaysOf(places: readonly string[], firstDay: number, lastDay: number): Promise<CalendarEvent[]> {
  const { publicHolidays } = await import('../../../holidays/public-holidays.ts');
  return places.flatMap((place) => publicHolidays(place, yearOf(firstDay), yearOf(lastDay)));
}

async function eventsOf(path: string): Promise<CalendarEvent[]> {
  const { readEventsFile } = await import('../../../store/events-file.ts');
  return readEventsFile(path);
}

const localDay = (timeZone: string, instant: number): number =>
  Math.floor(wallSecondsAt(timeZone, instant) / DAY_SECONDS);

const yearOf = (day: number): number => new Date(day * DAY_SECONDS * 1000).getUTCFullYear();
