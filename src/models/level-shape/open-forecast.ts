import type { Forecast } from '../../series/forecast.ts';
import { endOf, type Series } from '../../series/series.ts';
import type { OpenAhead } from './open-ahead.ts';

/** The forecast of `horizon` intervals after a history from that of the open ones among them: all else is closed, and 0. */
export function forecastOfOpen(
  history: Series,
  { intervals: open }: OpenAhead,
  horizon: number,
  { point, intervals, components }: Pick<Forecast, 'point' | 'intervals' | 'components'>,
): Forecast {
  const onAll = (ofOpen: Float64Array): Float64Array => {
    const all = new Float64Array(horizon);
    for (const [k, i] of open.entries()) all[i] = ofOpen[k];
    return all;
  };
  const closed = new Uint8Array(horizon).fill(1);
  for (const i of open) closed[i] = 0;
  return {
    start: endOf(history),
    step: history.step,
    timeZone: history.timeZone,
    unit: history.unit,
    point: onAll(point),
    intervals: intervals.map(({ levelFraction, lower, upper }) => ({
      levelFraction,
      lower: onAll(lower),
      upper: onAll(upper),
    })),
    components: Object.fromEntries(Object.entries(components).map(([name, part]) => [name, onAll(part)])),
    closed,
  };
}
