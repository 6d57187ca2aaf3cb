import { studentTQuantile } from '../../numeric/student-t.ts';
import { isSubDaily } from '../../series/calendar-step.ts';
import { fitByDayTotals } from '../day-totals/fit-by-day-totals.ts';
import { selectForm } from '../ets/select-form.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { slotsInSeason } from '../seasonal-grid.ts';
import { type FittedSteps, fitSteps, type StepsAhead, type StepsModel } from '../steps-ahead.ts';
import { type ClassicalSeason, classicalSeason, withoutSeason } from './classical-season.ts';
import { showsSeason } from './seasonal-test.ts';

const SEASONS_NEEDED = 3;
const INTERVALS_NEEDED = 10;

/**
 * The theta method as it won the M3 competition: simple exponential smoothing with a drift of half the slope of the line through all
 * values, after the season, where a test shows one, is taken out. Assimakopoulos and Nikolopoulos, International Journal of Forecasting
 * 16 (2000) 521-530, in the form of Hyndman and Billah, the same 19 (2003) 287-290. Below a day, for the totals of days, spread over
 * the slots of their weekday.
 */
export const thetaModel: ForecastingModel = {
  name: 'theta',
  requiredIntervals: ({ step }) => Math.max(INTERVALS_NEEDED, SEASONS_NEEDED * slotsInSeason(step, 0)),
  fit: (history) => (isSubDaily(history.step) ? fitByDayTotals(history, thetaSteps) : fitSteps(history, thetaSteps)),
};

const SMOOTHING = { error: 'additive', trend: 'none', season: 'none' } as const;

/** The theta method on the steps of a grid. RangeError with fewer than five values, or where those missing hide the season. */
export const thetaSteps: StepsModel = ({ values, season, seasonName }) =>
  showsSeason(values, season) ? withSeason(values, classicalSeason(values, season), seasonName) : thetaLine(values);

/** The line and its bounds, in the size of each slot. */
function withSeason(values: Float64Array, season: ClassicalSeason, seasonName: string): FittedSteps {
  const line = thetaLine(withoutSeason(values, season));
  const slotAhead = (i: number): number => season.bySlot[(values.length + i) % season.bySlot.length];
  const isFactor = season.kind === 'factor';
  const put = (part: Float64Array): Float64Array =>
    part.map((value, i) => (isFactor ? value * slotAhead(i) : value + slotAhead(i)));
  return {
    ahead(count) {
      const { components, bounds } = line.ahead(count);
      const { trend } = components;
      return {
        components: { trend, [seasonName]: put(trend).map((value, i) => value - trend[i]) },
        bounds(levelFraction) {
          const { lower, upper } = bounds(levelFraction);
          return { lower: put(lower), upper: put(upper) };
        },
      };
    },
    residuals: line.residuals.map((residual, place) =>
      isFactor ? residual * season.bySlot[place % season.bySlot.length] : residual,
    ),
  };
}

/** A forecast without a season is all trend. */
interface FittedLine extends FittedSteps {
  ahead(count: number): StepsAhead & { readonly components: { readonly trend: Float64Array } };
}

/**
 * Simple exponential smoothing and a drift of half the slope of the regression line. Bounds are those of the smoothing: the variance of
 * an error, and alpha squared of it more for each further step.
 */
function thetaLine(values: Float64Array): FittedLine {
  const { parameters, final, fitted, variance, degrees } = selectForm(values, 1, [SMOOTHING]);
  const { alpha } = parameters;
  const drift = slopeOfLine(values) / 2;
  // How far smoothing lags behind a line of slope 1 after so many values.
  const lagAfter = (count: number): number => (1 - (1 - alpha) ** count) / alpha;
  const start = final.level + drift * lagAfter(values.length);
  return {
    ahead(count) {
      const trend = new Float64Array(count).map((_, i) => start + drift * i);
      return {
        components: { trend },
        bounds(levelFraction) {
          const reach = studentTQuantile((1 + levelFraction) / 2, degrees);
          const away = trend.map((_, i) => reach * Math.sqrt(variance * (1 + alpha * alpha * i)));
          return { lower: trend.map((value, i) => value - away[i]), upper: trend.map((value, i) => value + away[i]) };
        },
      };
    },
    residuals: values.map((value, place) => value - (fitted[place] + drift * lagAfter(place))),
  };
}

/** Of the least squares line through the values that are there. */
function slopeOfLine(values: Float64Array): number {
  const places = [...values.keys()].filter((place) => !Number.isNaN(values[place]));
  const middle = places.reduce((sum, place) => sum + place, 0) / places.length;
  const spread = places.reduce((sum, place) => sum + (place - middle) ** 2, 0);
  return places.reduce((sum, place) => sum + (place - middle) * values[place], 0) / spread;
}
