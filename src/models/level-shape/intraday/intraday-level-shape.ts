import type { Forecast } from '../../../series/forecast.ts';
import { lastIntervals, type Series } from '../../../series/series.ts';
import type { PastForecast } from '../../forecasting-model.ts';
import { residualsOfIntervals } from '../../seasonal-forecast.ts';
import { slotsInSeason } from '../../seasonal-grid.ts';
import { type OpenAhead, openAhead } from '../open-ahead.ts';
import { forecastOfOpen } from '../open-forecast.ts';
import { type FittedOnPastForecasts, pastForecastOf } from '../past-forecast.ts';
import { rememberLast } from '../remember-last.ts';
import { calendarFactors } from './calendar-factors.ts';
import { combinationWeights, logPrior } from './combination-weights.ts';
import { combinedForecast, type Target } from './combinations.ts';
import { type Components, componentLearner } from './components-at.ts';
import { dayStartOrigins, type InnerOrigin, innerOrigins } from './inner-origins.ts';
import { type IntradayHistory, intradayHistory } from './intraday-history.ts';
import { levelKinds } from './levels.ts';
import { ordinaryDayWeights } from './ordinary-days.ts';
import { type PastForecasts, varianceBounds } from './variance-bounds.ts';

/** An inner origin, and what would have been said there of its targets. */
interface JudgedOrigin extends InnerOrigin {
  readonly said: Float64Array;
}

/** What is learned from a history below a day. */
interface IntradayFit {
  readonly series: Series;
  /** Values free of calendar effects. */
  readonly history: IntradayHistory;
  /** Factor of a day that is counted from 1970-01-01. */
  readonly factorOf: (day: number) => number;
  readonly componentsAt: (origin: number) => Components;
  /** By the number of places ahead. */
  readonly originsFor: (horizonPlaces: number) => JudgedOrigin[];
  readonly prior: Float64Array;
  readonly weeks: number;
}

// What is older says next to nothing more of the days to come.
const MOST_WEEKS = 26;
// With as many weeks, more of them make a forecast hardly surer.
const ENOUGH_WEEKS = 4;

/**
 * Intervals below a day by level x weekday x shape of the day x day of the month, in many combinations that inner origins weigh.
 * RangeError where values are negative, all 0, or less than a week.
 */
export function fitIntraday(whole: Series): FittedOnPastForecasts {
  const series = lastIntervals(whole, MOST_WEEKS * slotsInSeason(whole.step, 0));
  const observed = intradayHistory(series);
  const factorOf = calendarFactors(observed);
  const factors = observed.days.calendar.map(factorOf);
  const values = observed.values.map((value, place) => value / factors[observed.days.ofPlace[place]]);
  const history = { ...observed, values };
  const weeks = values.length / history.season;
  const kinds = levelKinds(weeks);
  const componentsAt = remembered(componentLearner(history, kinds));
  const prior = logPrior(kinds);
  const originsFor = rememberLast((places) =>
    saidAt(innerOrigins(history, places, componentsAt, ordinaryDayWeights(history, values.length)), prior, factorOf),
  );
  const fit: IntradayFit = { series, history, factorOf, componentsAt, originsFor, prior, weeks };
  return {
    forecast: (horizon, levelFractions) => forecastIntraday(fit, horizon, levelFractions),
    pastForecasts: (horizon) => pastForecastsOf(fit, horizon, whole.values.length - series.values.length),
    residuals() {
      const fitted = fittedOneWeekAhead(fit);
      const missing = new Float64Array(whole.values.length - series.values.length).fill(Number.NaN);
      const known = residualsOfIntervals(history.grid, series, (place) => fitted[place]);
      return Float64Array.of(...missing, ...known);
    },
    dayAhead() {
      const said = saidAtDayStarts(fit);
      const ofIntervals = new Float64Array(whole.values.length).fill(Number.NaN);
      const offset = whole.values.length - series.values.length;
      for (const [i, place] of history.grid.places.entries()) ofIntervals[offset + i] = said[place] ?? Number.NaN;
      return ofIntervals;
    },
  };
}

/** Forecasts of several horizons have origins in common. */
function remembered(learn: (origin: number) => Components): (origin: number) => Components {
  const learned = new Map<number, Components>();
  return (origin) => {
    const known = learned.get(origin);
    if (known !== undefined) return known;
    const components = learn(origin);
    learned.set(origin, components);
    return components;
  };
}

function forecastIntraday(fit: IntradayFit, horizon: number, levelFractions: readonly number[]): Forecast {
  const { series, history, factorOf, prior } = fit;
  const ahead = openAhead(series, history.grid, horizon);
  const targets = targetsOf(ahead, history);
  const origins = fit.originsFor(targets.length);
  const weights = combinationWeights(prior, origins);
  const components = fit.componentsAt(history.values.length);
  const ordinary = combinedForecast(components, targets, weights);
  const weekly = combinedForecast(withoutShapeOfDay(components, history), targets, weights);
  const level = combinedForecast(withoutWeek(components, history), targets, weights);
  const point = ordinary.map((value, i) => value * factorOf(targets[i].calendarDay));
  const past = pastForecasts(fit, origins);
  return forecastOfOpen(series, ahead, horizon, {
    point,
    intervals: levelFractions.map((levelFraction) => {
      const distances = varianceBounds(past, levelFraction);
      const bound = (side: 'below' | 'above'): Float64Array =>
        point.map((value, i) => Math.max(0, value + distances(value, ahead.weeksAhead[i])[side]));
      return { levelFraction, lower: bound('below'), upper: bound('above') };
    }),
    components: {
      level,
      weekly: weekly.map((value, i) => value - level[i]),
      daily: ordinary.map((value, i) => value - weekly[i]),
      calendar: point.map((value, i) => value - ordinary[i]),
    },
  });
}

