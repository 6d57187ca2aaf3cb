import { studentTQuantile } from '../../numeric/student-t.ts';
import { isSubDaily } from '../../series/calendar-step.ts';
import type { Series } from '../../series/series.ts';
import { fitByDayTotals } from '../day-totals/fit-by-day-totals.ts';
import type { FittedModel, ForecastingModel } from '../forecasting-model.ts';
import { seasonalGrid, slotsInSeason } from '../seasonal-grid.ts';
import { fitSteps, type StepsAhead, type StepsModel } from '../steps-ahead.ts';
import { ETS_FORMS, type EtsForm } from './ets-form.ts';
import type { EtsFit } from './fit-form.ts';
import { forecastMoments, trendAhead } from './forecast-moments.ts';
import { selectForm } from './select-form.ts';

// Two seasons leave no value over to tell a season from chance.
const SEASONS_NEEDED = 4;
const INTERVALS_NEEDED = 10;

/**
 * Exponential smoothing in state space form: the form of error, trend and season with the least corrected information criterion.
 * Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008). Bounds are analytic, of Student's t with the
 * degrees of freedom that are left. Below a day, the totals of days are smoothed and spread over the slots of their weekday.
 */
export const etsModel: ForecastingModel = {
  name: 'ets',
  requiredIntervals: ({ step }) => Math.max(INTERVALS_NEEDED, SEASONS_NEEDED * slotsInSeason(step, 0)),
  fit: (history) => fitForms(history, ETS_FORMS),
};

/**
 * Exponential smoothing of days in the one form that this history chooses, so that earlier parts of it can be fitted at a fraction of
 * the cost; those that the form takes too much from have the simplest one. RangeError with fewer than five values.
 */
export function etsOfChosenForm(history: Series): ForecastingModel {
  const { values, season } = seasonalGrid(history);
  const { form } = selectForm(values, season);
  return { ...etsModel, fit: (part) => fitForms(part, [ETS_FORMS[0], form]) };
}

const fitForms = (history: Series, forms: readonly EtsForm[]): FittedModel =>
  isSubDaily(history.step)
    ? fitByDayTotals(history, exponentialSmoothing(forms))
    : fitSteps(history, exponentialSmoothing(forms));

const exponentialSmoothing =
  (forms: readonly EtsForm[]): StepsModel =>
  ({ values, season, seasonName }) => {
    const fit = selectForm(values, season, forms);
    return {
      ahead: (count) => stepsAhead(fit, seasonName, count),
      residuals: values.map((value, place) => value - fit.fitted[place]),
    };
  };

function stepsAhead(fit: EtsFit, seasonName: string, count: number): StepsAhead {
  const { form, parameters, final, variance, degrees, length } = fit;
  const end = { form, parameters, states: final, nextSlot: length % final.seasonal.length, variance };
  const moments = forecastMoments(end, count);
  const trend = trendAhead(end, count);
  const season = moments.mean.map((mean, i) => mean - trend[i]);
  return {
    components: form.season === 'none' ? { trend } : { trend, [seasonName]: season },
    bounds(levelFraction) {
      const reach = studentTQuantile((1 + levelFraction) / 2, degrees);
      const away = moments.variance.map((each) => reach * Math.sqrt(each));
      return {
        lower: moments.mean.map((mean, i) => mean - away[i]),
        upper: moments.mean.map((mean, i) => mean + away[i]),
      };
    },
  };
}
