import { isSubDaily } from '../../series/calendar-step.ts';
import type { Series } from '../../series/series.ts';
import { arModel } from '../ar/ar-model.ts';
import { countLevel, countLevelOfLearned } from '../count-level/count-level.ts';
import { etsOfChosenForm } from '../ets/ets-model.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { slotsInSeason } from '../seasonal-grid.ts';
import { seasonalMeans } from '../seasonal-means/seasonal-means.ts';
import { thetaModel } from '../theta/theta-model.ts';

// What is learned once from all of a history knows what earlier forecasts are judged by; that is little where those are of four weeks and
// less than half of it, and refitting would take long only there.
const LEARNED_ONCE_WEEKS = 8;

/**
 * The models that may be mixed into level x shape. Below a day only the one that is learned as it is, from slots: those of days' totals
 * cost many times as much there and were measured to gain nothing.
 */
export function candidatesFor(history: Series): ForecastingModel[] {
  const isLong = history.values.length >= LEARNED_ONCE_WEEKS * slotsInSeason(history.step, history.values.length);
  const counts = isLong ? countLevelOfLearned(history) : countLevel;
  if (isSubDaily(history.step)) return [counts];
  const days = [thetaModel, seasonalMeans('mean', 4), arModel, counts];
  // A form takes five values to choose.
  const known = history.values.filter((value) => !Number.isNaN(value)).length;
  return known < 5 ? days : [etsOfChosenForm(history), ...days];
}
