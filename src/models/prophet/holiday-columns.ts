import { DAY_SECONDS } from '../../series/time-zone.ts';

/** A holiday, or any other event, in one year, with days around it that have effects of their own. */
export interface ProphetHoliday {
  /** Days of the same name and distance from the holiday share a coefficient. */
  readonly name: string;
  /** Local day, counted from 1970-01-01. */
  readonly day: number;
  /** How many days before it count, 0 or less, and how many after it, 0 or more. */
  readonly lowerWindow: number;
  readonly upperWindow: number;
  /** Standard deviation of the prior of its coefficients; that of all holidays where it has none of its own. */
  readonly priorScale?: number;
}

/** An indicator of the days at one distance from the holidays of one name. */
export interface HolidayColumn {
  /** Name and distance, for example `Christmas Day:+1`. */
  readonly name: string;
  readonly priorScale: number | undefined;
  /** Local days, counted from 1970-01-01. */
  readonly days: ReadonlySet<number>;
}

/** The columns of holidays in Prophet's order: by name and signed distance, as texts. Prophet's make_holiday_features. */
export function holidayColumns(holidays: readonly ProphetHoliday[]): HolidayColumn[] {
  const columns = new Map<string, { name: string; priorScale: number | undefined; days: Set<number> }>();
  for (const { name, day, lowerWindow, upperWindow, priorScale } of holidays)
    for (let offset = lowerWindow; offset <= upperWindow; offset++) {
      const distance = `${offset < 0 ? '-' : '+'}${Math.abs(offset)}`;
      const key = `${name}_delim_${distance}`;
      const column = columns.get(key) ?? { name: `${name}:${distance}`, priorScale, days: new Set() };
      columns.set(key, column);
      column.days.add(day + offset);
    }
  return [...columns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, column]) => column);
}

/** The rows, in ascending order, at whose wall-clock times a column is 1. */
export const holidayRows = (wallSeconds: Float64Array, { days }: HolidayColumn): Uint32Array =>
  Uint32Array.from(wallSeconds.keys()).filter((row) => days.has(Math.floor(wallSeconds[row] / DAY_SECONDS)));
