import { type Candidate, candidatesAt } from './candidates.ts';

/** An origin within the history, and what the candidates made there of the days after it that are known. */
export interface InnerOrigin {
  /** Weeks from the origin to the end of the history. */
  readonly weeksBack: number;
  /** The observed places after it, up to the longest lead. */
  readonly places: readonly number[];
  /** By candidate, for each of the places, in the unit of the values. */
  readonly forecasts: readonly Float64Array[];
}

const MOST_ORIGINS = 26;

/** Weeks of history that candidates need before their errors tell which of them is better. */
export const WEEKS_TO_CHOOSE = 8;

/** Origins each week back, the latest first, with at least so many weeks of history left, and leads up to `mostWeeksAhead`. */
export function innerOrigins(
  values: Float64Array,
  season: number,
  levels: Float64Array,
  leastWeeks: number,
  mostWeeksAhead: number,
): InnerOrigin[] {
  const origins: InnerOrigin[] = [];
  for (let weeksBack = 1; weeksBack <= MOST_ORIGINS; weeksBack++) {
    const origin = values.length - weeksBack * season;
    if (origin < leastWeeks * season) break;
    const candidates = candidatesAt(values, season, levels, origin);
    const places: number[] = [];
    for (let place = origin; place < origin + Math.min(weeksBack, mostWeeksAhead) * season; place++)
      if (!Number.isNaN(values[place])) places.push(place);
    const forecasts = candidates.map((candidate) => forecastOf(candidate, places, origin, season));
    origins.push({ weeksBack, places, forecasts });
  }
  return origins;
}

/** What a candidate says of places after its origin. */
export function forecastOf(
  { level, shape, levelChange }: Candidate,
  places: readonly number[],
  origin: number,
  season: number,
): Float64Array {
  const byWeek: number[] = [];
  return Float64Array.from(places, (place) => {
    const week = Math.floor((place - origin) / season);
    byWeek[week] ??= level * levelChange(week + 1);
    return byWeek[week] * shape[place % season];
  });
}
