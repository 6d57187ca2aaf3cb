import type { Forecast } from '../../../series/forecast.ts';
import { endOf, lastIntervals, type Series } from '../../../series/series.ts';
import { residualsOfIntervals } from '../../seasonal-forecast.ts';
import { CLOSED, slotsInSeason } from '../../seasonal-grid.ts';
import { calendarFactors } from './calendar-factors.ts';
import { combinationWeights, logPrior } from './combination-weights.ts';
import { combinedForecast, type Target } from './combinations.ts';
import { componentLearner } from './components-at.ts';
import { type InnerOrigin, innerOrigins } from './inner-origins.ts';
import { calendarDaysAhead, type IntradayHistory, intradayHistory } from './intraday-history.ts';
import { levelKinds } from './levels.ts';
import { ordinaryDayWeights } from './ordinary-days.ts';
import { type PastForecasts, varianceBounds } from './variance-bounds.ts';

// What is older says next to nothing more of the days to come.
const MOST_WEEKS = 26;
// With as many weeks, more of them make a forecast hardly surer.
const ENOUGH_WEEKS = 4;

export function fitIntraday(whole: Series) {
  const series = lastIntervals(whole, MOST_WEEKS * slotsInSeason(whole.step, 0));
  const observed = intradayHistory(series);
  const factorOf = calendarFactors(observed);
  const factors = observed.days.calendar.map(factorOf);
  const history = {
    ...observed,
    values: observed.values.map((value, place) => value / factors[observed.days.ofPlace[place]]),
  };
  const weeks = history.values.length / history.season;
  const kinds = levelKinds(weeks);
  const prior = logPrior(kinds);
  const componentsAt = componentLearner(history, kinds);
  const ordinary = ordinaryDayWeights(history, history.values.length);
  return {
    forecast(horizon: number, levelFractions: readonly number[]): Forecast {
      const { placesAll, open, targets, weeksAhead } = targetsAhead(history, series, horizon);
      const origins = innerOrigins(history, targets.length, componentsAt, ordinary);
      const components = componentsAt(history.values.length);
      const weights = combinationWeights(prior, origins);
      const point = combinedForecast(components, targets, weights).map((v, k) => v * factorOf(targets[k].calendarDay));
      const past = pastForecasts(prior, origins, weeks, factorOf);
      const onAll = (ofOpen: Float64Array): Float64Array => {
        const all = new Float64Array(horizon);
        for (const [k, i] of open.entries()) all[i] = ofOpen[k];
        return all;
      };
      return {
        start: endOf(series),
        step: series.step,
        timeZone: series.timeZone,
        unit: series.unit,
        point: onAll(point),
        intervals: levelFractions.map((levelFraction) => {
          const distances = varianceBounds(past, levelFraction);
          const bound = (side: 'below' | 'above') =>
            onAll(point.map((value, k) => Math.max(0, value + distances(value, weeksAhead[k])[side])));
          return { levelFraction, lower: bound('below'), upper: bound('above') };
        }),
        components: { level: onAll(point) },
        closed: Uint8Array.from(placesAll, (place) => (place === CLOSED ? 1 : 0)),
      };
    },
    residuals: () => residualsOfIntervals(history.grid, series, () => Number.NaN),
  };
}

function targetsAhead({ grid, values, season, week }: IntradayHistory, series: Series, horizon: number) {
  const placesAll = grid.placesAhead(horizon);
  const days = calendarDaysAhead(series, horizon);
  const open = [...placesAll.keys()].filter((i) => placesAll[i] !== CLOSED);
  const targets = open.map((i): Target => {
    const slot = placesAll[i] % season;
    return { slot, weekday: week.weekdays[slot], calendarDay: days[i] };
  });
  const weeksAhead = open.map((i) => Math.floor((placesAll[i] - values.length) / season) + 1);
  return { placesAll, open, targets, weeksAhead };
}

/** What the model would have said at each inner origin, with weights from all other origins. */
function pastForecasts(prior: Float64Array, origins: readonly InnerOrigin[], weeks: number, factorOf: (day: number) => number): PastForecasts {
  const forecasts: number[] = [];
  const values: number[] = [];
  const weeksAhead: number[] = [];
  const stretches: number[] = [];
  for (const origin of origins) {
    const others = origins.filter((other) => other !== origin);
    const said = combinedForecast(origin.components, origin.targets, combinationWeights(prior, others));
    const stretch = Math.sqrt(uncertainty(weeks) / uncertainty(origin.weeksOfHistory));
    for (const [i, forecast] of said.entries()) {
      // No variance is known where nothing is forecast, and no error says how far bounds of something would lie.
      if (Number.isNaN(origin.values[i]) || !(forecast > 0)) continue;
      const factor = factorOf(origin.targets[i].calendarDay);
      forecasts.push(forecast * factor);
      values.push(origin.values[i] * factor);
      weeksAhead.push(origin.weeksAhead[i]);
      stretches.push(stretch);
    }
  }
  return {
    forecasts: Float64Array.from(forecasts),
    values: Float64Array.from(values),
    weeksAhead: Uint32Array.from(weeksAhead),
    stretches: Float64Array.from(stretches),
    origins: origins.reduce((sum, { discount }) => sum + discount, 0),
  };
}

/** Variance of a value and of a mean of so many weeks, in units of the former. */
const uncertainty = (weeks: number): number => 1 + 1 / Math.min(weeks, ENOUGH_WEEKS);
