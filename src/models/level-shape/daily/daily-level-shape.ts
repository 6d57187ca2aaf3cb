import type { Forecast } from '../../../series/forecast.ts';
import type { Series } from '../../../series/series.ts';
import type { PastForecast } from '../../forecasting-model.ts';
import { residualsOfIntervals } from '../../seasonal-forecast.ts';
import { openAhead } from '../open-ahead.ts';
import { forecastOfOpen } from '../open-forecast.ts';
import { type FittedOnPastForecasts, pastForecastOf } from '../past-forecast.ts';
import { rememberLast } from '../remember-last.ts';
import { calendarEffects } from './calendar-effects.ts';
import { candidateWeights, combined } from './candidate-weights.ts';
import { type Candidate, candidateLearner } from './candidates.ts';
import { type DailyHistory, dailyHistory } from './daily-history.ts';
import { errorBounds, type RelativeErrors } from './error-bounds.ts';
import { forecastOf, type InnerOrigin, innerOrigins } from './inner-origins.ts';
import { weekLevels } from './week-levels.ts';

/** What is learned from a daily history. */
interface DailyFit {
  readonly history: DailyHistory;
  /** Factor of a day that is counted from 1970-01-01. */
  readonly effectOf: (day: number) => number;
  /** By place: values without calendar effects, and the factors that take them back. */
  readonly values: Float64Array;
  readonly factors: Float64Array;
  readonly candidatesAt: (weeksBack: number) => readonly Candidate[];
  /** By the weeks ahead. */
  readonly choiceFor: (weeksAhead: number) => Choice;
}

/** The candidates in their weights, and the inner origins that gave them. */
interface Choice {
  readonly origins: readonly InnerOrigin[];
  readonly weights: Float64Array;
}

// Longer leads have too few inner errors of their own; their bounds widen by a rule.
const MOST_WEEKS_AHEAD = 13;

/**
 * Days by level x shape of the week x calendar effect, all learned in ways that outliers do not move. RangeError where values are
 * negative or mostly 0.
 */
export function fitDaily(series: Series): FittedOnPastForecasts {
  const history = dailyHistory(series);
  const effectOf = calendarEffects(history);
  const factors = Float64Array.from(history.days, effectOf);
  const values = history.values.map((value, place) => value / factors[place]);
  const levels = weekLevels(values, history.season);
  const candidatesAt = candidateLearner(values, history.season, levels);
  if (!candidatesAt(0).every(({ level, shape }) => shape.every((size) => Number.isFinite(level * size))))
    throw new RangeError('most days of the history are 0 or missing, so it shows no level and no shape of the week');
  const learned = { history, effectOf, values, factors, candidatesAt };
  const fit: DailyFit = { ...learned, choiceFor: rememberLast((weeksAhead) => choose(learned, weeksAhead)) };
  return {
    forecast: (horizon, levelFractions) => forecastDaily(series, fit, horizon, levelFractions),
    pastForecasts: (horizon) => pastForecasts(fit, openAhead(series, history.grid, horizon).weeksAhead.at(-1) ?? 1),
    residuals() {
      const fitted = fittedOneWeekAhead(fit);
      return residualsOfIntervals(history.grid, series, (place) => fitted[place]);
    },
  };
}

function choose(
  { values, factors, history: { season }, candidatesAt }: Omit<DailyFit, 'choiceFor'>,
  weeksAhead: number,
): Choice {
  const origins = innerOrigins(values, season, candidatesAt, Math.min(weeksAhead, MOST_WEEKS_AHEAD));
  return { origins, weights: candidateWeights(origins, candidatesAt(0).length, values, factors, season) };
}

function forecastDaily(series: Series, fit: DailyFit, horizon: number, levelFractions: readonly number[]): Forecast {
  const { history, effectOf } = fit;
  const { season, smallCount } = history;
  const ahead = openAhead(series, history.grid, horizon);
  const { origins, weights } = fit.choiceFor(ahead.weeksAhead.at(-1) ?? 1);
  const candidates = fit.candidatesAt(0);
  const overWeek = (shapeOf: (shape: Float64Array) => Float64Array): Float64Array =>
    combined(
      candidates.map((each) => forecastOf({ ...each, shape: shapeOf(each.shape) }, ahead.slots, ahead.weeksAhead)),
      weights,
    );
  const ordinary = overWeek((shape) => shape);
  const level = overWeek((shape) => shape.map(() => shape.reduce((sum, each) => sum + each, 0) / season));
  const point = ordinary.map((value, i) => value * effectOf(ahead.calendarDays[i]));
  const errors = relativeErrors(fit, origins, weights);
  return forecastOfOpen(series, ahead, horizon, {
    point,
    intervals: levelFractions.map((levelFraction) => {
      const bounds = errorBounds(errors, season, levelFraction);
      const at = (side: 'lower' | 'upper'): Float64Array =>
        point.map((value, i) =>
          Math.max(0, value + (value + smallCount) * bounds(ahead.slots[i], ahead.weeksAhead[i])[side]),
        );
      return { levelFraction, lower: at('lower'), upper: at('upper') };
    }),
    components: {
      level,
      weekly: ordinary.map((value, i) => value - level[i]),
      calendar: point.map((value, i) => value - ordinary[i]),
    },
  });
}

function relativeErrors(
  { history: { season, smallCount, values: observed }, factors }: DailyFit,
  origins: readonly InnerOrigin[],
  weights: Float64Array,
): RelativeErrors {
  const past = origins.flatMap(({ places, weeksAhead, forecasts }) => {
    const said = combined(forecasts, weights);
    return Array.from(places, (place, i) => {
      const expected = said[i] * factors[place];
      const error = (observed[place] - expected) / (expected + smallCount);
      return { error, slot: place % season, weeksAhead: weeksAhead[i] };
    });
  });
  return {
    errors: Float64Array.from(past, ({ error }) => error),
    slots: Uint32Array.from(past, ({ slot }) => slot),
    weeksAhead: Uint32Array.from(past, ({ weeksAhead }) => weeksAhead),
  };
}

/** What the candidates in their weights would have said at each inner origin. */
function pastForecasts(fit: DailyFit, weeksAhead: number): PastForecast[] {
  const { values, factors, history } = fit;
  const { origins, weights } = fit.choiceFor(weeksAhead);
  const at = pastForecastOf(history.grid);
  return origins.map(({ weeksBack, places, forecasts }) => {
    const said = combined(forecasts, weights);
    return at(
      values.length - weeksBack * history.season,
      places,
      said.map((value, i) => value * factors[places[i]]),
    );
  });
}

/** By place, what was said at the start of its week; NaN before the first inner origin and where nothing was observed. */
function fittedOneWeekAhead(fit: DailyFit): Float64Array {
  const { origins, weights } = fit.choiceFor(1);
  const fitted = new Float64Array(fit.values.length).fill(Number.NaN);
  for (const { places, forecasts } of origins)
    for (const [i, forecast] of combined(forecasts, weights).entries())
      fitted[places[i]] = forecast * fit.factors[places[i]];
  return fitted;
}
