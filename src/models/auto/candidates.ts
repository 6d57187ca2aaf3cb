import { isSubDaily } from '../../series/calendar-step.ts';
import type { Series } from '../../series/series.ts';
import { arModel } from '../ar/ar-model.ts';
import { countLevelOfLearned } from '../count-level/count-level.ts';
import { etsOfChosenForm } from '../ets/ets-model.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { seasonalMeans } from '../seasonal-means/seasonal-means.ts';
import { thetaModel } from '../theta/theta-model.ts';

/**
 * The models that may be mixed into level x shape. Below a day only the one that is learned as it is, from slots: those of days' totals
 * cost many times as much there and were measured to gain nothing.
 */
export function candidatesFor(history: Series): ForecastingModel[] {
  const counts = countLevelOfLearned(history);
  if (isSubDaily(history.step)) return [counts];
  const days = [thetaModel, seasonalMeans('mean', 4), arModel, counts];
  // A form takes five values to choose.
  const known = history.values.filter((value) => !Number.isNaN(value)).length;
  return known < 5 ? days : [etsOfChosenForm(history), ...days];
}
