import { isSubDaily, nominalDays } from '../../series/calendar-step.ts';
import type { Series } from '../../series/series.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { slotsInSeason } from '../seasonal-grid.ts';
import { fitDaily } from './daily/daily-level-shape.ts';
import { fitIntraday } from './intraday/intraday-level-shape.ts';
import type { FittedOnPastForecasts } from './past-forecast.ts';

interface LevelShapeModel extends ForecastingModel {
  fit(history: Series): FittedOnPastForecasts;
}

/**
 * Volumes as level x shape of the week, each learned with several memories that are weighed by how well they would have done in
 * this very history; effects of days of the month, and of days that are low every year, are learned from it, too. Days and shorter
 * steps have a form of their own. Bounds are quantiles of what the same procedure would have been off, by lead and size.
 */
export const levelShape: LevelShapeModel = {
  name: 'level-shape',
  requiredIntervals: ({ step }) => 2 * slotsInSeason(step, 0),
  fit(history) {
    if (nominalDays(history.step) > 1)
      throw new RangeError('a level and a shape of the week take days or shorter steps');

    return isSubDaily(history.step) ? fitIntraday(history) : fitDaily(history);
  },
};
