import { insertRising } from '../../../numeric/insert-rising.ts';
import { median } from '../../../numeric/median.ts';
import type { IntradayHistory } from './intraday-history.ts';

const DAYS_EITHER_SIDE = 12;
// In median absolute deviations: up to the first a day is ordinary, from the second on it is not at all.
const ORDINARY_UP_TO = 4;
const SPECIAL_FROM = 6;
const LEAST_DEVIATION = 0.02;
// A special day counts where nothing else is known.
const LEAST_WEIGHT = 1e-6;

/**
 * How far each day before an origin (a count of places) is an ordinary one, from almost 0 to 1: by how much its total is off
 * that of the open days around it, as far as those were known at the origin. Holidays and outages have next to no weight.
 */
export function ordinaryDayWeights(history: IntradayHistory, origin: number): Float64Array {
  const deviations = dayDeviations(history, origin).map(Math.abs);
  const scale = Math.max(LEAST_DEVIATION, median(deviations.filter((deviation) => !Number.isNaN(deviation))));
  return deviations.map((deviation) => {
    const share = (SPECIAL_FROM - deviation / scale) / (SPECIAL_FROM - ORDINARY_UP_TO);
    return Number.isNaN(share) ? 1 : Math.min(1, Math.max(LEAST_WEIGHT, share));
  });
}

/** ln of each day's total over what its slots usually bring, less the median of the open days around it; NaN where nothing is known. */
export function dayDeviations({ values, season, days }: IntradayHistory, origin: number): Float64Array {
  const usual = interquartileMeans(values, season, origin);
  const count = days.ofPlace[origin - 1] + 1;
  const sums = new Float64Array(count);
  const expected = new Float64Array(count);
  for (let place = 0; place < origin; place++) {
    if (Number.isNaN(values[place])) continue;
    sums[days.ofPlace[place]] += values[place];
    expected[days.ofPlace[place]] += usual[place % season];
  }
  const logRatios = sums.map((sum, day) =>
    expected[day] === 0 ? Number.NaN : Math.log((sum + 0.5) / (expected[day] + 0.5)),
  );
  const around = new Float64Array(2 * DAYS_EITHER_SIDE);
  return logRatios.map((ratio, day) => {
    const last = Math.min(count - 1, day + DAYS_EITHER_SIDE);
    let known = 0;
    for (let other = Math.max(0, day - DAYS_EITHER_SIDE); other <= last; other++)
      if (other !== day && !Number.isNaN(logRatios[other])) insertRising(around, known++, logRatios[other]);
    return known === 0 ? 0 : ratio - (around[(known - 1) >> 1] + around[known >> 1]) / 2;
  });
}

/** Mean of the middle half of each slot's values. */
function interquartileMeans(values: Float64Array, season: number, origin: number): Float64Array {
  const sorted = new Float64Array(Math.ceil(origin / season));
  return new Float64Array(season).map((_, slot) => {
    let known = 0;
    for (let place = slot; place < origin; place += season)
      if (!Number.isNaN(values[place])) insertRising(sorted, known++, values[place]);
    if (known === 0) return 0;
    const cut = known >> 2;
    let sum = 0;
    for (let k = cut; k < known - cut; k++) sum += sorted[k];
    return sum / (known - 2 * cut);
  });
}
