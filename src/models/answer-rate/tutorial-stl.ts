import { settingsOfStatsmodels } from '../stl/settings.ts';
import { stl } from '../stl/stl.ts';
import type { HourlyCalls } from './call-history.ts';

const PERIOD = 24;

/**
 * The plain recipe for the next 24 hourly answer rates that is often seen, for comparison only: rates of single hours, whatever
 * their attempts; hours without attempts interpolated in time, 0 before the first and as the last after it; robust STL with a period of
 * 24; the mean difference of the trend carried on; the last cycle repeated; cut to [0, 1]. Throws RangeError for fewer than 48 hours.
 */
export function tutorialStl({ attempts, answers }: Pick<HourlyCalls, 'attempts' | 'answers'>): Float64Array {
  const rates = interpolated(answers.map((answered, i) => answered / attempts[i]));
  const { trend, seasonal } = stl(rates, settingsOfStatsmodels(PERIOD, true));
  const last = rates.length - 1;
  const slope = (trend[last] - trend[0]) / last;
  return seasonal.slice(-PERIOD).map((season, i) => Math.min(1, Math.max(0, trend[last] + (i + 1) * slope + season)));
}

/** Straight lines over what is missing, as pandas draws them: 0 before the first value, the last one held after it. */
function interpolated(values: Float64Array): Float64Array {
  const filled = values.map((value) => (Number.isNaN(value) ? 0 : value));
  let before = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) {
      if (before >= 0) filled[i] = values[before];
      continue;
    }
    for (let gap = before + 1; before >= 0 && gap < i; gap++)
      filled[gap] = values[before] + ((values[i] - values[before]) * (gap - before)) / (i - before);
    before = i;
  }
  return filled;
}
