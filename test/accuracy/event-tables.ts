import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { publicHolidays } from '../../src/holidays/public-holidays.ts';
import type { CalendarEvent } from '../../src/series/event.ts';
import { wallSecondsOf } from '../support/reference-series.ts';

/** Where the sets were recorded, and the years that they and their forecasts lie in. By the start of a set's name. */
const PLACES = {
  german: { place: 'DE', years: [2012, 2019] },
  nyc311: { place: 'US-NY', years: [2016, 2018] },
  bank: { place: 'US', years: [2003, 2003] },
  vanad: { place: 'NL', years: [2014, 2014] },
  service_desk: { place: 'DE', years: [2013, 2014] },
  bike: { place: 'US-DC', years: [2011, 2012] },
  bernalillo: { place: 'US-NM', years: [2023, 2025] },
} as const;

/** The events of a set's days; undefined where none are known. */
export function eventTable(dataFolder: string, set: string): CalendarEvent[] | undefined {
  const found = Object.entries(PLACES).find(([start]) => set.startsWith(start));
  if (found === undefined) return undefined;
  const [name, { place, years }] = found;
  const holidays = publicHolidays(place, years[0], years[1]);
  return name === 'bernalillo' ? bernalilloTable(dataFolder, holidays) : holidays;
}

/** Closed days by the county's own list, named as the state's holidays where they are some; mailings and deadlines by their kind. */
function bernalilloTable(dataFolder: string, holidays: readonly CalendarEvent[]): CalendarEvent[] {
  const rowsOf = (file: string): Record<string, string>[] =>
    parse(readFileSync(`${dataFolder}/data/${file}`), { columns: true });
  const dayOf = (ds: string): number => wallSecondsOf(ds) / 86_400;
  const closures = rowsOf('bernalillo_holidays.csv').map((row) => {
    const day = dayOf(row['ds']);
    const name = holidays.find(({ firstDay }) => firstDay === day)?.name ?? 'closure';
    return { name, kind: 'county holiday', firstDay: day, lastDay: day };
  });
  const isClosure = ({ firstDay }: CalendarEvent): boolean => closures.some((closure) => closure.firstDay === firstDay);
  const events = rowsOf('bernalillo_assessor_events.csv').map((row) => ({
    name: row['feature'],
    kind: row['feature'],
    firstDay: dayOf(row['start_date']),
    lastDay: dayOf(row['end_date'] === '' ? row['start_date'] : row['end_date']),
  }));
  return [...closures, ...holidays.filter((holiday) => !isClosure(holiday)), ...events];
}