const targetsOf = ({ slots, calendarDays }: OpenAhead, { week }: IntradayHistory): Target[] =>
  Array.from(slots, (slot, i) => ({ slot, weekday: week.weekdays[slot], calendarDay: calendarDays[i] }));

/** Each day at its mean. */
function withoutShapeOfDay(
  components: Components,
  { week: { slotsOfWeekday, weekdays } }: IntradayHistory,
): Components {
  const shapes = components.shapes.map((shape) => {
    const means = slotsOfWeekday.map((slots) => slots.reduce((sum, slot) => sum + shape[slot], 0) / slots.length);
    return shape.map((_, slot) => means[weekdays[slot]]);
  });
  return { ...components, shapes };
}

/** The whole week at its mean. */
function withoutWeek(components: Components, { season }: IntradayHistory): Components {
  const shapes = components.shapes.map((shape) =>
    new Float64Array(season).fill(shape.reduce((sum, value) => sum + value, 0) / season),
  );
  return { ...components, shapes, weekdays: components.weekdays.map((factors) => factors.map(() => 1)) };
}

/** What the model would have said at each inner origin, with weights from all other origins. */
function saidAt(
  origins: readonly InnerOrigin[],
  prior: Float64Array,
  factorOf: (day: number) => number,
): JudgedOrigin[] {
  return origins.map((origin) => {
    const others = origins.filter((other) => other !== origin);
    const ordinary = combinedForecast(origin.components, origin.targets, combinationWeights(prior, others));
    return { ...origin, said: ordinary.map((value, i) => value * factorOf(origin.targets[i].calendarDay)) };
  });
}

function pastForecastsOf(fit: IntradayFit, horizon: number, intervalsLeftOut: number): PastForecast[] {
  const { series, history } = fit;
  const origins = fit.originsFor(openAhead(series, history.grid, horizon).intervals.length);
  const at = pastForecastOf(history.grid);
  return origins.map(({ place, targets, said }) => {
    const past = at(
      place,
      Uint32Array.from(targets, (_, i) => place + i),
      said,
    );
    return {
      ...past,
      known: past.known + intervalsLeftOut,
      intervals: past.intervals.map((interval) => interval + intervalsLeftOut),
    };
  });
}

/** What varies around a forecast, learned from what was said at the inner origins and what came. */
function pastForecasts({ weeks, factorOf }: IntradayFit, origins: readonly JudgedOrigin[]): PastForecasts {
  const most = origins.reduce((sum, { said }) => sum + said.length, 0);
  const [forecasts, values, stretches] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  const weeksAhead = new Uint32Array(most);
  let known = 0;
  for (const origin of origins) {
    const stretch = Math.sqrt(uncertainty(weeks) / uncertainty(origin.weeksOfHistory));
    for (let i = 0; i < origin.said.length; i++) {
      // Where nothing is forecast no variance is known, and no error says how far bounds of something would lie.
      if (!(origin.said[i] > 0) || Number.isNaN(origin.values[i])) continue;
      forecasts[known] = origin.said[i];
      values[known] = origin.values[i] * factorOf(origin.targets[i].calendarDay);
      weeksAhead[known] = origin.weeksAhead[i];
      stretches[known] = stretch;
      known++;
    }
  }
  return {
    forecasts: forecasts.subarray(0, known),
    values: values.subarray(0, known),
    weeksAhead: weeksAhead.subarray(0, known),
    stretches: stretches.subarray(0, known),
    origins: origins.reduce((sum, { discount }) => sum + discount, 0),
  };
}

/** Variance of a value and of a mean of so many weeks, in units of the former. */
const uncertainty = (weeks: number): number => 1 + 1 / Math.min(weeks, ENOUGH_WEEKS);

/** By place, what was said at the start of its day, with weights from all other days; NaN before the first such start. */
function saidAtDayStarts({ history, componentsAt, prior, factorOf }: IntradayFit): Float64Array {
  const origins = dayStartOrigins(history, componentsAt, ordinaryDayWeights(history, history.values.length));
  const said = new Float64Array(history.values.length).fill(Number.NaN);
  for (const { components, targets, place } of origins) {
    const weights = combinationWeights(
      prior,
      origins.filter((other) => other.place !== place),
    );
    for (const [i, forecast] of combinedForecast(components, targets, weights).entries())
      said[place + i] = forecast * factorOf(targets[i].calendarDay);
  }
  return said;
}

/** By place, what was said at the start of its week; NaN before the first inner origin. */
function fittedOneWeekAhead(fit: IntradayFit): Float64Array {
  const { history, prior, factorOf } = fit;
  const origins = fit.originsFor(history.season);
  const weights = combinationWeights(prior, origins);
  const fitted = new Float64Array(history.values.length).fill(Number.NaN);
  for (const { components, targets, place } of origins)
    for (const [i, forecast] of combinedForecast(components, targets, weights).entries())
      fitted[place + i] = forecast * factorOf(targets[i].calendarDay);
  return fitted;
}
