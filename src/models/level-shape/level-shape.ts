import { isSubDaily, nominalDays } from '../../series/calendar-step.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { slotsInSeason } from '../seasonal-grid.ts';
import { fitDaily } from './daily/daily-level-shape.ts';
import { fitIntraday } from './intraday/intraday-level-shape.ts';

export const levelShape: ForecastingModel = {
  name: 'level-shape',
  requiredIntervals: ({ step }) => 2 * slotsInSeason(step, 0),
  fit(history) {
    if (nominalDays(history.step) > 1)
      throw new RangeError('a level and a shape of the week take days or shorter steps');

    return isSubDaily(history.step) ? fitIntraday(history) : fitDaily(history);
  },
};
