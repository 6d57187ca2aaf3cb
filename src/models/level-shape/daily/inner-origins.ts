import type { Candidate } from './candidates.ts';

/** An origin within the history, and what the candidates made there of the days after it that are known. */
export interface InnerOrigin {
  /** Weeks from the origin to the end of the history. */
  readonly weeksBack: number;
  /** The places after it, up to the longest lead, that were observed and could be forecast. */
  readonly places: Uint32Array;
  /** Of each place, from 1. */
  readonly weeksAhead: Uint32Array;
  /** By candidate, for each of the places. */
  readonly forecasts: readonly Float64Array[];
}

const MOST_ORIGINS = 26;

/** Weeks of history that candidates need before their errors tell which of them is better. */
export const WEEKS_TO_CHOOSE = 8;

/** Origins each week back, the latest first, and leads up to `mostWeeksAhead`. */
export function innerOrigins(
  values: Float64Array,
  season: number,
  candidatesAt: (weeksBack: number) => readonly Candidate[],
  mostWeeksAhead: number,
): InnerOrigin[] {
  const weeks = Math.floor(values.length / season);
  // Where there is less history than candidates should have, errors after half of it are better than none.
  const leastWeeks = Math.min(WEEKS_TO_CHOOSE, Math.ceil(weeks / 2));
  return Array.from({ length: Math.min(MOST_ORIGINS, weeks - leastWeeks) }, (_, i) => {
    const weeksBack = i + 1;
    const origin = values.length - weeksBack * season;
    const end = origin + Math.min(weeksBack, mostWeeksAhead) * season;
    const candidates = candidatesAt(weeksBack);
    const isForecast = (slot: number): boolean =>
      candidates.every(({ level, shape }) => Number.isFinite(level * shape[slot]));
    const places = Uint32Array.from({ length: end - origin }, (_, k) => origin + k).filter(
      (place) => !Number.isNaN(values[place]) && isForecast(place % season),
    );
    const weeksAhead = places.map((place) => Math.floor((place - origin) / season) + 1);
    const slots = places.map((place) => place % season);
    const forecasts = candidates.map((candidate) => forecastOf(candidate, slots, weeksAhead));
    return { weeksBack, places, weeksAhead, forecasts };
  });
}

/** What a candidate says of slots so many weeks ahead, from 1. */
export function forecastOf(
  { level, shape, levelChange }: Candidate,
  slots: Uint32Array,
  weeksAhead: Uint32Array,
): Float64Array {
  const forecast = new Float64Array(slots.length);
  for (let i = 0, week = 0, weekLevel = 0; i < forecast.length; i++) {
    if (weeksAhead[i] !== week) {
      week = weeksAhead[i];
      weekLevel = level * levelChange(week);
    }
    forecast[i] = weekLevel * shape[slots[i]];
  }
  return forecast;
}
