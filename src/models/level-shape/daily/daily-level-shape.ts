import type { Forecast } from '../../../series/forecast.ts';
import { endOf, type Series } from '../../../series/series.ts';
import { DAY_SECONDS, wallSecondsAt } from '../../../series/time-zone.ts';
import { residualsOfIntervals } from '../../seasonal-forecast.ts';
import { CLOSED } from '../../seasonal-grid.ts';
import { calendarEffects } from './calendar-effects.ts';
import { candidateWeights, combined } from './candidate-weights.ts';
import { type Candidate, candidatesAt } from './candidates.ts';
import { type DailyHistory, dailyHistory } from './daily-history.ts';
import { errorBounds, type RelativeErrors } from './error-bounds.ts';
import { forecastOf, type InnerOrigin, innerOrigins, WEEKS_TO_CHOOSE } from './inner-origins.ts';
import { weekLevels } from './week-levels.ts';

/** What is learned from a daily history. */
interface DailyFit {
  readonly history: DailyHistory;
  /** Factor of a day that is counted from 1970-01-01. */
  effectOf(day: number): number;
  /** By place: values without calendar effects, and the factors that take them back. */
  readonly values: Float64Array;
  readonly factors: Float64Array;
  readonly levels: Float64Array;
  readonly candidates: readonly Candidate[];
}

/** Weeks ahead that inner errors are looked at, where the horizon is as long. */
const MOST_WEEKS_AHEAD = 13;

export function fitDaily(series: Series) {
  const history = dailyHistory(series);
  const effectOf = calendarEffects(history);
  const factors = Float64Array.from(history.days, effectOf);
  const values = history.values.map((value, place) => value / factors[place]);
  const levels = weekLevels(values, history.season);
  const candidates = candidatesAt(values, history.season, levels, values.length);
  const fit: DailyFit = { history, effectOf, values, factors, levels, candidates };
  return {
    forecast: (horizon: number, levelFractions: readonly number[]) => forecastDaily(series, fit, horizon, levelFractions),
    residuals: () => {
      const origins = originsOf(fit, 1);
      const weights = weightsOf(fit, origins);
      const fitted = new Float64Array(values.length).fill(Number.NaN);
      for (const { places, forecasts } of origins)
        for (const [i, forecast] of combined(forecasts, weights).entries())
          fitted[places[i]] = forecast * factors[places[i]];
      return residualsOfIntervals(history.grid, series, (place) => fitted[place]);
    },
  };
}

function originsOf({ values, history: { season }, levels }: DailyFit, weeksAhead: number): InnerOrigin[] {
  const weeks = Math.floor(values.length / season);
  // Where there is less history, errors after half of it are better than none.
  const leastWeeks = Math.min(WEEKS_TO_CHOOSE, Math.ceil(weeks / 2));
  return innerOrigins(values, season, levels, leastWeeks, Math.min(weeksAhead, MOST_WEEKS_AHEAD));
}

const weightsOf = ({ candidates, values, factors, history }: DailyFit, origins: readonly InnerOrigin[]): Float64Array =>
  candidateWeights(origins, candidates.length, values, factors, history.season);

function forecastDaily(series: Series, fit: DailyFit, horizon: number, levelFractions: readonly number[]): Forecast {
  const { history, values, candidates, effectOf } = fit;
  const { grid, season, smallCount } = history;
  const places = grid.placesAhead(horizon);
  const open = [...places.keys()].filter((i) => places[i] !== CLOSED);
  const openPlaces = open.map((i) => places[i]);
  const weeksAhead = openPlaces.map((place) => Math.floor((place - values.length) / season) + 1);
  const origins = originsOf(fit, weeksAhead.at(-1) ?? 1);
  const weights = weightsOf(fit, origins);
  const ordinary = combined(
    candidates.map((candidate) => forecastOf(candidate, openPlaces, values.length, season)),
    weights,
  );
  const level = combined(
    candidates.map(({ level, shape, levelChange }) => {
      const mean = shape.reduce((sum, each) => sum + each, 0) / season;
      return Float64Array.from(weeksAhead, (week) => level * levelChange(week) * mean);
    }),
    weights,
  );
  const firstDay = Math.floor(wallSecondsAt(series.timeZone, endOf(series)) / DAY_SECONDS);
  const point = ordinary.map((value, i) => value * effectOf(firstDay + open[i]));
  const onAll = (ofOpen: Float64Array): Float64Array => {
    const all = new Float64Array(horizon);
    for (const [k, i] of open.entries()) all[i] = ofOpen[k];
    return all;
  };
  const errors = relativeErrors(fit, origins, weights);
  return {
    start: endOf(series),
    step: series.step,
    timeZone: series.timeZone,
    unit: series.unit,
    point: onAll(point),
    intervals: levelFractions.map((levelFraction) => {
      const bounds = errorBounds(errors, season, levelFraction);
      const at = (side: 'lower' | 'upper'): Float64Array =>
        onAll(
          point.map((value, k) =>
            Math.max(0, value + (value + smallCount) * bounds(openPlaces[k] % season, weeksAhead[k])[side]),
          ),
        );
      return { levelFraction, lower: at('lower'), upper: at('upper') };
    }),
    components: {
      level: onAll(level),
      weekly: onAll(ordinary.map((value, i) => value - level[i])),
      calendar: onAll(point.map((value, i) => value - ordinary[i])),
    },
    closed: Uint8Array.from(places, (place) => (place === CLOSED ? 1 : 0)),
  };
}

function relativeErrors(
  { history: { season, smallCount, values: observed }, factors, values }: DailyFit,
  origins: readonly InnerOrigin[],
  weights: Float64Array,
): RelativeErrors {
  const past = origins.flatMap(({ places, forecasts, weeksBack }) => {
    const origin = values.length - weeksBack * season;
    return [...combined(forecasts, weights)].map((forecast, i) => {
      const expected = forecast * factors[places[i]];
      return {
        error: (observed[places[i]] - expected) / (expected + smallCount),
        slot: places[i] % season,
        weeksAhead: Math.floor((places[i] - origin) / season) + 1,
      };
    });
  });
  return {
    errors: Float64Array.from(past, ({ error }) => error),
    slots: Uint32Array.from(past, ({ slot }) => slot),
    weeksAhead: Uint32Array.from(past, ({ weeksAhead }) => weeksAhead),
  };
}
